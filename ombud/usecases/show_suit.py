"""Take in that whoever proved the right complained to the authority or sued: what is hidden stays hidden."""

from datetime import datetime
from uuid import UUID

from ombud.adapters.hearing import heard_in
from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Side
from ombud.store import access, countering, hearing, letters, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def show_suit(letter_id: UUID, *, text: str, by: AgentId | None = None, mint: Mint, now: datetime) -> None:
    """Keep where and when; the letter that passed the statement on is the entitlement, once and before it came back.

    One that arrives on paper is entered by a colleague, from the letter of whoever showed it.

    Raises: SUIT_CLOSED, NOT_YOURS.
    """
    check_text(text)
    letter = letters.find(letter_id)
    if letter.case_id is None or letter.complaint is None:
        raise Refused(No.SUIT_CLOSED)
    with open_case(letter.case_id) as book:
        if by is not None and not access.may_enter(book.state, staff.colleague(by)):
            raise Refused(No.NOT_YOURS, status=book.state.status.value)
        if countering.suit_until(book.state, letter, now=now) is None:
            raise Refused(No.SUIT_CLOSED)
        words = texts.keep_theirs(book.id, text, person=letter.person, mint=mint)
        fact = facts.SuitShown(letter=letter.id, complaint=letter.complaint, words=words)
        book.write(fact, by="complainant" if by is None else f"agent:{by}", now=now)
        hearing.with_case(book, heard_in(text), side=Side.COMPLAINANT, now=now)
