"""What is a case, and which facts may happen to it when?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.lessons import Lessons
from ombud.core.vocabulary import (
    AgentId,
    Beside,
    CaseId,
    ComplaintId,
    Hand,
    Kinship,
    Outcome,
    Ruling,
    Severity,
    Side,
)


class Status(StrEnum):
    """Where a case stands; every one but `CLOSED` is open."""

    QUEUED = "queued"
    IN_HAND = "in_hand"
    WAITING = "waiting"
    COSIGNING = "cosigning"
    DECIDED = "decided"
    CLOSED = "closed"


OPEN: Final = frozenset(Status) - {Status.CLOSED}
UNDECIDED: Final = frozenset({Status.QUEUED, Status.IN_HAND, Status.WAITING})
"""Where nobody has chosen yet how a case ends, or where it is looked at anew on appeal."""
BEFORE_DECISION: Final = UNDECIDED | {Status.COSIGNING}
"""Where a case stands in somebody's queue or hands until it is decided, whoever signs included."""

ACCOUNT: Final = "AS"
"""Begins the code of every kind that is about whose an account is."""
HANDED_OVER: Final = (ACCOUNT, "MN.ACCT", "MN.CUSTODY", "MN.TIME", "MN.UNDERAGE")
"""Begin the codes of every kind in which an account can be handed to somebody: a child's too."""
UNTAKEN: Final = "untaken"
TAKEN: Final = "taken"
"""What has happened when a case begins to wait for the first person, and when one has taken it in hand or acted in it."""
SIGNATURE: Final = "signature"
"""What a call for the missing signature of a proposal is about."""

_ALWAYS: Final = (
    facts.EvidenceAdded,
    facts.Noted,
    facts.KeptOut,
    facts.LetIn,
    facts.TeamKeptOut,
    facts.LedOutside,
    facts.SetBeside,
    facts.RulePaused,
    facts.RuleResumed,
    facts.WrongedFound,
    facts.ClausePaused,
    facts.ClauseResumed,
    facts.AgainBegun,
    facts.Granted,
    facts.Confirmed,
    facts.Died,
    facts.Overridden,
    facts.Told,
    facts.FannedOut,
    facts.GivenUp,
    facts.Withheld,
    facts.SilenceAnswered,
    facts.Released,
    facts.ClockMarked,
    facts.CauseRecorded,
    facts.PackChanged,
    facts.Unprotected,
    facts.Erased,
    facts.FileErased,
    facts.HoldSet,
    facts.HoldLifted,
    facts.TakenOutside,
    facts.PutOffOutside,
    facts.RuledOutside,
    facts.FaultFound,
    facts.LookAnswered,
    facts.LookReturned,
    facts.LookSettled,
    facts.LookTaken,
    facts.TaskChecked,
    facts.TaskDone,
    facts.TaskJoined,
    facts.TaskOpened,
)
"""What may be written at any time and moves nothing."""

_WHILE_OPEN: Final = (
    facts.Joined,
    facts.AskedInformally,
    facts.Graded,
    facts.Established,
    facts.Weighed,
    facts.LawAdded,
    facts.AccountPlaced,
    facts.LawSettled,
    facts.Recoded,
    facts.Paged,
    facts.HostAsked,
    facts.HostTold,
    facts.Verified,
    facts.MandateEnded,
    facts.Protected,
    facts.Approved,
    facts.ClockExtended,
    facts.Reversed,
    facts.TookEffect,
    facts.MoneyReturned,
    facts.Postponed,
    facts.SuitShown,
    facts.ProgressTold,
    facts.CalledBack,
    facts.Recorded,
    facts.RecordGiven,
    facts.Alarmed,
    facts.AffectedNamed,
    facts.ScopeTold,
    facts.WarnedPublicly,
    facts.LeakTold,
    facts.IssueKnown,
    facts.IssueMended,
    facts.MatchRead,
    facts.MarkedPublic,
    facts.Disclosed,
    facts.DisclosureAnswered,
)
"""What may be written while a case is open and moves nothing."""

