"""How does a decision change a case, from its proposal to its orders and letters?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from ombud.core import announcing, clocks, enforcement, facts, happening, lessons, silencing
from ombud.core.case import SIGNATURE, Case, Decision, OrderState
from ombud.core.enforcement import ALL_REMOVED, OUT_OF_SIGHT, REMOVED, last_done, still_waits
from ombud.core.facts import Line
from ombud.core.pack.kinds import REACHED
from ombud.core.pack.promises import ORDERED
from ombud.core.refusals import No, Refused
from ombud.core.turns.change import Change, Turn, event_at, events_at, hands_reviewing, with_orders
from ombud.core.vocabulary import Side


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
    return {
        "signer": fact.agent,
        "held_since": line.at,
        "hands": case.hands | hands_reviewing(case, fact.agent),
    }


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
        "orders": with_orders(case, fact.orders),
        "proposal": None,
        "signatures": (),
        "agent": case.proposal.agent,
        "signer": None,
        "held_since": None,
        "open_appeals": (),
        "prepared": frozenset(),
        "approved": case.approved | _answered_for(case, case.proposal),
        **({"steps_left": MappingProxyType({})} if case.proposal.signers else {}),
        "look_by": None,
        "copies": None,
        "lessons": lessons.overturned(case.lessons, case.proposal, at=line.at),
        **events_at(
            case,
            (
                *happening.settled(case, fact),
                *events,
                *enforcement.removes(fact.orders),
                *happening.reasons_due(case, decision),
            ),
            line,
        ),
    }


def _answered_for(case: Case, proposal: facts.Proposed) -> frozenset[str]:
    """Return what one person had done at once and whoever signs a decision answers for, so that nobody is called about it again."""
    return frozenset(held.order.key for held in case.protections) if proposal.signers else frozenset()


def _decision(case: Case, no: int | None, change: Callable[[Decision], Decision]) -> Change:
    """Let one of the decisions stand otherwise."""
    return {"decisions": tuple(change(past) if past.no == no else past for past in case.decisions)}


def _took_effect(case: Case, line: Line, fact: facts.TookEffect) -> Change:
    taken = _decision(case, fact.decision, lambda past: announcing.taken(past, fact))
    orders = with_orders(case, fact.orders)
    return {**taken, "orders": orders, **events_at(case, enforcement.removes(fact.orders), line)}


def _money_returned(case: Case, _line: Line, fact: facts.MoneyReturned) -> Change:
    more = _decision(case, fact.decision, lambda past: replace(past, orders=(*past.orders, *fact.orders)))
    return {**more, "orders": with_orders(case, fact.orders)}


def _postponed(case: Case, _line: Line, fact: facts.Postponed) -> Change:
    return _decision(case, fact.decision, lambda past: announcing.moved(past, fact))


def _reversed(case: Case, line: Line, fact: facts.Reversed) -> Change:
    rest = _decision(case, fact.decision, lambda past: announcing.without(past, fact.dropped))
    change = {**rest, "orders": with_orders(case, fact.orders), "undone": (*case.undone, fact)}
    over = enforcement.removals_over(case, replace(case, **change))
    return {**change, **events_at(case, over, line)}


def _ordered(state: OrderState) -> Turn:
    def turn(case: Case, _line: Line, fact: Any) -> Change:
        return {"orders": MappingProxyType({**case.orders, fact.key: state})}

    return turn


def _confirmed(case: Case, line: Line, fact: facts.Confirmed) -> Change:
    """Let what the order was for have happened; one that was lifted meanwhile did nothing that lasts."""
    decided = (order for past in case.decisions for order in past.orders)
    undone = (order for past in case.undone for order in past.orders)
    ordered = (*(held.order for held in case.protections), *decided, *undone)
    order = next((order for order in ordered if order.key == fact.key), None)
    reached = (REACHED,) if fact.reached is not None and order is not None and order.words is not None else ()
    at = fact.at or line.at
    known = _ordered(OrderState.CONFIRMED)(case, line, fact)
    known["confirmed_at"] = MappingProxyType({**case.confirmed_at, fact.key: at})
    after = replace(case, **known)
    over = enforcement.removals_over(case, after)
    marks = (*((order and order.marks) or ()), *over)
    half = {mark for mark in marks if fact.at and mark in OUT_OF_SIGHT and still_waits(after, mark)}
    held = {one.order.measure: line.at for one in case.protections if one.order.key == fact.key}
    whole = tuple((mark, _last(after, mark, at)) for mark in marks if mark not in half)
    return {
        **known,
        "measures_at": MappingProxyType({**case.measures_at, **held}),
        "half_done": (case.half_done - {*marks}) | half,
        "marks": MappingProxyType(
            {key: since for key, since in case.marks.items() if key not in _unmissed(fact)}
        ),
        "moved": (
            *case.moved,
            *whole,
            *_still(case, fact.key, whole),
            *((f"{clocks.PART}{mark}", at) for mark in sorted(half)),
            *((mark, at) for mark in reached),
        ),
    }


def _still(case: Case, key: str, done: Iterable[tuple[str, datetime]]) -> Iterable[tuple[str, datetime]]:
    """Return what was so before something began of which it counts, and is when we hear of it: nobody took this order back."""
    later = tuple(chain.from_iterable(happening.begun_since(case, mark, at) for mark, at in done))
    return () if not later or enforcement.is_undone(case, key) else later


def _last(case: Case, mark: str, at: datetime) -> datetime:
    """Return when something had happened to all that it was ordered for; what is no matter of sight, to this."""
    counted = REMOVED if mark == ALL_REMOVED else mark
    last = last_done(case, counted) if counted in OUT_OF_SIGHT else None
    return max(last, at) if last else at


def _unmissed(fact: facts.Confirmed) -> frozenset[tuple[str, str]]:
    """Return the marks that say of a time that it was missed, and that the host's word takes back."""
    return frozenset((clock, clocks.Mark.BREACH.value) for clock in fact.in_time)


