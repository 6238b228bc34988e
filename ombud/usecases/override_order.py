"""Let a case go on in spite of an order, or a letter, that never got through."""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import clocks, facts
from ombud.core.case import Case
from ombud.core.clocks import Mark
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role, Side
from ombud.store import mailroom, orders, rows, staff, texts
from ombud.store.ledger import Book, open_case
from ombud.store.transactions import one_transaction

UNREACHABLE: Final = "unreachable"
"""Why a time was missed at whose end a letter was given up."""


def override_order(case_id: CaseId, *, key: str, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Give up an order (or a letter, by its id in hex): a lead does, and says why.

    The book comes first and the target's line after it: a crash between them leaves the order dead and overridden,
    and doing it again finishes.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if Role.LEAD not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED, role=Role.LEAD.value)
    letter = _letter(key)
    if letter is not None:
        _override_letter(case_id, letter, reason=reason, by=by, mint=mint, now=now)
        return
    _write(case_id, key=key, reason=reason, by=by, mint=mint, now=now)
    one_transaction(orders.override)(key, case_id=case_id, now=now)


def _letter(key: str) -> mailroom.Letter | None:
    try:
        return mailroom.find(UUID(hex=key))
    except (ValueError, Refused):
        return None


@one_transaction
def _write(case_id: CaseId, *, key: str, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    order = orders.find(key)
    if order.case_id != case_id:
        raise Refused(No.NOT_FOUND, key=key)
    if order.state in orders.OVER:
        raise Refused(No.ALREADY_DONE, state=order.state)
    with open_case(case_id) as book:
        if book.state.orders.get(key) == "overridden":
            return
        words = _keep(book, reason, mint=mint)
        book.write(facts.Overridden(key=key, words=words), by=f"agent:{by}", now=now)


@one_transaction
def _override_letter(
    case_id: CaseId, letter: mailroom.Letter, *, reason: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Wait for its reader no more: the letter stays there to be read. Of complainants all that died alike go with it.

    Nobody was told by that: what a clock counted to it was missed, and this reason is why.
    """
    if letter.case_id != case_id or letter.side == Side.AFFECTED:
        raise Refused(No.NOT_FOUND)
    if letter.state not in {"dead", "due"}:
        raise Refused(No.ALREADY_DONE, state=letter.state)
    with open_case(case_id) as book:
        several = (letter,) if letter.complaint is None else mailroom.dead_like(letter)
        words = _keep(book, reason, mint=mint)
        account = letter.decision if letter.complaint is None else None
        given_up = facts.GivenUp(letters=tuple(one.id for one in several), words=words, decision=account)
        book.write(given_up, by=f"agent:{by}", now=now)
        for clock in clocks.given_up(rows.case_clocks(book.state, now=now), at=now):
            missed = facts.ClockMarked(clock=clock.rule_id, mark=Mark.BREACH.value, due_at=clock.due_at)
            cause = facts.CauseRecorded(clock=clock.rule_id, cause=UNREACHABLE, words=words)
            for fact in (missed, cause):
                book.write(fact, by=f"agent:{by}", now=now)
        for one in several:
            mailroom.over(one.id, state="overridden", now=now, detail="overridden")


def _keep(book: Book[Case], reason: str, *, mint: Mint) -> facts.Words:
    return texts.keep_for(book.id, reason, mint=mint)
