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
class Informal:
    """What somebody asked off the record, in codes.

    Who (`asker`, of which `country`) asked whom (`taker`), by which `way`, for what (`wants`); whether they `pressed`: threatened, or
    promised something.
    """

    taker: UUID
    asker: str
    country: str
    way: str
    wants: str
    pressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded:
    """A file or snapshot was kept; `media` is the type found by content, not the one declared.

    Of a search `copies` is of how many of the same thing, or cut from it, the host said that they can still be seen, and `others`
    to how many other children it said that the account wrote.
    """

    evidence: UUID
    digest: str
    media: str
    size: int
    source: str
    quarantined: bool = False
    copies: int | None = None
    others: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A letter to one person exists; in a case's book: it arrived, and `marks` are the events that have happened by it.

    In a complaint's book it `arrives`: that its reader has it is a line of its own.
    """

    letter: UUID
    template: str
    side: str
    case: UUID | None = None
    decision: int | None = None
    marks: tuple[str, ...] = ()
    arrives: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """A key was destroyed: a person's, their contact data's or a case's; what it sealed can no longer be read.

    `why` is `time` or `asked`, `retention` the class of the pack, `proof` the SHA-256 of the destroyed wrapped keys.
    """

    person: UUID
    why: str
    retention: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileErased:
    """A file was deleted because its time was over; `proof` is the SHA-256 of its sealed bytes, if they were there.

    By a person, at once, where it showed more than had been asked for (`retention` is `unredacted` then).
    """

    evidence: UUID
    retention: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldSet:
    """Nothing of this may be erased for now: a matter of law, with a reason."""

    hold: UUID
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLifted:
    """That matter of law is over, and why; what is due is erased again."""

    hold: UUID
    words: Words
