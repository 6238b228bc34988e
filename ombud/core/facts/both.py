"""What may stand in either book?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A sealed text: where it lies and its salted SHA-256 digest in hex."""

    id: UUID
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded:
    """A file or snapshot was kept; `media` is the type found by content, not the one declared."""

    evidence: UUID
    digest: str
    media: str
    size: int
    source: str
    quarantined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A letter to one person exists; whether it arrived is the letter's own matter."""

    letter: UUID
    template: str
    side: str
    case: UUID | None = None
    decision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMarked:
    """A clock passed a mark: `warn`, `escalate` or `breach`."""

    clock: str
    mark: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRecorded:
    """Somebody said why a clock was breached."""

    clock: str
    cause: str
    words: Words
