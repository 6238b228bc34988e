"""How does a case become what it is? The fold over its book."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from ombud.core import enforcement, facts, happening, lessons, mandates
from ombud.core.case import AFTER_ERASURE, LIFE, TAKEN, UNTAKEN, Case, Held, Status
from ombud.core.clocks import noted
from ombud.core.facts import Line
from ombud.core.happening import ALL_TOLD, PERSONS_NAMED, PERSONS_TOLD
from ombud.core.pack.kinds import TEAM_SETTLED
from ombud.core.records import TRANSLATED, WORDLESS
from ombud.core.refusals import No, Refused
from ombud.core.turns import contesting, doubting, ruling, sorting, working
from ombud.core.turns.change import Change, Turn, agent_of, event_at, events_at, hands_reviewing, with_orders
from ombud.core.vocabulary import HOST, AgentId, CaseId, Hand, Severity


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
                moved=(("sorted", line.at), (UNTAKEN, line.at)),
            )
        case _:
            pass
    raise Refused(No.NOT_IN_THIS_STATE, fact=type(line.fact).__name__, status="unopened")


def _took(case: Case, agent: AgentId) -> frozenset[Held]:
    """Return the hands after an agent took part in the work on the present stage."""
    mine = {Held(decision=case.stage, agent=agent, role=Hand.TOOK_PART)}
    return case.hands | mine | hands_reviewing(case, agent)


def _learned(case: Case, line: Line, _fact: Any) -> Change:
    return {"lessons": lessons.turn(case.lessons, line, case=case.id)}


def _look_drawn(case: Case, line: Line, fact: facts.LookDrawn) -> Change:
    first = case.decisions[fact.decision - 1].proposal
    return {"lessons": lessons.drawn(case.lessons, fact, at=line.at, first=first)}


def _erased(case: Case, line: Line, _fact: facts.Erased) -> Change:
    return {"erased_at": line.at, "lessons": lessons.overtaken(case.lessons)}


def _kept_for(case: Case, agent: AgentId, because: CaseId | None) -> MappingProxyType[AgentId, CaseId]:
    others = {one: until for one, until in case.kept_for.items() if one != agent}
    return MappingProxyType(others if because is None else {**others, agent: because})


def _team_kept_out(case: Case, line: Line, fact: facts.TeamKeptOut) -> Change:
    """Keep the team out as it is said now; whoever is kept out for themselves stays so."""
    themselves = case.out_themselves
    return {
        "team_said": (*case.team_said, (line.at, fact)),
        "of_team": frozenset(fact.members) - themselves,
        "kept_out": themselves | {*fact.members},
        **event_at(case, TEAM_SETTLED, line),
    }


def _affected_named(case: Case, line: Line, fact: facts.AffectedNamed) -> Change:
    """Count whom a leak touched; where it is known what to tell, whoever is new is still to be told."""
    owes = bool(fact.count and case.breach)
    more = {"untold_since": line.at, **event_at(case, PERSONS_NAMED, line)} if owes else {}
    counted = {"counted_at": line.at} if fact.count else {}
    return {"affected": case.affected + fact.count, **counted, **more}


def _scope_told(case: Case, line: Line, fact: facts.ScopeTold) -> Change:
    """Keep the last that was told of each part of the systems."""
    others = tuple(one for one in case.scopes if one.system != fact.system)
    return {"scopes": (*others, fact), "counted_at": line.at}


def _nothing(_case: Case, _line: Line, _fact: Any) -> Change:
    return {}


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        **sorting.TURNS,
        **working.TURNS,
        **ruling.TURNS,
        **contesting.TURNS,
        facts.Granted: lambda case, _line, fact: {"grants": (*case.grants, fact)},
        facts.EvidenceAdded: lambda case, line, fact: {
            "evidence": (*case.evidence, fact),
            "looked_up_at": line.at if fact.source == HOST else case.looked_up_at,
            "copies": case.copies if fact.copies is None else fact.copies,
            "others": case.others if fact.others is None else fact.others,
        },
        facts.Verified: lambda case, _line, fact: {
            "verified": (*case.verified, fact),
            "unmandated": case.unmandated - ({fact.complaint} if mandates.gives_back(fact) else set()),
        },
        facts.Approved: lambda case, _line, fact: {"approved": case.approved | {fact.key}},
        facts.FannedOut: lambda case, line, fact: {
            "fanned": case.fanned | {fact.decision},
            "in_the_dark": fact.waiting,
            **event_at(case, ALL_TOLD, line),
        },
        facts.KeptOut: lambda case, _line, fact: {
            "kept_out": case.kept_out | {fact.agent},
            "of_team": case.of_team - {fact.agent},
            "kept_for": _kept_for(case, fact.agent, fact.because),
        },
        facts.TeamKeptOut: _team_kept_out,
        facts.LetIn: lambda case, _line, fact: {
            "kept_out": case.kept_out - {fact.agent},
            "of_team": case.of_team - {fact.agent},
            "kept_for": _kept_for(case, fact.agent, None),
        },
        facts.LedOutside: lambda _case, _line, fact: {"led_by": fact.role},
        facts.Alarmed: lambda case, _line, fact: {
            "alarmed": case.alarmed | {*fact.changes},
            "given_to": fact.given_to or case.given_to,
        },
        facts.AffectedNamed: _affected_named,
        facts.ScopeTold: _scope_told,
        facts.LeakTold: lambda case, line, _fact: {
            "untold_since": None,
            **event_at(case, PERSONS_TOLD, line),
        },
        facts.WarnedPublicly: lambda case, _line, fact: {"warnings": (*case.warnings, fact.words)},
        facts.RedressBegun: lambda case, _line, fact: {
            "redress": fact,
            "orders": with_orders(case, (fact.pause,)),
        },
        facts.WrongedFound: lambda case, _line, fact: {"wronged": case.wronged | {*fact.cases}},
        facts.ClearingBegun: lambda case, _line, fact: {"clearing": (*case.clearing, fact)},
        facts.RulePaused: lambda case, _line, fact: {
            "pauses": (*case.pauses, fact.order),
            "orders": with_orders(case, (fact.order,)),
        },
        facts.RuleResumed: lambda case, _line, fact: {"orders": with_orders(case, (fact.order,))},
        **doubting.TURNS,
        facts.Noted: lambda case, line, fact: {
            "attempts": (*case.attempts, *((line.at,) if fact.attempt else ()))
        },
        facts.ProgressTold: _nothing,
        facts.CalledBack: lambda case, _line, fact: {"called_back": (*case.called_back, fact)},
        facts.Recorded: lambda case, _line, fact: {
            "wordless": fact.what == WORDLESS if fact.what in {TRANSLATED, WORDLESS} else case.wordless
        },
        facts.RecordGiven: _nothing,
        facts.Erased: _erased,
        facts.LookDrawn: _look_drawn,
        **dict.fromkeys(lessons.TURNS, _learned),
        facts.FileErased: lambda case, _line, fact: {"gone": case.gone | {fact.evidence}},
        facts.HoldSet: lambda case, _line, fact: {"holds": case.holds | {fact.hold}},
        facts.HoldLifted: lambda case, _line, fact: {"holds": case.holds - {fact.hold}},
        facts.ClockMarked: lambda case, line, fact: noted(case.marks, case.causes, fact, at=line.at),
        facts.CauseRecorded: lambda case, _line, fact: {
            "causes": case.causes | {fact.clock},
            "late_by": case.late_by | {fact.cause},
        },
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
        facts.SubjectNamed,
        facts.Proposed,
        facts.Disclosed,
    }
)
"""Acts that work towards a decision: who did one of them is no second pair of eyes for it."""

WORKS: Final = PREPARES | {facts.Cosigned, facts.Declined, facts.Approved, facts.LawSettled}
"""Acts that make a hand in the decision that is being prepared."""


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
    actor = agent_of(line.by)
    if not case.kept_out.isdisjoint((actor, _given(line.fact))):
        raise Refused(No.KEPT_OUT)
    change = TURNS[kind](case, line, line.fact)
    works = kind in WORKS and not working.only_reads(case, line)
    follows = case.status is Status.DECIDED or (case.status, kind) == (Status.CLOSED, facts.Verified)
    if works and actor is not None and not follows:  # what follows is no new look
        change["hands"] = change.get("hands", case.hands) | _took(case, actor)
        change |= {"prepared": case.prepared | {actor}} if kind in PREPARES else {}
    if actor is not None and actor in (case.agent, case.signer) and "held_since" not in change:
        change["held_since"] = line.at
    if actor is not None and case.untaken and happening.takes_up(line.fact, by=actor):
        change["moved"] = (*change.get("moved", case.moved), (TAKEN, line.at))
    after = replace(case, seq=line.seq, status=status, **change)
    return _caught_up(after, line) if after.half_done else after


def _caught_up(case: Case, line: Line) -> Case:
    """Let have happened what one of several orders was for, once no other is waited for: it was taken back, or given up."""
    over = tuple(sorted(mark for mark in case.half_done if not enforcement.still_waits(case, mark)))
    return replace(case, half_done=case.half_done - {*over}, **events_at(case, over, line)) if over else case


def fold(case_id: CaseId, lines: Iterable[Line]) -> Case:
    """Return the case that its whole book tells."""
    several = iter(lines)
    case = begin(case_id, next(several))
    for line in several:
        case = turn(case, line)
    return case
