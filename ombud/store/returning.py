"""How does what a decision hid come back because the account answered? Fact, orders and letters in one commit."""

from datetime import datetime
from typing import Final

from ombud.core import enforcement, facts, restoring
from ombud.core.case import Case
from ombud.store import countering, orders, packs, rows, subjects
from ombud.store.ledger import Book, read_case

BY: Final = "chore:return"


def bring_back(book: Book[Case], *, now: datetime) -> bool:
    """Give back what is hidden once a law says so, and tell both sides; what else was decided stands."""
    case = book.state
    clock = restoring.giving_back(case, rows.case_clocks(case, now=now))
    if clock is None or restoring.gives_back_at(clock) > now:
        return False
    rule = packs.rule_of(case, clock.rule_id)
    for past in case.decisions:
        back = enforcement.seen_again(case, past)
        if back:
            fact = facts.Reversed(decision=past.no, orders=back, law=rule.id, bars=rule.bars)
            book.write(fact, by=BY, now=now)
            orders.place(book.id, back, cause=enforcement.cause_of(past.no), now=now)
    countering.tell_back(book.state, rule, pack=packs.of_case(case), now=now)
    return True


def barred(case: Case) -> str | None:
    """Return the law by which this very item came back before, so that whoever had it hidden may not ask again."""
    bars = frozenset(rule.id for rule in packs.of_case(case).clocks_for(case.code) if rule.bars)
    if case.subject is None or not bars:
        return None
    others = subjects.cases_about(case.subject).exclude(id=case.id)
    undone = (one for other in others.values_list("id", flat=True) for one in read_case(other).undone)
    return next((one.law for one in undone if one.bars and one.law in bars), None)
