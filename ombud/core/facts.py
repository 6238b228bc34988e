"""What can happen to a complaint or a case? Every fact a ledger may hold.

A fact holds only codes, random ids and salted digests. Texts live sealed elsewhere and are named by `Words`.
A field may be added with a default; a field that changes its meaning needs a new version in `codec`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A sealed text: where it lies and its salted SHA-256 digest in hex."""

    id: UUID
    digest: str


# --- both books ---------------------------------------------------------------------------------------------


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


# --- the complaint's book -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A complaint was accepted at a door."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedPart:
    """One matter of a complaint; `confidence` in thousandths."""

    no: int
    code: str
    severity: str
    confidence: int
    because: tuple[str, ...]
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Triage said what the complaint is about."""

    lang: str
    parts: tuple[SortedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A part was given to a case; the case's book learns of it by `Joined`."""

    part: int
    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A part went on to another case, because the first had ended."""

    part: int
    source: UUID
    case: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """The complainant wrote to us."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """We asked the complainant for more and wait until a date."""

    letter: UUID
    case: UUID
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitEnded:
    """The wait for the complainant is over: `answered` or `time_out`."""

    why: str


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
class Erased:
    """The person's key was destroyed; texts and files of this person can no longer be read."""

    person: UUID
    why: str


# --- the case's book ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case began; it is judged by the pack named here."""

    subject: UUID | None
    matter: str
    code: str
    severity: str
    lane: str
    lang: str
    jurisdiction: str
    pack: str
    sealed: bool = False
    withheld: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Parts of complaints joined; `digest` is SHA-256 over the inserted (complaint, part) pairs in order."""

    count: int
    digest: str
    severity: str
    first_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The severity changed; `second` signed a step down from S0 or S1."""

    severity: str
    why: str
    second: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """The case turned out to be about something else."""

    code: str
    lane: str
    words: Words
    sealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """A danger nobody took went to the duty `lead` or the `deputy`."""

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """An agent holds the case: by the dispatcher (`next`) or by a lead's act (`lead`)."""

    agent: UUID
    how: str
    words: Words | None = None
    grant: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The case went back to its lane."""

    agent: UUID
    why: str
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A manager let one agent open sealed material, for a reason, until a time."""

    grant: UUID
    agent: UUID
    words: Words
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """A step of the playbook was done."""

    step: str
    evidence: tuple[UUID, ...] = ()
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSkipped:
    """A step was left out, with a reason."""

    step: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A complainant was asked for more; the case waits until a date."""

    complaint: UUID
    letter: UUID
    words: Words
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The wait ended: the complainant answered, or the time was up."""

    complaint: UUID
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Somebody's standing was proved to a level, by a method; the proof itself is not kept here."""

    complaint: UUID
    level: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One act the host must carry out; `key` is made of facts, so that doing it twice is harmless."""

    key: str
    do: str
    measure: str
    target: UUID
    until: datetime | None = None
    protective: bool = False
    clause: str | None = None
    host_decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A provisional measure, without any finding, for a limited time."""

    order: Order
    words: Words
    review_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprotected:
    """A provisional measure ended: `expired`, `lifted` or `decided`."""

    key: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding of fact and the evidence it rests on."""

    words: Words
    evidence: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A measure of a proposal."""

    measure: str
    target: UUID
    until: datetime | None = None
    host_decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """An agent proposes how to decide; `signers` further signatures are needed before it holds.

    A proposal on an appeal names the appeal and the ruling.
    """

    no: int
    agent: UUID
    outcome: str
    clause: str | None
    findings: tuple[Finding, ...]
    measures: tuple[Chosen, ...]
    for_complainant: Words
    for_account: Words | None
    why_not_lower: Words | None
    level: str
    signers: int
    signer_role: str | None
    appeal: int | None = None
    ruling: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedToSign:
    """A second agent was given the proposal to look at."""

    agent: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """A second person signed."""

    no: int
    agent: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A second person did not sign, and says why; the case goes back to the first."""

    no: int
    agent: UUID
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decision is in force; its orders go out."""

    no: int
    outcome: str
    orders: tuple[Order, ...]
    appeal: int | None = None
    ruling: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversed:
    """Effects of an overturned decision that nothing else requires were ordered undone."""

    decision: int
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The host confirmed an order."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """An order was given up after the last try; a person was alarmed."""

    key: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """A lead lets the case close in spite of an unconfirmed order."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FannedOut:
    """The letters of a decision to complainants were all made."""

    decision: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A side is not told yet, on a ground, approved by somebody, to be looked at again on a date."""

    side: str
    ground: str
    approver: UUID | None
    review_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A side may be told from now on."""

    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Decided, carried out, told; open to appeal until a date."""

    decision: int
    appeal_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealed:
    """One side asks for another look; `complaint` only where that side is a complainant."""

    no: int
    decision: int
    side: str
    letter: UUID
    words: Words
    complaint: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChanged:
    """From here on the case is judged by another pack."""

    pack: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note for colleagues, never for the parties."""

    words: Words


ComplaintFact: TypeAlias = (
    Received
    | Sorted
    | Placed
    | Moved
    | EvidenceAdded
    | Wrote
    | AskedFor
    | WaitEnded
    | Told
    | PartEnded
    | ComplaintEnded
    | PartReopened
    | Linked
    | ContinuedIn
    | Erased
    | ClockMarked
    | CauseRecorded
)
CaseFact: TypeAlias = (
    Opened
    | Joined
    | Graded
    | Recoded
    | Paged
    | Assigned
    | Returned
    | Granted
    | EvidenceAdded
    | StepDone
    | StepSkipped
    | Asked
    | Heard
    | Verified
    | Protected
    | Unprotected
    | Proposed
    | OfferedToSign
    | Cosigned
    | Declined
    | Decided
    | Reversed
    | Confirmed
    | Died
    | Overridden
    | FannedOut
    | Told
    | Withheld
    | Released
    | Closed
    | Appealed
    | PackChanged
    | Noted
    | ClockMarked
    | CauseRecorded
)
Fact: TypeAlias = ComplaintFact | CaseFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a book: when, by whom (`agent:UUID`, `complainant`, `account`, `host`, `chore:NAME`), what."""

    seq: int
    at: datetime
    by: str
    fact: Fact
