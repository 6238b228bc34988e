"""How does a signed proposal become a decision? Fact, orders and letter in one commit."""

from datetime import datetime

from ombud.core import enforcement, facts
from ombud.core.case import Case
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Ruling
from ombud.store import letters, orders
from ombud.store.ledger import Book


def decide(book: Book[Case], *, pack: Pack, by: str, now: datetime) -> None:
    """Write the decision with its orders; a protection that it replaces ends, an overturned decision is undone."""
    case = book.state
    proposal = case.proposal
    if proposal is None:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    made = enforcement.orders_of(case, proposal, pack=pack)
    decided = facts.Decided(
        no=proposal.no,
        outcome=proposal.outcome,
        orders=made,
        appeal=proposal.appeal,
        ruling=proposal.ruling,
    )
    earlier = case.decision
    book.write(decided, by=by, now=now)
    orders.place(case.id, made, cause=cause_of(proposal.no), now=now)
    if earlier is not None and proposal.ruling in (Ruling.OVERTURNED, Ruling.CHANGED):
        _undo(book, earlier_no=earlier.no, by=by, now=now)
    _end_protections(book, by=by, now=now)
    letters.tell_account(book.state, decision=proposal.no, pack=pack, now=now)


def cause_of(decision: int) -> str:
    """Return what the effects of a decision are filed under."""
    return f"decision-{decision}"


def _undo(book: Book[Case], *, earlier_no: int, by: str, now: datetime) -> None:
    earlier = next(past for past in book.state.decisions if past.no == earlier_no)
    back = enforcement.lifts(book.state, earlier.orders)
    if back:
        book.write(facts.Reversed(decision=earlier_no, orders=back), by=by, now=now)
        orders.place(book.id, back, cause=cause_of(earlier_no), now=now)


def _end_protections(book: Book[Case], *, by: str, now: datetime) -> None:
    """Lift what was provisional: what must stay is now required by the decision itself."""
    for held in book.state.protections:
        book.write(facts.Unprotected(key=held.order.key, why="decided"), by=by, now=now)
        orders.place(book.id, enforcement.lifts(book.state, (held.order,)), cause=held.order.key, now=now)
