"""Let a case go on in spite of an order, or a letter, that never got through."""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import enforcement, facts
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, LateBy, Role, Side
from ombud.store import giving_up, mailroom, orders, staff, texts
from ombud.store.ledger import Book, open_case
from ombud.store.transactions import one_transaction

HOST: Final = LateBy.HOST.value
"""Why a time was missed at whose end the host had still not confirmed what it was for."""


def override_order(case_id: CaseId, *, key: str, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Give up an order (or a letter, by its id in hex): a lead does, and says why.

    The book comes first and the target's line after it: a crash between them leaves the order dead and overridden,
    and doing it again finishes. What an order was for has then not happened: a time that counts to it was missed, and the reason is why.
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
        given_up = facts.Overridden(key=key, words=words, marks=enforcement.marks_of(book.state, key))
        book.write(given_up, by=f"agent:{by}", now=now)
        giving_up.note_missed(book, words=words, cause=HOST, by=f"agent:{by}", now=now)


@one_transaction
def _override_letter(
    case_id: CaseId, letter: mailroom.Letter, *, reason: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Wait for its reader no more: the letter stays there to be read. Of complainants all that died alike go with it."""
    if letter.case_id != case_id or letter.side == Side.AFFECTED:
        raise Refused(No.NOT_FOUND)
    if letter.state not in {"dead", "due"}:
        raise Refused(No.ALREADY_DONE, state=letter.state)
    with open_case(case_id) as book:
        several = (letter,) if letter.complaint is None else mailroom.dead_like(letter)
        words = _keep(book, reason, mint=mint)
        giving_up.give_up(book, several, words=words, by=f"agent:{by}", now=now)


def _keep(book: Book[Case], reason: str, *, mint: Mint) -> facts.Words:
    return texts.keep_for(book.id, reason, mint=mint)
