"""How much harm has somebody looked at today, and when do they rest?

Counts minutes, never people: a reached cap says that the day was enough, not that anybody did wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ombud.core.pack.types import Care

SOFT_SHARE: Final = 0.8
"""The part of a cap from which on only a danger to life may bring more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Time in front of one case: when it ended, how long it was, its class of exposure and whether it was an S0."""

    at: datetime
    minutes: float
    exposure: str
    s0: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """What a day has brought so far, and what it should not bring any more.

    `tired_of` are the classes of exposure past the soft cap, `closed_to` those past the hard one.
    """

    points: float
    left: float
    graphic: timedelta
    tired_of: frozenset[str]
    closed_to: frozenset[str]

    @property
    def warns(self) -> bool:
        """Say whether the soft cap is reached."""
        return bool(self.tired_of)

    @property
    def stops(self) -> bool:
        """Say whether the hard cap is reached."""
        return bool(self.closed_to)


def dose(spent: Iterable[Spent], *, care: Care, now: datetime, zone: str) -> Dose:
    """Return the dose of the day that it is now where the agent sits; each day starts from nothing."""
    today = _day(now, zone=zone)
    seen = tuple(one for one in spent if one.at <= now and _day(one.at, zone=zone) == today)
    points = sum(one.minutes * care.weights[one.exposure] for one in seen)
    return Dose(
        points=points,
        left=max(0.0, care.daily_cap - points),
        graphic=_time_from(care.graphic_from, seen=seen),
        tired_of=_past(SOFT_SHARE, care=care, seen=seen, points=points),
        closed_to=_past(1, care=care, seen=seen, points=points),
    )


def _day(moment: datetime, *, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _past(share: float, *, care: Care, seen: tuple[Spent, ...], points: float) -> frozenset[str]:
    """Return the classes whose cap, or this share of it, is reached: a class's cap counts all that is worse too."""
    reached = {
        exposure for exposure, cap in care.caps.items() if _time_from(exposure, seen=seen) >= cap * share
    }
    if points >= care.daily_cap * share:
        reached.add(care.graphic_from)
    lowest = min(reached, default=None)
    return frozenset(exposure for exposure in care.weights if lowest is not None and exposure >= lowest)


def _time_from(exposure: str, *, seen: Iterable[Spent]) -> timedelta:
    return timedelta(minutes=sum(one.minutes for one in seen if one.exposure >= exposure))


def rest_until(spent: Iterable[Spent], *, care: Care, now: datetime) -> datetime | None:
    """Return until when the next harmful case waits: after an S0, and after long graphic work without a pause.

    A pause is any stretch without graphic work as long as the break the pack asks for.
    """
    past = sorted((one for one in spent if one.at <= now), key=lambda one: one.at)
    ends = [one.at + care.after_s0 for one in past if one.s0 and one.exposure >= care.s0_from]
    stretch = timedelta()
    rested_from: datetime | None = None
    for one in past:
        if one.exposure < care.graphic_from:
            continue
        begun = one.at - timedelta(minutes=one.minutes)
        if rested_from is not None and begun - rested_from >= care.break_for:
            stretch = timedelta()
        stretch += timedelta(minutes=one.minutes)
        rested_from = one.at
        if stretch >= care.break_after:
            ends.append(one.at + care.break_for)
    until = max(ends, default=now)
    return until if until > now else None


def waits(spent: Iterable[Spent], *, care: Care, now: datetime) -> frozenset[str]:
    """Return the classes of exposure that somebody gets nothing of while they rest; none when they need not."""
    if rest_until(spent, care=care, now=now) is None:
        return frozenset()
    return frozenset(exposure for exposure in care.weights if exposure >= care.rest_from)