_MOVES: Final = {
    (Status.QUEUED, facts.Assigned): Status.IN_HAND,
    (Status.IN_HAND, facts.Assigned): Status.IN_HAND,
    (Status.WAITING, facts.Assigned): Status.WAITING,
    (Status.IN_HAND, facts.Returned): Status.QUEUED,
    (Status.WAITING, facts.Returned): Status.WAITING,
    (Status.QUEUED, facts.StepDone): Status.QUEUED,
    (Status.QUEUED, facts.StepLapsed): Status.QUEUED,
    (Status.QUEUED, facts.StepSkipped): Status.QUEUED,
    (Status.IN_HAND, facts.SubjectNamed): Status.IN_HAND,
    (Status.IN_HAND, facts.StepDone): Status.IN_HAND,
    (Status.IN_HAND, facts.StepLapsed): Status.IN_HAND,
    (Status.WAITING, facts.StepDone): Status.WAITING,
    (Status.WAITING, facts.StepLapsed): Status.WAITING,
    (Status.WAITING, facts.StepSkipped): Status.WAITING,
    (Status.IN_HAND, facts.StepSkipped): Status.IN_HAND,
    (Status.IN_HAND, facts.Asked): Status.WAITING,
    (Status.WAITING, facts.Heard): Status.QUEUED,
    (Status.IN_HAND, facts.Proposed): Status.COSIGNING,
    (Status.COSIGNING, facts.OfferedToSign): Status.COSIGNING,
    (Status.COSIGNING, facts.Returned): Status.COSIGNING,
    (Status.COSIGNING, facts.Cosigned): Status.COSIGNING,
    (Status.COSIGNING, facts.Declined): Status.QUEUED,
    (Status.COSIGNING, facts.Decided): Status.DECIDED,
    (Status.DECIDED, facts.Assigned): Status.DECIDED,
    (Status.DECIDED, facts.Returned): Status.DECIDED,
    (Status.DECIDED, facts.StepDone): Status.DECIDED,
    (Status.DECIDED, facts.StepLapsed): Status.DECIDED,
    (Status.DECIDED, facts.StepSkipped): Status.DECIDED,
    (Status.DECIDED, facts.RedressBegun): Status.DECIDED,
    (Status.CLOSED, facts.RedressBegun): Status.CLOSED,
    (Status.DECIDED, facts.ClearingBegun): Status.DECIDED,
    (Status.DECIDED, facts.MatchAnswered): Status.DECIDED,
    (Status.CLOSED, facts.Reversed): Status.CLOSED,
    (Status.CLOSED, facts.Protected): Status.CLOSED,
    (Status.CLOSED, facts.Verified): Status.CLOSED,
    (Status.CLOSED, facts.MandateEnded): Status.CLOSED,
    (Status.CLOSED, facts.RecordGiven): Status.CLOSED,
    (Status.DECIDED, facts.Closed): Status.CLOSED,
    (Status.DECIDED, facts.LookDrawn): Status.DECIDED,
    (Status.CLOSED, facts.LookDrawn): Status.CLOSED,
    (Status.DECIDED, facts.Appealed): Status.QUEUED,
    (Status.CLOSED, facts.Appealed): Status.QUEUED,
    (Status.QUEUED, facts.Appealed): Status.QUEUED,
    (Status.IN_HAND, facts.Appealed): Status.IN_HAND,
    (Status.WAITING, facts.Appealed): Status.WAITING,
}

LIFE: Final = MappingProxyType(
    {
        **{(status, kind): status for status in Status for kind in _ALWAYS},
        **{(status, kind): status for status in OPEN for kind in _WHILE_OPEN},
        **_MOVES,
    }
)
"""(where a case stands, what happens) → where it stands then; what is not here cannot happen."""

AFTER_ERASURE: Final = frozenset(
    {facts.Confirmed, facts.Died, facts.ClockMarked, facts.TaskOpened, facts.TaskJoined, facts.Unprotected}
)
"""What may still be written when the case's key is destroyed: nothing that brings words."""

