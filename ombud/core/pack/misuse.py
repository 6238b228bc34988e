"""Whose notices were manifestly unfounded again and again, and what may follow for them (DSA art. 23)?

Good faith is presumed: only a person finds a notice manifestly unfounded, in a decision, with a reason and what it rests on.
"""

from dataclasses import dataclass
from datetime import timedelta

from ombud.core.pack.records import Answer, Record
from ombud.core.pack.words import Text, falls_under


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

    def answers(self, record: Record) -> tuple[Answer, ...]:
        """Return what may follow from one more: nothing but the note, a warning first, a suspension only after it."""
        found = [Answer.NOTED]
        if record.count + 1 >= self.warn_from:
            found.append(Answer.WARNED)
        if record.warned_at is not None and record.since + 1 >= self.suspend_from:
            found.append(Answer.SUSPENDED)
        return tuple(found)
