"""What stands against somebody of what people found: noted, warned of first, and held to something for a time?

Two rules count by it, each on its own: unfounded notices (`misuse`), and how somebody speaks to those who work here (`abuse`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Answer(StrEnum):
    """What follows for somebody, mildest first; another pair of eyes may end it."""

    NOTED = "noted"
    WARNED = "warned"
    SUSPENDED = "suspended"
    LIMITED = "limited"


FALLEN: Final = "fallen"
"""What is written down of findings that did not outlast another look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One finding against somebody, by which `decision` of which `case`, or which entry of which complaint's book."""

    case: object
    decision: int
    at: datetime
    answer: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What stands against somebody now: how often, when they were warned, how often since, until when they are held to something."""

    count: int = 0
    warned_at: datetime | None = None
    since: int = 0
    until: datetime | None = None
    marks: tuple[Mark, ...] = field(default=())


def record(marks: Iterable[Mark], *, within: timedelta, now: datetime) -> Record:
    """Return what stands against somebody: what another look ended counts no more, nor what is older than is counted.

    To be held to something is no finding of its own where what led to it was found before.
    """
    several = sorted({(one.at, one.decision, str(one.case)): one for one in marks}.items())
    known = [one for _, one in several]
    fallen = {(one.case, one.decision) for one in known if one.answer == FALLEN}
    standing = tuple(
        one
        for one in known
        if one.answer != FALLEN and not any(case == one.case and no > one.decision for case, no in fallen)
    )
    counted = tuple(one for one in standing if one.at > now - within and one.answer != Answer.LIMITED)
    warned = max((one.at for one in counted if one.answer == Answer.WARNED), default=None)
    return Record(
        count=len(counted),
        warned_at=warned,
        since=sum(warned is not None and one.at > warned for one in counted),
        until=max((one.until for one in standing if one.until is not None and one.until > now), default=None),
        marks=counted,
    )