def _overridden(case: Case, line: Line, fact: facts.Overridden) -> Change:
    """Note that a lead waits for the host no more: what the order was for has not happened in time."""
    marks = (*fact.marks, *enforcement.given_up_removal(case, fact.key))
    lost = (f"{clocks.GIVEN_UP}{mark}" for mark in marks)
    return {**_ordered(OrderState.OVERRIDDEN)(case, line, fact), **events_at(case, lost, line)}


def _told(case: Case, line: Line, fact: facts.Told) -> Change:
    """Note a letter that arrived; the account is told how it ended by one about a decision, as a complainant is in their book."""
    ended = ("told",) if fact.side == Side.ACCOUNT and fact.decision is not None else ()
    no = fact.decision if ended else None
    return {
        **_decision(case, no, lambda past: replace(past, told_at=past.told_at or line.at)),
        "told": (*case.told, fact),
        **events_at(case, (*ended, *fact.marks), line),
    }


def _given_up(case: Case, line: Line, fact: facts.GivenUp) -> Change:
    """Note letters that nobody waits for any more, and what begins by that; an account whose reasons are among them was not told."""
    lost = () if fact.decision is None else (f"{clocks.GIVEN_UP}told",)
    return {
        **_decision(case, fact.decision, lambda past: replace(past, given_up_at=past.given_up_at or line.at)),
        "given_up": case.given_up | {*fact.letters},
        **events_at(case, (*lost, *fact.begins), line),
    }


def _withheld(case: Case, _line: Line, fact: facts.Withheld) -> Change:
    until: Change = {"silent_until": fact.until} if fact.until else {}
    if fact.side == Side.ACCOUNT:
        stood = case.silence_stood and fact.ground == ORDERED and fact.answer_by is None
        until |= {"silent_before": silencing.before(case, fact), "silence_stood": stood}
    return {
        "withheld": (*(item for item in case.withheld if item.side != fact.side), fact),
        "ever_withheld": case.ever_withheld | {fact.side},
        **until,
    }


def _silence_answered(case: Case, _line: Line, fact: facts.SilenceAnswered) -> Change:
    if not fact.agreed:
        return {}
    stood = tuple(replace(one, answer_by=None) for one in case.withheld)
    return {"withheld": stood, "silence_stood": True}


def _released(case: Case, line: Line, fact: facts.Released) -> Change:
    withheld = tuple(item for item in case.withheld if item.side != fact.side)
    owed = happening.reasons_due(replace(case, withheld=withheld), case.decision) if case.decision else ()
    told = {len(case.decisions)} if fact.side == Side.ACCOUNT and case.in_the_dark else set()
    again = _ordered_no_more(case) if fact.side == Side.COMPLAINANT else frozenset()
    owed = (*owed, *((happening.PERSONS_NAMED,) if again else ()))
    return {
        **({"silent_before": None, "silence_stood": False} if fact.side == Side.ACCOUNT else {}),
        "withheld": withheld,
        "fanned": case.fanned - told,
        "steps_skipped": case.steps_skipped - again,
        "excused": MappingProxyType({step: why for step, why in case.excused.items() if step not in again}),
        **events_at(case, owed, line),
    }


def _ordered_no_more(case: Case) -> frozenset[str]:
    """Return the steps that nobody was to do because an authority had ordered silence: they are owed again."""
    return frozenset(step for step, ground in case.excused.items() if ground == ORDERED)


def _closed(case: Case, line: Line, fact: facts.Closed) -> Change:
    return {"closed": fact, "agent": None, **event_at(case, "closed", line)}


TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        facts.Proposed: _proposed,
        facts.OfferedToSign: _offered,
        facts.Cosigned: _cosigned,
        facts.Declined: _declined,
        facts.Decided: _decided,
        facts.TookEffect: _took_effect,
        facts.MoneyReturned: _money_returned,
        facts.Postponed: _postponed,
        facts.Reversed: _reversed,
        facts.Confirmed: _confirmed,
        facts.Died: _ordered(OrderState.DEAD),
        facts.Overridden: _overridden,
        facts.Told: _told,
        facts.GivenUp: _given_up,
        facts.Withheld: _withheld,
        facts.SilenceAnswered: _silence_answered,
        facts.Released: _released,
        facts.Closed: _closed,
    }
)
