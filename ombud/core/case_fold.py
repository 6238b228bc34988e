"""How does a case become what it is? The fold over its book."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from ombud.core import announcing, facts, happening, lessons
from ombud.core.case import (
    AFTER_ERASURE,
    LIFE,
    SIGNATURE,
    Case,
    CutShort,
    Decision,
    Disclosure,
    Held,
    Issue,
    Law,
    OrderState,
    Outside,
    Status,
)
from ombud.core.clocks import EXTENDED, noted
from ombud.core.facts import Line
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SEALED, AgentId, Beside, CaseId, Hand, Severity, Side, Tier, lane_of

Change: TypeAlias = dict[str, Any]
Turn: TypeAlias = Callable[[Case, Line, Any], Change]

ANSWERED: Final = "answered"
"""Why a wait ended, if not because its time was up."""
ACCOUNT_ASKED: Final = "account_asked"
ACCOUNT_ANSWERED: Final = "account_answered"
"""What has happened when the account was asked for its side, and when it said it: no clock counts by it, steps do."""


def begin(case_id: CaseId, line: Line) -> Case:
    """Return the case that its first line opens."""
    match line.fact:
        case facts.Opened() as opened:
            severity = Severity(opened.severity)
            return Case(
                id=case_id,
                seq=line.seq,
                status=Status.QUEUED,
                opened=opened,
                opened_at=line.at,
                code=opened.code,
                codes=(opened.code,),
                severity=severity,
                lane=opened.lane,
                pack=opened.pack,
                sealed=opened.sealed,
                queued_at=line.at,
                severities=((line.at, severity),),
                moved=(("sorted", line.at),),
            )
        case _:
            pass
    raise Refused(No.NOT_IN_THIS_STATE, fact=type(line.fact).__name__, status="unopened")


def _took(case: Case, agent: AgentId) -> frozenset[Held]:
    """Return the hands after an agent took part in the work on the present stage."""
    mine = {Held(decision=case.stage, agent=agent, role=Hand.TOOK_PART)}
    return case.hands | mine | _reviewing(case, agent)


def _reviewing(case: Case, agent: AgentId) -> frozenset[Held]:
    """Return the hands of somebody who looks again at every decision so far; none before the first."""
    return frozenset(Held(decision=past.no, agent=agent, role=Hand.REVIEWS) for past in case.decisions)


def _event(case: Case, code: str, line: Line) -> Change:
    return _events(case, (code,), line)


def _events(case: Case, codes: Iterable[str], line: Line) -> Change:
    return {"moved": (*case.moved, *((code, line.at) for code in codes))}


def _joined(case: Case, line: Line, fact: facts.Joined) -> Change:
    first = () if case.members else (("received", fact.first_at),)
    return {
        "members": case.members + fact.count,
        "fanned": case.fanned - {len(case.decisions)},
        "moved": (*case.moved, *first),
        "heard": case.heard | {*fact.said},
        **_graver(case, line, fact.severity),
    }


def _graver(case: Case, line: Line, severity: str) -> Change:
    """Let the case be this grave at least."""
    if severity >= case.severity:
        return {}
    return {
        "severity": Severity(severity),
        "severities": (*case.severities, (line.at, Severity(severity))),
    }


def _established(case: Case, line: Line, fact: facts.Established) -> Change:
    return {"known": MappingProxyType({**case.known, fact.source: (line.at, fact)})}


def _weighed(case: Case, line: Line, fact: facts.Weighed) -> Change:
    asked = [moment for moment in (case.look_by, fact.look_by) if moment is not None]
    raised = _graver(case, line, fact.severity) if fact.severity else {}
    asks = case.asks | {*fact.asks}
    return {
        "weighed": fact.rules,
        "look_by": min(asked, default=None),
        "asks": asks,
        "sealed": case.sealed or SEALED in asks,
        "lane": _lane(case, case.lane, code=case.code, asks=asks),
        **raised,
    }


def _lane(case: Case, lane: str, *, code: str, asks: frozenset[str]) -> str:
    """Return the lane of a kind, or that of the experienced where a fact asks for them."""
    return lane_of(code, case.opened.lang, Tier.SENIOR) if Tier.SENIOR in asks else lane


def _graded(case: Case, line: Line, fact: facts.Graded) -> Change:
    severity = Severity(fact.severity)
    return {"severity": severity, "severities": (*case.severities, (line.at, severity))}


def _recoded(case: Case, _line: Line, fact: facts.Recoded) -> Change:
    """Let it be of another kind; what a fact asked for stays, whatever the kind."""
    return {
        "code": fact.code,
        "codes": tuple(dict.fromkeys((*case.codes, fact.code))),
        "lane": _lane(case, fact.lane, code=fact.code, asks=case.asks),
        "sealed": fact.sealed or SEALED in case.asks,
    }


def _assigned(case: Case, line: Line, fact: facts.Assigned) -> Change:
    """Put the case into somebody's hands; should it come back to the queue, those who were paged are paged anew.

    Whoever gave it to somebody else supervises that one here, and is no second pair of eyes.
    """
    reviewing = _reviewing(case, fact.agent) if case.on_appeal else frozenset()
    by = _agent(line.by)
    supervises = by is not None and by != fact.agent and case.status is not Status.DECIDED
    return {
        "prepared": case.prepared | {by} if supervises else case.prepared,
        "agent": fact.agent,
        "held_since": line.at,
        "hands": case.hands | reviewing,
        "passed_by": frozenset(),
        "paged": frozenset(),
    }


def _returned(case: Case, line: Line, fact: facts.Returned) -> Change:
    passed_by = case.passed_by | {fact.agent} if fact.why == facts.NOT_THIS_ONE else case.passed_by
    if case.status is Status.COSIGNING:
        return {"signer": None, "held_since": None, "passed_by": passed_by}
    queued_at = case.queued_at if case.status is Status.DECIDED else line.at
    return {"agent": None, "held_since": None, "queued_at": queued_at, "passed_by": passed_by}


def _stepped(case: Case, line: Line, fact: facts.StepDone) -> Change:
    done, skipped, lapsed = (
        case.steps_done | {fact.step},
        case.steps_skipped - {fact.step},
        case.steps_lapsed - {fact.step},
    )
    concerned = {(fact.step, fact.complaint)} if fact.complaint else set()
    told = {"breach": fact.told} if fact.told else {}
    return {
        "steps_done": done,
        "steps_skipped": skipped,
        "steps_lapsed": lapsed,
        "steps_at": _at(case, fact.step, line),
        "steps_for": case.steps_for | concerned,
        **told,
        "moved": (
            *case.moved,
            *chain.from_iterable(
                happening.by_step(case, mark, line, since=fact.since) for mark in fact.marks
            ),
        ),
    }


def _at(case: Case, step: str, line: Line) -> Mapping[str, Any]:
    """Return when each step was over, this one now."""
    return MappingProxyType({**case.steps_at, step: line.at})


def _skipped(case: Case, line: Line, fact: facts.StepSkipped) -> Change:
    return {"steps_skipped": case.steps_skipped | {fact.step}, "steps_at": _at(case, fact.step, line)}


def _lapsed(case: Case, line: Line, fact: facts.StepLapsed) -> Change:
    return {"steps_lapsed": case.steps_lapsed | {fact.step}, "steps_at": _at(case, fact.step, line)}


def _asked(case: Case, line: Line, fact: facts.Asked) -> Change:
    """Let the case wait; no clock does where it is the account that was asked: the other side is not put off for it."""
    return {"waiting_for": fact, **_event(case, "waiting" if fact.complaint else ACCOUNT_ASKED, line)}


def _heard(case: Case, line: Line, fact: facts.Heard) -> Change:
    silent = not fact.complaint and fact.why != ANSWERED
    return {
        "account_said": (*case.account_said, *((fact.words,) if fact.words else ())),
        "waiting_for": None,
        "agent": None,
        "held_since": None,
        "queued_at": line.at,
        **(_events(case, ("resumed", fact.why), line) if fact.complaint else {}),
        **(_event(case, "unanswered" if silent else ACCOUNT_ANSWERED, line) if not fact.complaint else {}),
    }


def _protected(case: Case, line: Line, fact: facts.Protected) -> Change:
    return {
        "protections": (*case.protections, fact),
        "orders": _orders(case, (fact.order,)),
        **(_event(case, "protected", line) if fact.order.marks is None else {}),
    }


def _unprotected(case: Case, _line: Line, fact: facts.Unprotected) -> Change:
    return {"protections": tuple(held for held in case.protections if held.order.key != fact.key)}


def _orders(case: Case, orders: Iterable[facts.Order]) -> Mapping[str, OrderState]:
    return MappingProxyType({**{order.key: OrderState.OPEN for order in orders}, **case.orders})


def _paged(case: Case, line: Line, fact: facts.Paged) -> Change:
    if not fact.about:
        return {"paged": case.paged | {fact.role}}
    last = MappingProxyType({**case.called_at, fact.about: line.at})
    return {"calls": (*case.calls, fact.about), "called_at": last}


def _proposed(case: Case, line: Line, fact: facts.Proposed) -> Change:
    return {
        "proposal": fact,
        "proposed_at": line.at,
        "calls": tuple(about for about in case.calls if about != SIGNATURE),
        "signatures": (fact.agent,),
        "signer": None,
        "held_since": None,
    }


def _offered(case: Case, line: Line, fact: facts.OfferedToSign) -> Change:
    return {"signer": fact.agent, "held_since": line.at, "hands": case.hands | _reviewing(case, fact.agent)}


def _cosigned(case: Case, _line: Line, fact: facts.Cosigned) -> Change:
    return {"signatures": (*case.signatures, fact.agent), "signer": None, "held_since": None}


def _declined(_case: Case, line: Line, _fact: facts.Declined) -> Change:
    return {
        "proposal": None,
        "signatures": (),
        "signer": None,
        "agent": None,
        "held_since": None,
        "queued_at": line.at,
    }


def _decided(case: Case, line: Line, fact: facts.Decided) -> Change:
    if case.proposal is None:
        raise Refused(No.NOT_IN_THIS_STATE, fact="Decided", status=case.status)
    decision = Decision(
        no=fact.no,
        at=line.at,
        proposal=case.proposal,
        orders=fact.orders,
        signed=case.signatures,
        announced=fact.announced,
        effective_at=fact.announced.at if fact.announced else None,
    )
    events = (
        "appeal_ruled" if case.on_appeal else "decided",
        *((announcing.EVENT,) if fact.announced else ()),
    )
    return {
        "decisions": (*case.decisions, decision),
        "orders": _orders(case, fact.orders),
        "proposal": None,
        "signatures": (),
        "agent": case.proposal.agent,
        "signer": None,
        "held_since": None,
        "open_appeals": (),
        "prepared": frozenset(),
        "approved": case.approved | _answered_for(case, case.proposal),
        "look_by": None,
        "lessons": lessons.overturned(case.lessons, case.proposal, at=line.at),
        **_events(
            case, (*happening.settled(case, fact), *events, *happening.reasons_due(case, decision)), line
        ),
    }


def _answered_for(case: Case, proposal: facts.Proposed) -> frozenset[str]:
    """Return what one person had done at once and whoever signs a decision answers for, so that nobody is called about it again."""
    return frozenset(held.order.key for held in case.protections) if proposal.signers else frozenset()


def _decision(case: Case, no: int | None, change: Callable[[Decision], Decision]) -> Change:
    """Let one of the decisions stand otherwise."""
    return {"decisions": tuple(change(past) if past.no == no else past for past in case.decisions)}


def _took_effect(case: Case, _line: Line, fact: facts.TookEffect) -> Change:
    taken = _decision(case, fact.decision, lambda past: announcing.taken(past, fact))
    return {**taken, "orders": _orders(case, fact.orders)}


def _postponed(case: Case, _line: Line, fact: facts.Postponed) -> Change:
    return _decision(case, fact.decision, lambda past: announcing.moved(past, fact))


def _reversed(case: Case, _line: Line, fact: facts.Reversed) -> Change:
    rest = _decision(case, fact.decision, lambda past: announcing.without(past, fact.dropped))
    return {**rest, "orders": _orders(case, fact.orders), "undone": (*case.undone, fact)}


def _ordered(state: OrderState) -> Turn:
    def turn(case: Case, _line: Line, fact: Any) -> Change:
        return {"orders": MappingProxyType({**case.orders, fact.key: state})}

    return turn


def _confirmed(case: Case, line: Line, fact: facts.Confirmed) -> Change:
    """Let what the order was for have happened; one that was lifted meanwhile did nothing that lasts."""
    decided = (order for past in case.decisions for order in past.orders)
    undone = (order for past in case.undone for order in past.orders)
    ordered = (*(held.order for held in case.protections), *decided, *undone)
    marks = next((order.marks for order in ordered if order.key == fact.key), None) or ()
    held = {one.order.measure: line.at for one in case.protections if one.order.key == fact.key}
    return {
        **_ordered(OrderState.CONFIRMED)(case, line, fact),
        "measures_at": MappingProxyType({**case.measures_at, **held}),
        **_events(case, marks, line),
    }


def _told(case: Case, line: Line, fact: facts.Told) -> Change:
    """Note a letter that arrived; the account is told how it ended by one about a decision, as a complainant is in their book."""
    ended = ("told",) if fact.side == Side.ACCOUNT and fact.decision is not None else ()
    no = fact.decision if ended else None
    return {
        **_decision(case, no, lambda past: replace(past, told_at=past.told_at or line.at)),
        "told": (*case.told, fact),
        **_events(case, (*ended, *fact.marks), line),
    }


def _withheld(case: Case, _line: Line, fact: facts.Withheld) -> Change:
    return {"withheld": (*(item for item in case.withheld if item.side != fact.side), fact)}


def _released(case: Case, line: Line, fact: facts.Released) -> Change:
    withheld = tuple(item for item in case.withheld if item.side != fact.side)
    owed = happening.reasons_due(replace(case, withheld=withheld), case.decision) if case.decision else ()
    return {"withheld": withheld, **_events(case, owed, line)}


def _closed(case: Case, line: Line, fact: facts.Closed) -> Change:
    return {"closed": fact, "agent": None, **_event(case, "closed", line)}


def _appealed(case: Case, line: Line, fact: facts.Appealed) -> Change:
    fresh: Change = {
        "steps_done": frozenset(),
        "steps_skipped": frozenset(),
        "steps_lapsed": frozenset(),
        "steps_for": frozenset(),
        "cut_short": _cut_short(case),
        "marks": MappingProxyType({}),
        "agent": None,
        "queued_at": line.at,
    }
    return {
        "appeals": (*case.appeals, fact),
        "open_appeals": (*case.open_appeals, fact),
        "closed": None,
        "lessons": lessons.overtaken(case.lessons),
        **({} if case.on_appeal else fresh),
        **_events(case, ("appeal_filed", *(("countered",) if fact.counter else ())), line),
    }


def _cut_short(case: Case) -> CutShort | None:
    """Return what the first playbook still owes after an appeal: nothing once the case was closed."""
    again = case.decision is not None and case.decision.proposal.appeal is not None
    if case.status is Status.CLOSED or (again and case.cut_short is None):
        return None
    begun = case.cut_short or CutShort(code=case.code)
    left = case.steps_skipped | case.steps_lapsed
    return replace(begun, done=begun.done | case.steps_done, skipped=begun.skipped | left)


def _suit_shown(case: Case, line: Line, fact: facts.SuitShown) -> Change:
    return {"suits": (*case.suits, fact), **_event(case, "sued", line)}


def _taken_outside(case: Case, _line: Line, fact: facts.TakenOutside) -> Change:
    begun = Outside(taken=fact, until=fact.until)
    return {"outside": (*case.outside, begun), "moved": (*case.moved, ("taken_outside", fact.at))}


def _put_off_outside(case: Case, line: Line, fact: facts.PutOffOutside) -> Change:
    several = tuple(
        replace(one, until=fact.until) if one.taken.no == fact.no else one for one in case.outside
    )
    marks = MappingProxyType({mark: at for mark, at in case.marks.items() if mark[0] not in fact.clocks})
    extended = (f"{EXTENDED}{clock}" for clock in fact.clocks)
    return {"outside": several, "marks": marks, **_events(case, extended, line)}


def _ruled_outside(case: Case, line: Line, fact: facts.RuledOutside) -> Change:
    """Let it be over; the clock is, once nothing else is open before any body."""
    several = tuple(replace(one, ruled=fact) if one.taken.no == fact.no else one for one in case.outside)
    over = () if replace(case, outside=several).outside_at else ("outside_over",)
    return {"outside": several, **_events(case, over, line)}


def _extended(case: Case, line: Line, fact: facts.ClockExtended) -> Change:
    """Let the clock be marked anew: what was nearly late has time again."""
    return {
        "extensions": (*case.extensions, fact),
        "marks": MappingProxyType({mark: at for mark, at in case.marks.items() if mark[0] != fact.clock}),
        **_event(case, f"extended:{fact.clock}", line),
    }


def _law_added(case: Case, line: Line, fact: facts.LawAdded) -> Change:
    law = Law(jurisdiction=fact.jurisdiction, pack=fact.pack, since=fact.since)
    return {"added": (*case.added, law), **_event(case, "law_added", line)}


def _account_placed(case: Case, line: Line, fact: facts.AccountPlaced) -> Change:
    law = Law(jurisdiction=fact.jurisdiction, pack=fact.pack, since=line.at)
    return {"placed": law, **_event(case, "account_placed", line)}


def _law_settled(case: Case, line: Line, fact: facts.LawSettled) -> Change:
    return {"settled": (*case.settled, fact), **_event(case, "law_settled", line)}


def _pack_changed(case: Case, _line: Line, fact: facts.PackChanged) -> Change:
    if fact.jurisdiction in {"", case.opened.jurisdiction}:
        return {"pack": fact.pack}
    added = tuple(_judged_anew(law, fact) for law in case.added)
    return {"added": added, "placed": case.placed and _judged_anew(case.placed, fact)}


def _judged_anew(law: Law, fact: facts.PackChanged) -> Law:
    return replace(law, pack=fact.pack) if law.jurisdiction == fact.jurisdiction else law


def _set_beside(case: Case, line: Line, fact: facts.SetBeside) -> Change:
    """Let another stand beside it; one that was begun so owes an answer from then on, and asks what the first asks."""
    if fact.how != Beside.BEGUN:
        return {"kin": (*case.kin, fact)}
    asks = case.asks | {*fact.asks}
    return {
        "kin": (*case.kin, fact),
        "asks": asks,
        "kept_out": case.kept_out | {*fact.kept_out},
        "sealed": case.sealed or SEALED in asks,
        "lane": _lane(case, case.lane, code=case.code, asks=asks),
        **_event(case, "received", line),
    }


def _issue_known(case: Case, _line: Line, fact: facts.IssueKnown) -> Change:
    said = case.issue.no if case.issue else 0
    issue = Issue(no=said + 1, words=fact.words, until=fact.until, agent=fact.agent, first=fact.first)
    return {"issue": issue}


def _issue_mended(case: Case, _line: Line, fact: facts.IssueMended) -> Change:
    return {"issue": case.issue and replace(case.issue, mended=fact.words)}


def _disclosed(case: Case, line: Line, fact: facts.Disclosed) -> Change:
    return {
        "disclosures": (*case.disclosures, Disclosure(fact=fact, at=line.at)),
        **_event(case, "disclosed", line),
    }


def _disclosure_answered(case: Case, _line: Line, fact: facts.DisclosureAnswered) -> Change:
    several = (
        replace(one, agreed=fact.agrees) if one.fact.no == fact.no else one for one in case.disclosures
    )
    return {"disclosures": tuple(several)}


def _learned(case: Case, line: Line, _fact: Any) -> Change:
    return {"lessons": lessons.turn(case.lessons, line, case=case.id)}


def _look_drawn(case: Case, line: Line, fact: facts.LookDrawn) -> Change:
    first = case.decisions[fact.decision - 1].proposal
    return {"lessons": lessons.drawn(case.lessons, fact, at=line.at, first=first)}


def _erased(case: Case, line: Line, _fact: facts.Erased) -> Change:
    return {"erased_at": line.at, "lessons": lessons.overtaken(case.lessons)}


def _nothing(_case: Case, _line: Line, _fact: Any) -> Change:
    return {}


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        facts.Joined: _joined,
        facts.Graded: _graded,
        facts.Established: _established,
        facts.Weighed: _weighed,
        facts.Recoded: _recoded,
        facts.Paged: _paged,
        facts.Assigned: _assigned,
        facts.Returned: _returned,
        facts.Granted: lambda case, _line, fact: {"grants": (*case.grants, fact)},
        facts.EvidenceAdded: lambda case, _line, fact: {"evidence": (*case.evidence, fact)},
        facts.StepDone: _stepped,
        facts.StepSkipped: _skipped,
        facts.StepLapsed: _lapsed,
        facts.Asked: _asked,
        facts.Heard: _heard,
        facts.Verified: lambda case, _line, fact: {"verified": (*case.verified, fact)},
        facts.Protected: _protected,
        facts.Approved: lambda case, _line, fact: {"approved": case.approved | {fact.key}},
        facts.Unprotected: _unprotected,
        facts.Proposed: _proposed,
        facts.OfferedToSign: _offered,
        facts.Cosigned: _cosigned,
        facts.Declined: _declined,
        facts.Decided: _decided,
        facts.TookEffect: _took_effect,
        facts.Postponed: _postponed,
        facts.Reversed: _reversed,
        facts.Confirmed: _confirmed,
        facts.Died: _ordered(OrderState.DEAD),
        facts.Overridden: _ordered(OrderState.OVERRIDDEN),
        facts.FannedOut: lambda case, _line, fact: {"fanned": case.fanned | {fact.decision}},
        facts.Told: _told,
        facts.GivenUp: lambda case, _line, fact: {"given_up": case.given_up | {*fact.letters}},
        facts.Withheld: _withheld,
        facts.Released: _released,
        facts.Closed: _closed,
        facts.Appealed: _appealed,
        facts.SuitShown: _suit_shown,
        facts.TakenOutside: _taken_outside,
        facts.PutOffOutside: _put_off_outside,
        facts.RuledOutside: _ruled_outside,
        facts.ClockExtended: _extended,
        facts.LawAdded: _law_added,
        facts.AccountPlaced: _account_placed,
        facts.LawSettled: _law_settled,
        facts.PackChanged: _pack_changed,
        facts.KeptOut: lambda case, _line, fact: {"kept_out": case.kept_out | {fact.agent}},
        facts.LetIn: lambda case, _line, fact: {"kept_out": case.kept_out - {fact.agent}},
        facts.SetBeside: _set_beside,
        facts.AffectedNamed: lambda case, _line, fact: {"affected": case.affected + fact.count},
        facts.WarnedPublicly: lambda case, _line, fact: {"warnings": (*case.warnings, fact.words)},
        facts.RedressBegun: lambda case, _line, fact: {
            "redress": fact,
            "orders": _orders(case, (fact.pause,)),
        },
        facts.WrongedFound: lambda case, _line, fact: {"wronged": case.wronged | {*fact.cases}},
        facts.ClearingBegun: lambda case, _line, fact: {"clearing": (*case.clearing, fact)},
        facts.RuleResumed: lambda case, _line, fact: {"orders": _orders(case, (fact.order,))},
        facts.Noted: lambda case, line, fact: {
            "attempts": (*case.attempts, *((line.at,) if fact.attempt else ()))
        },
        facts.ProgressTold: _nothing,
        facts.CalledBack: lambda case, _line, fact: {"called_back": (*case.called_back, fact)},
        facts.RecordGiven: _nothing,
        facts.IssueKnown: _issue_known,
        facts.IssueMended: _issue_mended,
        facts.Disclosed: _disclosed,
        facts.DisclosureAnswered: _disclosure_answered,
        facts.Erased: _erased,
        facts.LookDrawn: _look_drawn,
        **dict.fromkeys(lessons.TURNS, _learned),
        facts.FileErased: lambda case, _line, fact: {"gone": case.gone | {fact.evidence}},
        facts.HoldSet: lambda case, _line, fact: {"holds": case.holds | {fact.hold}},
        facts.HoldLifted: lambda case, _line, fact: {"holds": case.holds - {fact.hold}},
        facts.ClockMarked: lambda case, line, fact: noted(case.marks, case.causes, fact, at=line.at),
        facts.CauseRecorded: lambda case, _line, fact: {"causes": case.causes | {fact.clock}},
    }
)

PREPARES: Final = frozenset(
    {
        facts.StepDone,
        facts.StepSkipped,
        facts.Asked,
        facts.Verified,
        facts.Protected,
        facts.Recoded,
        facts.Proposed,
        facts.Disclosed,
    }
)
"""Acts that work towards a decision: who did one of them is no second pair of eyes for it."""

WORKS: Final = PREPARES | {facts.Cosigned, facts.Declined, facts.Approved, facts.LawSettled}
"""Acts that make a hand in the decision that is being prepared."""


def _agent(by: str) -> AgentId | None:
    kind, _, name = by.partition(":")
    return AgentId(name) if kind == "agent" else None


def _given(fact: facts.Fact) -> AgentId | None:
    """Return into whose hands a case, or what is sealed in it, is put: never into those of whoever is kept out."""
    match fact:
        case facts.Assigned(agent=agent) | facts.OfferedToSign(agent=agent) | facts.Granted(agent=agent):
            return agent
        case _:
            return None


def turn(case: Case, line: Line) -> Case:
    """Return the case after one more line; refuse what its life does not allow there."""
    kind = type(line.fact)
    status = LIFE.get((case.status, kind))
    if status is None:
        raise Refused(No.NOT_IN_THIS_STATE, fact=kind.__name__, status=case.status.value)
    if case.erased_at is not None and kind not in AFTER_ERASURE:
        raise Refused(No.ERASED)
    actor = _agent(line.by)
    if not case.kept_out.isdisjoint((actor, _given(line.fact))):
        raise Refused(No.KEPT_OUT)
    change = TURNS[kind](case, line, line.fact)
    if (
        kind in WORKS and actor is not None and case.status is not Status.DECIDED
    ):  # what follows is no new look
        change["hands"] = change.get("hands", case.hands) | _took(case, actor)
        change |= {"prepared": case.prepared | {actor}} if kind in PREPARES else {}
    if actor is not None and actor in (case.agent, case.signer) and "held_since" not in change:
        change["held_since"] = line.at
    return replace(case, seq=line.seq, status=status, **change)


def fold(case_id: CaseId, lines: Iterable[Line]) -> Case:
    """Return the case that its whole book tells."""
    several = iter(lines)
    case = begin(case_id, next(several))
    for line in several:
        case = turn(case, line)
    return case
