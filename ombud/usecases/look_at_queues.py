"""Look whether promises are kept: clocks, lanes, what waits for a person, and whether the chores beat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ombud.store import lists_office
from ombud.store.lists_office import Beat, ClocksSeen, Counts, LaneSeen
from ombud.store.lists_office_beats import beats
from ombud.store.lists_office_promises import DaySeen, days

__all__ = ["DaySeen", "LaneSeen", "Queues", "look_at_queues"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """The house at a glance."""

    clocks: tuple[ClocksSeen, ...]
    lanes: tuple[LaneSeen, ...]
    states: Mapping[str, int]
    opened: tuple[int, ...]
    days: tuple[DaySeen, ...]
    counts: Counts
    beats: tuple[Beat, ...]


def look_at_queues(*, now: datetime, zone: ZoneInfo) -> Queues:
    """Return the house at a glance, its days as the reader counts them."""
    return Queues(
        clocks=lists_office.clocks(now=now),
        lanes=lists_office.lanes(now=now),
        states=lists_office.states(),
        opened=lists_office.opened_by_hour(now=now),
        days=days(now=now, zone=zone),
        counts=lists_office.counts(),
        beats=beats(),
    )
