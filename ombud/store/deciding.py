"""How does a signed proposal become a decision? Fact, orders and letter in one commit."""

from datetime import datetime
from typing import Final

from ombud.core import announcing, enforcement, facts, restoring
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OVERTURNS, Outcome, Role
from ombud.store import (
    alarms,
    clearing,
    leaving_out,
    letters,
    misuse,
    orders,
    reversing,
    rivals,
    taking_effect,
    undoing,
)
from ombud.store.alarms import Raised
from ombud.store.ledger import Book, read_complaint
from ombud.store.statements import guard_shared_reasons

SISTERS: Final = "sisters"
"""An alarm: one of several cases was overturned, and whether the others stand is for a person to see."""


def decide(book: Book[Case], *, pack: Pack, by: str, now: datetime) -> None:
    """Write the decision with its orders, but for those that wait for a day.

    What was taken provisionally ends, what is overturned is undone.
    """
    case = book.state
    proposal = case.proposal
    if proposal is None:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    restoring.check_stays(case, proposal.measures, pack=pack)  # it may have come back since it was proposed
    rivals.check_free(case, proposal)
    made = _orders(case, proposal, pack=pack, now=now)
    counted = misuse.to_count(case, proposal, by=_unfounded(proposal), now=now)
    announced = taking_effect.held_back(case, proposal, made, now=now)
    made = tuple(one for one in made if announced is None or one not in announced.orders)
    decided = facts.Decided(
        no=proposal.no,
        outcome=proposal.outcome,
        orders=made,
        appeal=proposal.appeal,
        ruling=proposal.ruling,
        counted=len(counted),
        announced=announced,
    )
    book.write(decided, by=by, now=now)
    misuse.count(counted)
    orders.place(case.id, made, cause=enforcement.cause_of(proposal.no), now=now)
    _undo(book, before=case, proposal=proposal, made=made, by=by, now=now)
    if not any(announcing.cools_down(past) for past in book.state.decisions):  # else it stays shut until then
        undoing.end(book, before=case, proposal=proposal, pack=pack, by=by, now=now)
    clearing.begin(book, no=proposal.no, by=by, now=now)
    guard_shared_reasons(book.state)
    letters.tell_account(book.state, pack=pack, now=now)
    leaving_out.ask_another(book.state, pack=pack, now=now)
    if proposal.ruling in OVERTURNS and (case.kin or case.wronged or case.clearing):
        look = Raised(owner=case.id, kind=SISTERS, to_role=Role.LEAD.value, about=number_of(case.id, "K"))
        alarms.put((look,), now=now)


def _unfounded(proposal: facts.Proposed) -> Complaint | None:
    """Return the complaint that was found manifestly unfounded, if one was."""
    return read_complaint(proposal.unfounded.complaint) if proposal.unfounded else None


def _orders(case: Case, proposal: facts.Proposed, *, pack: Pack, now: datetime) -> tuple[facts.Order, ...]:
    """Return what the host must do; what an overturned grant had reversed is put in force again."""
    made = enforcement.orders_of(
        case,
        no=proposal.no,
        chosen=proposal.measures,
        clause=proposal.clause,
        pack=pack,
        host=reversing.host_effects(proposal.measures),
        announced=announcing.orders(case) if proposal.announces else (),
        granted=proposal.outcome == Outcome.GRANTED,
    )
    if proposal.ruling not in OVERTURNS:
        return made
    before = reversing.host_effects(one for past in case.decisions for one in past.proposal.measures)
    again = enforcement.taken_back(
        case,
        no=proposal.no,
        keep=proposal.measures,
        clause=proposal.clause,
        host=reversing.ours_alone(before, case_id=case.id),
        now=now,
    )
    return (*made, *again)


def _undo(
    book: Book[Case],
    *,
    before: Case,
    proposal: facts.Proposed,
    made: tuple[facts.Order, ...],
    by: str,
    now: datetime,
) -> None:
    """Order undone what the earlier decisions required and this one overturns; drop what waits and never takes effect."""
    overturned, keep = proposal.ruling in OVERTURNS, proposal.measures
    for past in before.decisions:
        back = enforcement.reversals(before, past, keep=keep) if overturned else ()
        dropped = announcing.dropped(past, overturned=overturned, keep=keep, instead=made)
        if back or dropped:
            book.write(facts.Reversed(decision=past.no, orders=back, dropped=dropped), by=by, now=now)
            orders.place(book.id, back, cause=enforcement.cause_of(past.no), now=now)
