"""What can happen to a complaint or a case? Every fact a ledger may hold.

A fact holds only codes, random ids and salted digests. Texts live sealed elsewhere and are named by `Words`.
A field may be added with a default; a field that changes its meaning needs a new version in `codec`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ombud.core.facts.both import (
    CauseRecorded,
    ClockMarked,
    Erased,
    EvidenceAdded,
    FileErased,
    HoldLifted,
    HoldSet,
    Informal,
    Told,
    Words,
)
from ombud.core.facts.cases import (
    ATTACKED,
    NOT_THIS_ONE,
    AccountPlaced,
    AffectedNamed,
    Alarmed,
    Asked,
    AskedInformally,
    Assigned,
    CalledBack,
    ClockExtended,
    Counted,
    Data,
    Disclosed,
    DisclosureAnswered,
    Established,
    Graded,
    Granted,
    Heard,
    HostAsked,
    HostTold,
    IssueKnown,
    IssueMended,
    Joined,
    KeptOut,
    LawAdded,
    LawSettled,
    LeakTold,
    LedOutside,
    LetIn,
    MandateEnded,
    MarkedPublic,
    MatchAnswered,
    MatchRead,
    Noted,
    Opened,
    PackChanged,
    Paged,
    ProgressTold,
    Recoded,
    Recorded,
    RecordGiven,
    Returned,
    ScopeTold,
    SetBeside,
    StepDone,
    StepLapsed,
    StepSkipped,
    SubjectNamed,
    TeamKeptOut,
    Verified,
    WarnedPublicly,
    Weighed,
)
from ombud.core.facts.complaints import (
    Arrived,
    AskedFor,
    CameLater,
    ChildHeard,
    ComplaintEnded,
    ContactNamed,
    ContactProved,
    ContinuedIn,
    ErasureAnswered,
    GivenToRead,
    HeldBack,
    Linked,
    Moved,
    PartEnded,
    PartReopened,
    PartsTold,
    Placed,
    PutOff,
    Rated,
    ReadLater,
    Received,
    RecordFetched,
    Scanned,
    Sorted,
    SortedPart,
    WaitEnded,
    Wrote,
)
from ombud.core.facts.conduct import (
    AbuseMarked,
    AbuseObjected,
    AbuseReviewed,
    AnsweredTogether,
    ContactLimited,
)
from ombud.core.facts.decisions import (
    Announced,
    Appealed,
    Approved,
    Chosen,
    ClearingBegun,
    Closed,
    Confirmed,
    Cosigned,
    Decided,
    Declined,
    Died,
    FannedOut,
    Finding,
    GivenUp,
    Intruded,
    MoneyReturned,
    OfferedToSign,
    Order,
    Overridden,
    Postponed,
    Proposed,
    Protected,
    PutOffOutside,
    RedressBegun,
    Released,
    Reversed,
    RuledOutside,
    RulePaused,
    RuleResumed,
    SilenceAnswered,
    StrikeStays,
    SuitShown,
    Sum,
    TakenOutside,
    TookEffect,
    Unfounded,
    Unprotected,
    Withheld,
    WrongedFound,
    undoes_host,
)
from ombud.core.facts.learning import (
    AgainBegun,
    ClausePaused,
    ClauseResumed,
    Fault,
    FaultFound,
    LookAnswered,
    LookDrawn,
    LookReturned,
    LookSettled,
    LookTaken,
    TaskChecked,
    TaskDone,
    TaskJoined,
    TaskOpened,
)

ComplaintFact: TypeAlias = (
    Received
    | Sorted
    | Placed
    | Moved
    | EvidenceAdded
    | Scanned
    | Wrote
    | CameLater
    | GivenToRead
    | ReadLater
    | Rated
    | AskedFor
    | HeldBack
    | PutOff
    | WaitEnded
    | Told
    | Arrived
    | PartEnded
    | ComplaintEnded
    | PartReopened
    | Linked
    | ChildHeard
    | ContactProved
    | ContactNamed
    | PartsTold
    | RecordFetched
    | ContinuedIn
    | Erased
    | FileErased
    | ErasureAnswered
    | HoldSet
    | HoldLifted
    | ClockMarked
    | CauseRecorded
    | AbuseMarked
    | ContactLimited
    | AbuseObjected
    | AbuseReviewed
    | AnsweredTogether
)
CaseFact: TypeAlias = (
    Opened
    | Joined
    | Graded
    | Established
    | Weighed
    | Recoded
    | SubjectNamed
    | Paged
    | Assigned
    | Returned
    | Granted
    | EvidenceAdded
    | StepDone
    | StepSkipped
    | StepLapsed
    | Asked
    | HostAsked
    | HostTold
    | Heard
    | Verified
    | Protected
    | Approved
    | Unprotected
    | Proposed
    | OfferedToSign
    | Cosigned
    | Declined
    | Decided
    | TookEffect
    | MoneyReturned
    | Postponed
    | Reversed
    | Confirmed
    | Died
    | Overridden
    | FannedOut
    | GivenUp
    | Told
    | Withheld
    | Released
    | SilenceAnswered
    | Closed
    | Appealed
    | SuitShown
    | TakenOutside
    | PutOffOutside
    | RuledOutside
    | ClockExtended
    | MandateEnded
    | ProgressTold
    | CalledBack
    | Recorded
    | RecordGiven
    | IssueKnown
    | IssueMended
    | MarkedPublic
    | MatchAnswered
    | MatchRead
    | Disclosed
    | DisclosureAnswered
    | LawAdded
    | AccountPlaced
    | LawSettled
    | PackChanged
    | KeptOut
    | TeamKeptOut
    | AskedInformally
    | LedOutside
    | LetIn
    | SetBeside
    | AffectedNamed
    | ScopeTold
    | Alarmed
    | WarnedPublicly
    | LeakTold
    | RedressBegun
    | ClearingBegun
    | RulePaused
    | RuleResumed
    | WrongedFound
    | AgainBegun
    | ClausePaused
    | ClauseResumed
    | Noted
    | FaultFound
    | LookAnswered
    | LookDrawn
    | LookReturned
    | LookSettled
    | LookTaken
    | TaskChecked
    | TaskDone
    | TaskJoined
    | TaskOpened
    | Erased
    | FileErased
    | HoldSet
    | HoldLifted
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


__all__ = [
    "ATTACKED",
    "NOT_THIS_ONE",
    "AbuseMarked",
    "AbuseObjected",
    "AbuseReviewed",
    "AccountPlaced",
    "AffectedNamed",
    "AgainBegun",
    "Alarmed",
    "Announced",
    "AnsweredTogether",
    "Appealed",
    "Approved",
    "Arrived",
    "Asked",
    "AskedFor",
    "AskedInformally",
    "Assigned",
    "CalledBack",
    "CameLater",
    "CaseFact",
    "CauseRecorded",
    "ChildHeard",
    "Chosen",
    "ClausePaused",
    "ClauseResumed",
    "ClearingBegun",
    "ClockExtended",
    "ClockMarked",
    "Closed",
    "ComplaintEnded",
    "ComplaintFact",
    "Confirmed",
    "ContactLimited",
    "ContactNamed",
    "ContactProved",
    "ContinuedIn",
    "Cosigned",
    "Counted",
    "Data",
    "Decided",
    "Declined",
    "Died",
    "Disclosed",
    "DisclosureAnswered",
    "Erased",
    "ErasureAnswered",
    "Established",
    "EvidenceAdded",
    "Fact",
    "FannedOut",
    "Fault",
    "FaultFound",
    "FileErased",
    "Finding",
    "GivenToRead",
    "GivenUp",
    "Graded",
    "Granted",
    "Heard",
    "HeldBack",
    "HoldLifted",
    "HoldSet",
    "HostAsked",
    "HostTold",
    "Informal",
    "Intruded",
    "IssueKnown",
    "IssueMended",
    "Joined",
    "KeptOut",
    "LawAdded",
    "LawSettled",
    "LeakTold",
    "LedOutside",
    "LetIn",
    "Line",
    "Linked",
    "LookAnswered",
    "LookDrawn",
    "LookReturned",
    "LookSettled",
    "LookTaken",
    "MandateEnded",
    "MarkedPublic",
    "MatchAnswered",
    "MatchRead",
    "MoneyReturned",
    "Moved",
    "Noted",
    "OfferedToSign",
    "Opened",
    "Order",
    "Overridden",
    "PackChanged",
    "Paged",
    "PartEnded",
    "PartReopened",
    "PartsTold",
    "Placed",
    "Postponed",
    "ProgressTold",
    "Proposed",
    "Protected",
    "PutOff",
    "PutOffOutside",
    "Rated",
    "ReadLater",
    "Received",
    "Recoded",
    "RecordFetched",
    "RecordGiven",
    "Recorded",
    "RedressBegun",
    "Released",
    "Returned",
    "Reversed",
    "RulePaused",
    "RuleResumed",
    "RuledOutside",
    "Scanned",
    "ScopeTold",
    "SetBeside",
    "SilenceAnswered",
    "Sorted",
    "SortedPart",
    "StepDone",
    "StepLapsed",
    "StepSkipped",
    "StrikeStays",
    "SubjectNamed",
    "SuitShown",
    "Sum",
    "TakenOutside",
    "TaskChecked",
    "TaskDone",
    "TaskJoined",
    "TaskOpened",
    "TeamKeptOut",
    "Told",
    "TookEffect",
    "Unfounded",
    "Unprotected",
    "Verified",
    "WaitEnded",
    "WarnedPublicly",
    "Weighed",
    "Withheld",
    "Words",
    "WrongedFound",
    "Wrote",
    "undoes_host",
]
