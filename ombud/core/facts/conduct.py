"""What can happen where somebody insults or threatens those who work here? All of it stands in that complaint's book."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ombud.core.facts.both import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseMarked:
    """An agent marked a `message` as abuse of staff and named the passage; `answer` is what follows: `noted`, or `warned` by a letter.

    `counted` is in how many ways the person is known for sure against whom it counts.
    """

    no: int
    message: UUID
    kind: str
    words: Words
    agent: UUID
    case: UUID
    answer: str
    letter: UUID | None = None
    counted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLimited:
    """A lead, after a warning: they write by one channel to one `contact` role, and are answered together, `until` a day."""

    no: int
    agent: UUID
    contact: str
    until: datetime
    words: Words
    letter: UUID
    counted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseObjected:
    """They object to what was marked, or to the limit: somebody without a hand in it looks again."""

    no: int
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseReviewed:
    """A lead looked again, because of an `objection` or unasked: it stands, or all that was marked so far counts no more."""

    no: int
    agent: UUID
    kept: bool
    words: Words
    letter: UUID
    objection: int | None = None
    counted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredTogether:
    """The one contact answered together what they had written while the limit held."""

    agent: UUID
    words: Words
    letter: UUID