MATTERS: Final = frozenset(
    {
        facts.Assigned,
        facts.Returned,
        facts.Recoded,
        facts.SubjectNamed,
        facts.Asked,
        facts.Heard,
        facts.HostTold,
        facts.Proposed,
        facts.Cosigned,
        facts.Declined,
        facts.Decided,
        facts.Reversed,
        facts.Closed,
        facts.Appealed,
        facts.SuitShown,
        facts.RuledOutside,
        facts.PackChanged,
        facts.LawSettled,
    }
)
"""Facts that a person must have seen before acting on the case."""


class OrderState(StrEnum):
    """How far an order is, as the case's book knows it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DEAD = "dead"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision in force, or one that was.

    `signed` are those who signed it, `announced` is what still waits for its day, `effective_at` the day that was named
    last, `told_at` when the account had its letter, `given_up_at` when a lead gave up that it ever would.
    """

    no: int
    at: datetime
    proposal: facts.Proposed
    orders: tuple[facts.Order, ...]
    signed: tuple[AgentId, ...] = ()
    announced: facts.Announced | None = None
    effective_at: datetime | None = None
    told_at: datetime | None = None
    given_up_at: datetime | None = None

    @property
    def heard_at(self) -> datetime | None:
        """From when what waits for the account's letter goes on: it arrived, or nobody waits for it any more."""
        return self.told_at or self.given_up_at

    def gives_another(self, complaint: UUID) -> bool:
        """Say whether an account that this complainant asked for was given to somebody else."""
        return self.proposal.gives_to not in {None, complaint}

    def outcome_for(self, complaint: UUID) -> str:
        """Return how the decision ended for one complainant."""
        return Outcome.REFUSED.value if self.gives_another(complaint) else self.proposal.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A hand in a decision."""

    decision: int
    agent: AgentId
    role: Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class CutShort:
    """How far the playbook of a kind was when somebody appealed: `over` where the case was closed already."""

    code: str
    over: bool = False
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What one side brought before a body outside; `until` is the date of the next step, `ruled` how it ended."""

    taken: facts.TakenOutside
    until: datetime
    ruled: facts.RuledOutside | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What is known of a fault of ours: said for the `no`th time by `agent`, `first` the incident where that was, if elsewhere."""

    no: int
    words: facts.Words
    until: datetime
    agent: AgentId
    first: UUID | None = None
    mended: facts.Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The `decision` that was given with what is known in the book of `first`; whether it `fits`, None before anybody read it."""

    first: UUID
    decision: int
    fits: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What kinds of data went out in an emergency, `at` when, and whether a second person stands by it; None before any answered."""

    fact: facts.Disclosed
    at: datetime
    agreed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A clause under which nobody decides alone: from the line `seq` on, written `at` a moment, until another or until it `ended`."""

    seq: int
    clause: str
    at: datetime
    until: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A place whose duties count, its pack, and since when; none for the place that a case began with."""

    jurisdiction: str
    pack: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The fold of a case's book; `moved` holds (event, time) pairs that clocks are read from, `marks` when each was marked last.

    `silent_until` is until when an authority ordered that the account is not told.
    `passed_by` are those who said "not this one", or were insulted by it, since somebody last took it.
    `prepared` are those who worked towards the decision at hand, or gave it to somebody by a lead's act, `calls` what
    was asked about, once for each call, `called_at` when last.
    `heard` is what complaints told for the rules of severity, `known` what host and agent said last and when, `weighed`
    the rules that hold, `look_by` until when somebody is to look because of them, `asks` what they ever asked for;
    `added` are further places' laws, `settled` what a person chose between them, `placed` the law where the account is,
    `named` what was said last that it is about, `verified_before` what was proved before
    that, and counts no more, `undone` what was reversed, `suits` who went to court against what the account answered,
    `kin` which cases stand beside it, `redress` what was begun for whoever its rule wronged, `pauses` what stops its rule meanwhile,
    `wronged` their cases, `doubts` which clauses of ours were paused from here, `agains` under which all decisions are looked at again,
    `clearing` what for an owner whom others struck for an intruder, `codes` of which kinds it ever was, in their order,
    `outside` what was brought before a body outside the house,
    `cut_short` what an appeal came before or after: what was not due by then is by what is decided now, `steps_left` who left
    a step out while nobody else stands behind it, `wordless` that what was written has no language, `stood` who stood behind one of
    which decision, `steps_at` when a step was over, `done_at` when one was done last, be it before an appeal, `measures_at` since when
    a protective measure was in force, `confirmed_at` since when each order was in effect by the host's word,
    `half_done` what one of several orders was for while another still waits for the host,
    `kept_out` are colleagues who may neither see it nor act in it, `of_team` which of them for nothing but their team, as was
    said last of `team_said`, `kept_for` which until what complaint about them is decided, `led_by` the role outside the line
    that leads as every lead is kept out,
    `elements` what its notice was found to hold when that was looked at last, `copies` of how many of the same the host said, since the
    decision, that they can still be seen,
    `breach` what everybody in the case, whoever joins later too, is told of a leak, `compensation` what of being compensated for it,
    `affected` how many accounts it touched, `scopes` whom over which part of the host's systems, each as it was told last,
    `counted_at` when these figures changed last, or another child had a case,
    `untold_since` since when some of all these are still to be reached,
    `excused` which step was left out on which ground of law,
    `warnings` where it was warned of in public, `account_said` what the account answered, `account_named` who it said it is,
    `attempts` when somebody tried to have the account by talking, `lessons` what was learned from it,
    `issue` a fault of ours that is known, `match` what was answered with that alone, `unmet` incidents whose fault it is not,
    `public` that it is in the public eye, as was said last,
    `called_back` which authorities were called back,
    `looked_up_at` when the host was asked about it last, `advised` by which letters everybody who complained
    was advised, `advised_owner` by which whoever had been given the account alone,
    `apart` who looked into it for others to decide, and decides nothing,
    `disclosures` what was told of somebody in an emergency, `host_asked` since when the host owes us its own decision that this
    is about, `host_told` what it answered, `alarmed` which changes of an account that
    had gone back `given_to` a complainant it told of, `informal` what was asked off the record, `unmandated` who
    spoke for another and does no more.
    """

    id: CaseId
    seq: int
    status: Status
    opened: facts.Opened
    opened_at: datetime
    code: str
    severity: Severity
    lane: str
    pack: str
    sealed: bool
    queued_at: datetime
    severities: tuple[tuple[datetime, Severity], ...]
    moved: tuple[tuple[str, datetime], ...] = ()
    members: int = 0
    agent: AgentId | None = None
    signer: AgentId | None = None
    held_since: datetime | None = None
    waiting_for: facts.Asked | None = None
    grants: tuple[facts.Granted, ...] = ()
    steps_done: frozenset[str] = frozenset()
    steps_skipped: frozenset[str] = frozenset()
    steps_lapsed: frozenset[str] = frozenset()
    steps_left: MappingProxyType[str, AgentId] = field(default_factory=lambda: MappingProxyType({}))
    stood: frozenset[tuple[int, AgentId]] = frozenset()
    steps_at: MappingProxyType[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    done_at: MappingProxyType[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    measures_at: MappingProxyType[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    steps_for: frozenset[tuple[str, UUID]] = frozenset()
    elements: frozenset[str] = frozenset()
    cut_short: CutShort | None = None
    wordless: bool = False
    evidence: tuple[facts.EvidenceAdded, ...] = ()
    looked_up_at: datetime | None = None
    copies: int | None = None
    others: int | None = None
    verified: tuple[facts.Verified, ...] = ()
    verified_before: tuple[facts.Verified, ...] = ()
    protections: tuple[facts.Protected, ...] = ()
    approved: frozenset[str] = frozenset()
    proposal: facts.Proposed | None = None
    signatures: tuple[AgentId, ...] = ()
    decisions: tuple[Decision, ...] = ()
    orders: MappingProxyType[str, OrderState] = field(default_factory=lambda: MappingProxyType({}))
    confirmed_at: MappingProxyType[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    half_done: frozenset[str] = frozenset()
    fanned: frozenset[int] = frozenset()
    in_the_dark: int = 0
    told: tuple[facts.Told, ...] = ()
    given_up: frozenset[UUID] = frozenset()
    withheld: tuple[facts.Withheld, ...] = ()
    ever_withheld: frozenset[str] = frozenset()
    silent_before: facts.Withheld | None = None
    silence_stood: bool = False
    appeals: tuple[facts.Appealed, ...] = ()
    open_appeals: tuple[facts.Appealed, ...] = ()
    undone: tuple[facts.Reversed, ...] = ()
    suits: tuple[facts.SuitShown, ...] = ()
    outside: tuple[Outside, ...] = ()
    closed: facts.Closed | None = None
    hands: frozenset[Held] = frozenset()
    marks: MappingProxyType[tuple[str, str], datetime] = field(default_factory=lambda: MappingProxyType({}))
    causes: frozenset[str] = frozenset()
    late_by: frozenset[str] = frozenset()
    extensions: tuple[facts.ClockExtended, ...] = ()
    paged: frozenset[str] = frozenset()
    calls: tuple[str, ...] = ()
    called_at: MappingProxyType[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    prepared: frozenset[AgentId] = frozenset()
    apart: frozenset[AgentId] = frozenset()
    proposed_at: datetime | None = None
    erased_at: datetime | None = None
    gone: frozenset[UUID] = frozenset()
    holds: frozenset[UUID] = frozenset()
    heard: frozenset[str] = frozenset()
    passed_by: frozenset[AgentId] = frozenset()
    known: MappingProxyType[str, tuple[datetime, facts.Established]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    weighed: tuple[str, ...] = ()
    look_by: datetime | None = None
    asks: frozenset[str] = frozenset()
    added: tuple[Law, ...] = ()
    settled: tuple[facts.LawSettled, ...] = ()
    placed: Law | None = None
    named: facts.SubjectNamed | None = None
    kept_out: frozenset[AgentId] = frozenset()
    kept_for: MappingProxyType[AgentId, CaseId] = field(default_factory=lambda: MappingProxyType({}))
    team_said: tuple[tuple[datetime, facts.TeamKeptOut], ...] = ()
    of_team: frozenset[AgentId] = frozenset()
    led_by: str = ""
    kin: tuple[facts.SetBeside, ...] = ()
    redress: facts.RedressBegun | None = None
    pauses: tuple[facts.Order, ...] = ()
    wronged: frozenset[CaseId] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    agains: tuple[facts.AgainBegun, ...] = ()
    clearing: tuple[facts.ClearingBegun, ...] = ()
    codes: tuple[str, ...] = ()
    breach: facts.Words | None = None
    compensation: facts.Words | None = None
    silent_until: datetime | None = None
    affected: int = 0
    scopes: tuple[facts.ScopeTold, ...] = ()
    counted_at: datetime | None = None
    warnings: tuple[facts.Words, ...] = ()
    untold_since: datetime | None = None
    excused: MappingProxyType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    account_said: tuple[facts.Words, ...] = ()
    account_named: facts.Words | None = None
    advised: frozenset[str] = frozenset()
    advised_owner: frozenset[tuple[str, ComplaintId]] = frozenset()
    lessons: Lessons = field(default_factory=Lessons)
    attempts: tuple[datetime, ...] = ()
    issue: Issue | None = None
    match: Match | None = None
    unmet: frozenset[UUID] = frozenset()
    public: facts.MarkedPublic | None = None
    disclosures: tuple[Disclosure, ...] = ()
    called_back: tuple[facts.CalledBack, ...] = ()
    host_asked: datetime | None = None
    host_told: facts.HostTold | None = None
    alarmed: frozenset[UUID] = frozenset()
    given_to: UUID | None = None
    informal: facts.AskedInformally | None = None
    unmandated: frozenset[UUID] = frozenset()

    @property
    def team(self) -> facts.TeamKeptOut | None:
        """Return whose team this is kept from, as was said last."""
        return self.team_said[-1][1] if self.team_said else None

    @property
    def out_themselves(self) -> frozenset[AgentId]:
        """Return who is kept out for themselves, and not for nothing but their team."""
        return self.kept_out - self.of_team

    @property
    def laws(self) -> tuple[Law, ...]:
        """Return the places whose duties count, the one that the case began with first."""
        return (Law(jurisdiction=self.opened.jurisdiction, pack=self.pack), *self.added)

    @property
    def law_of_account(self) -> Law | None:
        """Return the law where the account is, as the host said last; one that judges the case is that very one."""
        if self.placed is None:
            return None
        return next((law for law in self.laws if law.jurisdiction == self.placed.jurisdiction), self.placed)

    @property
    def owed_apart(self) -> tuple[Law, ...]:
        """Return the law that counts for the account alone: of a place that no complainant is of."""
        law = self.law_of_account
        return () if law is None or law in self.laws else (law,)

    @property
    def goes_on_in(self) -> CaseId | None:
        """Return the case beside this one that takes in whoever tells of it since the same happened once more; None without."""
        led = (one for one in reversed(self.kin) if one.kinship == Kinship.AGAIN and one.how == Beside.LEADS)
        return next((one.case for one in led), None)

    @property
    def was_about_account(self) -> bool:
        """Return whether it ever was a claim to an account: giving it another name takes nothing off the way that one goes."""
        return any(code.startswith(HANDED_OVER) for code in self.codes)

    @property
    def subject(self) -> UUID | None:
        """Return what the case is about."""
        return self.opened.subject if self.named is None else self.named.subject

    @property
    def stage(self) -> int:
        """Return the number of the decision that is being worked on."""
        return len(self.decisions) + 1

    @property
    def decision(self) -> Decision | None:
        """Return the last decision."""
        return self.decisions[-1] if self.decisions else None

    @property
    def measures_appealed(self) -> frozenset[str]:
        """Return what the decisions named that somebody appeals against, or could now: with what an upheld one left as it was."""
        against = {one.decision for one in self.open_appeals} or {len(self.decisions)}
        return frozenset(chain.from_iterable(map(self._chosen_until, against)))

    def _chosen_until(self, no: int) -> frozenset[str]:
        return frozenset(one.measure for past in self._standing(no) for one in past.proposal.measures)

    def _standing(self, no: int) -> Iterator[Decision]:
        """Yield a decision and those before it that it left as they were."""
        for past in reversed(self.decisions[:no]):
            yield past
            if past.proposal.ruling != Ruling.UPHELD:
                return

    @property
    def measures_in_force(self) -> frozenset[str]:
        """Return what the last decision chose, and those before it that it left as they were."""
        return self._chosen_until(len(self.decisions))

    @property
    def measures_before(self) -> frozenset[str]:
        """Return what was in force until the last decision was made."""
        return self._chosen_until(len(self.decisions) - 1)

    @property
    def levels(self) -> int:
        """Return how many decisions a party may be said to have had: what we looked at again ourselves costs nobody an appeal."""
        return sum(not self.is_our_own(past) for past in self.decisions)

    def levels_of(self, complaint: UUID | None) -> int:
        """Return the levels behind one complainant: what is found of their notice on an appeal, nobody has looked at yet for them."""
        found = self.decision.proposal.unfounded if self.decision is not None else None
        return self.levels - (found is not None and found.complaint == complaint)

    def is_our_own(self, decision: Decision) -> bool:
        """Say whether a decision was made because it cost nobody an appeal: we opened the case again, or had not read."""
        asked = next((one for one in self.appeals if one.no == decision.proposal.appeal), None)
        return asked is not None and asked.is_free

    @property
    def unread_match(self) -> bool:
        """Return whether the last decision was given with what is known of a fault, and nobody has read the complaint since."""
        match = self.match
        unread = match is not None and match.fits is None and match.decision == len(self.decisions)
        return unread and not self.on_appeal

    @property
    def found(self) -> frozenset[str]:
        """Return what host and agent said that is true of the case."""
        return frozenset(one for _, fact in self.known.values() for one in fact.facts)

    @property
    def waits_for_host(self) -> bool:
        """Return whether a decision of the host's is judged here that it had not told us of: none of our own, on appeal, is."""
        return self.host_asked is not None and not self.appeals

    @property
    def host_silent(self) -> bool:
        """Return whether the host owes us its own decision that the case is about, and never answered."""
        return self.host_asked is not None and self.host_told is None

    @property
    def countered(self) -> bool:
        """Return whether the account stated that nothing is infringed, and wants back what was hidden."""
        return any(one.counter for one in self.appeals)

    @property
    def outside_at(self) -> datetime | None:
        """Return when the next step is due before a body outside; none where nothing is open there."""
        return min((one.until for one in self.outside if one.ruled is None), default=None)

    @property
    def untaken(self) -> bool:
        """Return whether no person has taken it in hand or acted in it since it last began to wait for one."""
        last = next((code for code, _ in reversed(self.moved) if code in (UNTAKEN, TAKEN)), UNTAKEN)
        return last == UNTAKEN

    @property
    def on_appeal(self) -> bool:
        """Return whether an appeal waits to be judged."""
        return bool(self.open_appeals)

    @property
    def provisional(self) -> tuple[facts.Protected, ...]:
        """Return what is held before anything is decided; what a decision left alone only lapses."""
        decided = self.decision is not None and not self.on_appeal
        return () if decided else self.protections

    @property
    def unanswered(self) -> tuple[facts.Protected, ...]:
        """Return what one person did at once and no second has answered for."""
        return tuple(held for held in self.alone if held in self.provisional)

    @property
    def alone(self) -> tuple[facts.Protected, ...]:
        """Return what is held and one person did at once, decided or not, and no second has approved."""
        return tuple(
            held for held in self.protections if held.answer_by and held.order.key not in self.approved
        )

    @property
    def unanswered_disclosures(self) -> tuple[Disclosure, ...]:
        """Return what one person told in an emergency and no second has answered for."""
        return tuple(one for one in self.disclosures if one.agreed is None)

    def awaits_account(self, letter: UUID, *, now: datetime) -> bool:
        """Say whether the account may still answer the letter that asked it for its side."""
        asked = self.waiting_for
        return asked is not None and asked.complaint is None and asked.letter == letter and now <= asked.until

    def proved(self, complaint: UUID | None) -> str:
        """Return up to which level a complainant's own standing was proved; nobody's proof is another's."""
        return max((one.level for one in self.verified if one.complaint == complaint), default="V0")

    def is_verified(self, complaint: UUID | None) -> bool:
        """Return whether this very complainant's standing was looked at."""
        return any(one.complaint == complaint for one in self.verified)

    def is_advised(self, letter: str, complaint: ComplaintId) -> bool:
        """Return whether this complainant was to have a letter of advice: of one to the owner nobody else was."""
        owners = {owner for said, owner in self.advised_owner if said == letter}
        return letter in self.advised and (not owners or complaint in owners)

    def withheld_from(self, side: str) -> facts.Withheld | None:
        """Return on what this side is not told yet; None where it may be."""
        return next((item for item in self.withheld if item.side == side), None)

    def is_withheld(self, side: str) -> bool:
        """Return whether this side is not to be told yet."""
        return self.withheld_from(side) is not None

    def owes_reasons(self, decision: Decision) -> bool:
        """Return whether its account is to have a letter of reasons that is neither there, nor held back, nor given up."""
        told = any(one.side == Side.ACCOUNT and one.decision == decision.no for one in self.told)
        owed = decision.proposal.for_account is not None and not self.is_withheld(Side.ACCOUNT)
        return owed and not told and decision.given_up_at is None

    def took_part(self) -> frozenset[AgentId]:
        """Return everybody with a hand in any decision of this case."""
        return frozenset(hand.agent for hand in self.hands if hand.role is Hand.TOOK_PART)

    def has_part(self, agent: AgentId) -> bool:
        """Return whether somebody holds the case, or has a hand in any decision of it."""
        return agent == self.agent or agent in self.took_part()

    def is_finished_by(self, agent: AgentId) -> bool:
        """Return whether somebody does what is left to do after deciding."""
        return self.status is Status.DECIDED and self.has_part(agent)

    @property
    def have_stood(self) -> frozenset[AgentId]:
        """Return who stood behind any step that was left out."""
        return frozenset(agent for _, agent in self.stood)

    @property
    def stood_behind(self) -> frozenset[AgentId]:
        """Return who stood behind a step that was left out of what an appeal looks at anew: none without an appeal."""
        return frozenset(agent for no, agent in self.stood if self.on_appeal and no < self.stage)

    def has_signed(self, agent: AgentId) -> bool:
        """Say whether somebody wrote or signed the proposal at hand."""
        return self.status is Status.COSIGNING and agent in self.signatures
