"""What can happen to a complaint?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ombud.core.facts.both import Informal, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A complaint was accepted at a door.

    `contact`: how to reach the person, under a key of its own whose name is the text's. `child`: who files says they are one.
    `sender`: the machine that filed it, by the id of its key; `letter`: the letter of ours that it answers; `informal`: it was
    asked off the record, and a colleague wrote it down; `vouched`: the host said by a link of its own whose account it is.
    """

    channel: str
    person: UUID
    subject: UUID | None
    subject_kind: str
    relation: str
    locale: str
    jurisdiction: str
    anonymous: bool
    reachable: bool
    kind: str | None
    urgent: bool
    because: tuple[str, ...]
    words: Words
    key_version: int
    contact: Words | None = None
    child: bool = False
    sender: UUID | None = None
    letter: UUID | None = None
    informal: Informal | None = None
    vouched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedPart:
    """One matter of a complaint; `confidence` in thousandths, `said` what it tells for the rules of severity.

    One that is `apart` is not about what the complaint names, but about this `subject`, where that is known.
    """

    no: int
    code: str
    severity: str
    confidence: int
    because: tuple[str, ...]
    missed: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    apart: bool = False
    subject: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Triage said what the complaint is about, by the `rules` of this digest; its own clocks run by the pack named here.

    No rules where nobody could sort it and a person gets it as it is.
    """

    lang: str
    parts: tuple[SortedPart, ...]
    pack: str | None = None
    rules: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A part was given to a case; the case's book learns of it by `Joined`."""

    part: int
    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """Once for each decision somebody says whether it is solved, whether they could say their side, whether reasons were clear."""

    case: UUID
    decision: int
    outcome: str
    solved: bool
    heard: bool | None = None
    clear: bool | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A part went on to another case, because the first had ended."""

    part: int
    source: UUID
    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A file that nobody could scan when it came was scanned after all; quarantined: nobody opens it from now on."""

    evidence: UUID
    verdict: str
    quarantined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """The complainant wrote to us; `again`: what they complained of is happening once more; `because`: what was heard in it."""

    words: Words
    again: bool = False
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CameLater:
    """Words or files came when no case of theirs was open any more: somebody reads them, and whatever follows them, by a day."""

    read_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenToRead:
    """What came after the end waits in the lane of a `case` for somebody to read it, as a second `look` there."""

    case: UUID
    look: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLater:
    """What came after the end was read in that `look`, and `leads` to this; or the `case` is judged `anew`, and it is read there.

    A matter of its own is another complaint from then on.
    """

    case: UUID
    leads: str
    look: int | None = None
    complaint: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactProved:
    """Whoever holds the complaint used the link that went to its own contact, by this `way`: they read what is sent there."""

    letter: UUID
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildHeard:
    """Whoever complained says, in words that are kept with the `case`, that they are a child."""

    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNamed:
    """Somebody answers from now on for all parts of it: under which `mask`, `why` they do, and who did `before`.

    Where a person changed it, the words say why, and a `letter` told whoever complained.
    """

    agent: UUID
    mask: str
    why: str
    before: UUID | None = None
    words: Words | None = None
    letter: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsTold:
    """The named contact wrote how far each part is, and by when they write again."""

    agent: UUID
    words: Words
    letter: UUID
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFetched:
    """Whoever holds the letter that a kept record came with fetched it: once for each time, so that they see if it was not they."""

    letter: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """We asked the complainant for more and wait until a date."""

    letter: UUID
    case: UUID
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """Whoever sent it is suspended: it was read for danger, and is dealt with from a day on, or once an appeal ends that."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff:
    """The answer comes later than promised: a letter says until when, and why."""

    letter: UUID
    case: UUID
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitEnded:
    """The wait for the complainant is over: `answered` or `time_out`."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A letter about a decision has reached whoever complained: it was delivered, is kept where they read it, or was read."""

    letter: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnded:
    """A part has its outcome."""

    part: int
    case: UUID
    decision: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintEnded:
    """Every part of the complaint has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReopened:
    """An appeal opened a part's case again."""

    part: int
    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Two complaints are proven to come from the same person, so that erasure reaches both."""

    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuedIn:
    """The matter goes on in a later complaint."""

    complaint: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureAnswered:
    """Somebody asked us to erase what they sent: it goes `at` a date, or a `ground` stands against it until then."""

    letter: UUID
    granted: bool
    ground: str = ""
    at: datetime | None = None
