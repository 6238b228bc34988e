"""How does a line of somebody's work change a case: in whose hands it is, which steps are over, what is held?"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from ombud.core import clocks, facts, happening, owning
from ombud.core.case import Case, Disclosure, Status
from ombud.core.facts import Line
from ombud.core.pack.promises import EXCUSED
from ombud.core.turns.change import Change, Turn, agent_of, event_at, events_at, hands_reviewing, with_orders
from ombud.core.vocabulary import AgentId

HOST_ASKED: Final = "host_asked"
HOST_TOLD: Final = "host_told"
"""What has happened when the host was asked for its own decision, and when it told it or said that it knows none."""
SET_ASIDE: Final = frozenset({facts.NOT_THIS_ONE, facts.ATTACKED})
"""Why a case that somebody gave back goes to others first."""
ANSWERED: Final = "answered"
"""Why a wait ended, if not because its time was up."""
ACCOUNT_ASKED: Final = "account_asked"
ACCOUNT_ANSWERED: Final = "account_answered"
STOOD_BY: Final = "stood_by"
YIELDED: Final = "yielded"
"""Whoever posted it is content that it goes, or does not say what a law asks of whoever is not."""
"""What has happened when the account was asked for its side, and when it said it: no clock counts by it, steps do."""


def _assigned(case: Case, line: Line, fact: facts.Assigned) -> Change:
    """Put the case into somebody's hands; should it come back to the queue, those who were paged are paged anew.

    Whoever gave it to somebody else supervises that one here, and is no second pair of eyes.
    """
    reviewing = hands_reviewing(case, fact.agent) if case.on_appeal else frozenset()
    by = agent_of(line.by)
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
    passed_by = case.passed_by | {fact.agent} if fact.why in SET_ASIDE else case.passed_by
    if case.status is Status.COSIGNING:
        return {"signer": None, "held_since": None, "passed_by": passed_by}
    queued_at = case.queued_at if case.status is Status.DECIDED else line.at
    return {"agent": None, "held_since": None, "queued_at": queued_at, "passed_by": passed_by}


def _advised(case: Case, letter: str) -> Change:
    owner = owning.advised(case, letter)
    told = {(letter, owner)} if owner is not None else set()
    return {"advised": case.advised | {letter}, "advised_owner": case.advised_owner | told}


def _stepped(case: Case, line: Line, fact: facts.StepDone) -> Change:
    done, skipped, lapsed = (
        case.steps_done | {fact.step},
        case.steps_skipped - {fact.step},
        case.steps_lapsed - {fact.step},
    )
    concerned = {(fact.step, fact.complaint)} if fact.complaint else set()
    told: dict[str, Any] = {"breach": fact.told, "untold_since": line.at} if fact.told else {}
    told |= {"compensation": fact.compensated} if fact.compensated else {}
    told |= {"silent_until": fact.until} if fact.until else {}
    told |= _advised(case, fact.advised) if fact.advised else {}
    looked = agent_of(line.by) if fact.apart else None
    told |= {"apart": case.apart | {looked}} if looked is not None else {}
    return {
        "steps_done": done,
        "steps_skipped": skipped,
        "steps_lapsed": lapsed,
        "steps_left": _left(case, fact.step, by=None),
        "steps_at": _at(case, fact.step, line),
        "done_at": MappingProxyType({**case.done_at, fact.step: line.at}),
        "excused": _excused(case, fact.step, ""),
        "steps_for": case.steps_for | concerned,
        **({"elements": frozenset(fact.elements)} if fact.elements else {}),
        **told,
        "moved": (
            *happening.without(case.moved, fact),
            *chain.from_iterable(
                happening.by_step(case, mark, line, since=fact.since) for mark in fact.marks
            ),
        ),
    }


def _at(case: Case, step: str, line: Line) -> Mapping[str, Any]:
    """Return when each step was over, this one now."""
    return MappingProxyType({**case.steps_at, step: line.at})


def _skipped(case: Case, line: Line, fact: facts.StepSkipped) -> Change:
    """Leave a step out; who works on the case does that alone until somebody else leaves it out as well, or signs."""
    by, first = agent_of(line.by), case.steps_left.get(fact.step)
    alone = by is not None and case.has_part(by) and first in {None, by}
    no = len(case.decisions) if case.status is Status.DECIDED else case.stage
    return {
        **({"stood": case.stood | {(no, by)}} if by is not None and first not in {None, by} else {}),
        "steps_skipped": case.steps_skipped | {fact.step},
        "steps_left": _left(case, fact.step, by=by if alone else None),
        "steps_at": _at(case, fact.step, line),
        "excused": _excused(case, fact.step, fact.ground),
        **events_at(case, tuple(f"{EXCUSED}{mark}" for mark in fact.marks), line),
    }


def _excused(case: Case, step: str, ground: str) -> MappingProxyType[str, str]:
    """Return which step was left out on which ground of law, this one on this or on none."""
    rest = {name: why for name, why in case.excused.items() if name != step}
    return MappingProxyType({**rest, step: ground} if ground else rest)


def only_reads(case: Case, line: Line) -> bool:
    """Say whether somebody without the case stands behind what another left out: they read a reason, and decide nothing."""
    first = case.steps_left.get(line.fact.step) if isinstance(line.fact, facts.StepSkipped) else None
    return first is not None and agent_of(line.by) not in {first, case.agent}


def _left(case: Case, step: str, *, by: AgentId | None) -> Mapping[str, AgentId]:
    """Return who alone left which step out, this one by that person or by nobody."""
    rest = {name: who for name, who in case.steps_left.items() if name != step}
    return MappingProxyType(rest if by is None else {**rest, step: by})


def _lapsed(case: Case, line: Line, fact: facts.StepLapsed) -> Change:
    return {"steps_lapsed": case.steps_lapsed | {fact.step}, "steps_at": _at(case, fact.step, line)}


def _asked(case: Case, line: Line, fact: facts.Asked) -> Change:
    """Let the case wait, for so many days; no clock does where the account was asked: the other side is not put off for it."""
    waits = (clocks.WAITING, f"{clocks.WAITING}_{(fact.until - line.at).days}d")
    return {"waiting_for": fact, **events_at(case, waits if fact.complaint else (ACCOUNT_ASKED,), line)}


def _heard(case: Case, line: Line, fact: facts.Heard) -> Change:
    silent = not fact.complaint and fact.why != ANSWERED
    stood = () if fact.stands is None else (STOOD_BY if fact.stands else YIELDED,)
    heard = (
        ("resumed", fact.why) if fact.complaint else ("unanswered" if silent else ACCOUNT_ANSWERED, *stood)
    )
    return {
        "account_named": fact.identity or case.account_named,
        "account_said": (*case.account_said, *((fact.words,) if fact.words else ())),
        "waiting_for": None,
        "agent": None,
        "held_since": None,
        "queued_at": line.at,
        **events_at(case, heard, line),
    }


def _host_asked(case: Case, line: Line, _fact: facts.HostAsked) -> Change:
    return {"host_asked": line.at, **event_at(case, HOST_ASKED, line)}


def _host_told(case: Case, line: Line, fact: facts.HostTold) -> Change:
    return {"host_told": fact, **event_at(case, HOST_TOLD, line)}


def _protected(case: Case, line: Line, fact: facts.Protected) -> Change:
    return {
        "protections": (*case.protections, fact),
        "orders": with_orders(case, (fact.order,)),
        **(event_at(case, "protected", line) if fact.order.marks is None else {}),
    }


def _unprotected(case: Case, _line: Line, fact: facts.Unprotected) -> Change:
    """End it; what is to be done again is done by the next one, and not by having been done once."""
    ended = next((held.order.measure for held in case.protections if held.order.key == fact.key), None)
    left = {name: at for name, at in case.measures_at.items() if name != ended}
    again = {"steps_done": case.steps_done - {*fact.again}, "measures_at": MappingProxyType(left)}
    return {
        "protections": tuple(held for held in case.protections if held.order.key != fact.key),
        **(again if fact.again else {}),
    }


def _paged(case: Case, line: Line, fact: facts.Paged) -> Change:
    if not fact.about:
        return {"paged": case.paged | {fact.role}}
    last = MappingProxyType({**case.called_at, fact.about: line.at})
    return {"calls": (*case.calls, fact.about), "called_at": last}


def _disclosed(case: Case, line: Line, fact: facts.Disclosed) -> Change:
    return {
        "disclosures": (*case.disclosures, Disclosure(fact=fact, at=line.at)),
        **event_at(case, "disclosed", line),
    }


def _disclosure_answered(case: Case, _line: Line, fact: facts.DisclosureAnswered) -> Change:
    several = (
        replace(one, agreed=fact.agrees) if one.fact.no == fact.no else one for one in case.disclosures
    )
    return {"disclosures": tuple(several)}


def _mandate_ended(case: Case, _line: Line, fact: facts.MandateEnded) -> Change:
    """Let what somebody proved for another count no more, and what rested on it be done anew."""
    gone = tuple(one for one in case.verified if one.complaint == fact.complaint)
    return {
        "unmandated": case.unmandated | {fact.complaint},
        "verified": tuple(one for one in case.verified if one not in gone),
        "verified_before": (*case.verified_before, *gone),
        "steps_done": case.steps_done - {*fact.again},
    }


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        facts.MandateEnded: _mandate_ended,
        facts.Paged: _paged,
        facts.Assigned: _assigned,
        facts.Returned: _returned,
        facts.StepDone: _stepped,
        facts.StepSkipped: _skipped,
        facts.StepLapsed: _lapsed,
        facts.Asked: _asked,
        facts.Heard: _heard,
        facts.HostAsked: _host_asked,
        facts.HostTold: _host_told,
        facts.Protected: _protected,
        facts.Unprotected: _unprotected,
        facts.Disclosed: _disclosed,
        facts.DisclosureAnswered: _disclosure_answered,
    }
)
