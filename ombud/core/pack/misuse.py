"""Whose notices were manifestly unfounded again and again, and what may follow for them (DSA art. 23)?

Good faith is presumed: only a person finds a notice manifestly unfounded, in a decision, with a reason and what it rests on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from ombud.core.pack.words import Text, falls_under


class Answer(StrEnum):
    """What follows for somebody whose notice was manifestly unfounded, mildest first; an appeal may end it."""

    NOTED = "noted"
    WARNED = "warned"
    SUSPENDED = "suspended"


FALLEN = "fallen"
"""What is written down of findings that did not outlast an appeal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misuse:
    """From how many such notices `within` a time somebody may be warned, and from how many since then suspended.

    A suspension lasts `longest` at most and is signed at this `level`. Of the kinds in `spares` no notice is ever held
    against who sent it; what is of `severities` or of a kind in `still_read` is dealt with whoever sends it.
    """

    within: timedelta = timedelta(days=365)
    warn_from: int = 3
    suspend_from: int = 2
    longest: timedelta = timedelta(days=30)
    level: str = "A2"
    spares: tuple[str, ...] = ()
    still_read: tuple[str, ...] = ()
    severities: tuple[str, ...] = ("S0", "S1")
    policy: Text | None = None
    examples: tuple[Text, ...] = ()

    def spares_kind(self, code: str, severity: str) -> bool:
        """Say whether no notice of this kind, or so grave, is ever held against who sent it."""
        return severity in self.severities or falls_under(code, self.spares)

    def reads(self, code: str, severity: str) -> bool:
        """Say whether this is looked at even while whoever sent it is suspended."""
        return severity in self.severities or falls_under(code, self.still_read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One finding against somebody, by which decision of which case; `until` where it suspends."""

    case: object
    decision: int
    at: datetime
    answer: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What stands against somebody now: how many such notices, when they were warned, how many since, until when suspended."""

    count: int = 0
    warned_at: datetime | None = None
    since: int = 0
    suspended_until: datetime | None = None
    marks: tuple[Mark, ...] = field(default=())

    def answers(self, rule: Misuse) -> tuple[Answer, ...]:
        """Return what may follow from one more: nothing but the note, a warning first, a suspension only after it."""
        found = [Answer.NOTED]
        if self.count + 1 >= rule.warn_from:
            found.append(Answer.WARNED)
        if self.warned_at is not None and self.since + 1 >= rule.suspend_from:
            found.append(Answer.SUSPENDED)
        return tuple(found)


def record(marks: Iterable[Mark], *, rule: Misuse, now: datetime) -> Record:
    """Return what stands against somebody: what an appeal ended counts no more, nor what is older than the pack counts."""
    several = sorted({(one.at, one.decision, str(one.case)): one for one in marks}.items())
    known = [one for _, one in several]
    fallen = {(one.case, one.decision) for one in known if one.answer == FALLEN}
    standing = tuple(
        one
        for one in known
        if one.answer != FALLEN and not any(case == one.case and no > one.decision for case, no in fallen)
    )
    counted = tuple(one for one in standing if one.at > now - rule.within)
    warned = max((one.at for one in counted if one.answer == Answer.WARNED), default=None)
    return Record(
        count=len(counted),
        warned_at=warned,
        since=sum(warned is not None and one.at > warned for one in counted),
        suspended_until=max(
            (one.until for one in standing if one.until is not None and one.until > now), default=None
        ),
        marks=counted,
    )
