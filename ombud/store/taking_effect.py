"""How does what was decided wait for the day that was announced, and take effect then? Fact, orders and letters in one commit."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from ombud.core import announcing, enforcement, facts
from ombud.core.case import Case
from ombud.core.pack.approvals import ApprovalFacts
from ombud.core.pack.words import Text
from ombud.store import clearing, orders, packs, rivals, rows, statements, undoing
from ombud.store.ledger import Book

BY: Final = "chore:effects"


def asked(
    case: Case, chosen: Iterable[facts.Chosen], *, at_once: str | None, situation: ApprovalFacts
) -> tuple[str, ...]:
    """Return the laws by which a choice must be announced ahead; refuse a reason against it that none of them knows."""
    rules = announcing.asked_by(
        (rule for rule, _ in rows.ahead(case)),
        chosen,
        severity=case.severity,
        situation=situation,
    )
    return announcing.still_asked(rules, at_once=at_once)


def reasons(case: Case) -> Mapping[str, Text]:
    """Return why a measure that is announced ahead elsewhere may hold at once, by every law that counts."""
    return {reason: said for rule, _ in rows.ahead(case) for reason, said in rule.at_once.items()}


def held_back(
    case: Case, proposal: facts.Proposed, made: Iterable[facts.Order], *, now: datetime
) -> facts.Announced | None:
    """Return what of these orders waits for a later day."""
    several = announcing.of(rows.ahead(case), proposal.announces)
    return announcing.held_back(made, several, severity=case.severity, now=now)


def take(book: Book[Case], *, now: datetime) -> int:
    """Order what has its day, and move the day of what was told too late; return how many decisions that were."""
    several = [
        past.no for past in announcing.waiting(book.state) if announcing.has_come(book.state, past, now=now)
    ]
    return sum(_take(book, no, now=now) for no in several)


def _take(book: Book[Case], no: int, *, now: datetime) -> bool:
    """Order one, or move its day; say no where somebody else turned out to claim the account."""
    later = announcing.moves_to(book.state, no, ahead=rows.ahead(book.state))
    if later is None:
        before, made = book.state, announcing.orders(book.state, no)
        past = next(one for one in before.decisions if one.no == no)
        if announcing.cools_down(past) and rivals.stop_for_others(book, past, now=now):
            return False
        book.write(facts.TookEffect(decision=no, orders=made), by=BY, now=now)
        orders.place(book.id, made, cause=enforcement.cause_of(no), now=now)
        if announcing.cools_down(past):  # what kept an account shut until its owner has it
            undoing.end(
                book, before=before, proposal=past.proposal, pack=packs.of_case(before), by=BY, now=now
            )
        clearing.begin(book, no=no, by=BY, now=now)
        return True
    book.write(facts.Postponed(decision=no, at=later), by=BY, now=now)
    pack, moved = packs.of_case(book.state), announcing.orders(book.state, no)
    statements.tell_postponed(book.state, moved, no=no, until=later, pack=pack, now=now)
    return True
