"""Take in that whoever proved the right complained to the authority or sued: what is hidden stays hidden."""

from datetime import datetime
from uuid import UUID

from ombud.core import facts
from ombud.core.ids import Mint, bucket_of
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.store import countering, letters, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def show_suit(letter_id: UUID, *, text: str, mint: Mint, now: datetime) -> None:
    """Keep where and when; the letter that passed the statement on is the entitlement, once and before it came back.

    Raises: SUIT_CLOSED.
    """
    check_text(text)
    letter = letters.find(letter_id)
    if letter.case_id is None or letter.complaint is None:
        raise Refused(No.SUIT_CLOSED)
    with open_case(letter.case_id) as book:
        if countering.suit_until(book.state, letter, now=now) is None:
            raise Refused(No.SUIT_CLOSED)
        text_id = mint(bucket_of(book.id))
        words = texts.keep(text, owner=book.id, person=letter.person, text_id=text_id, make_key=False)
        fact = facts.SuitShown(letter=letter.id, complaint=letter.complaint, words=words)
        book.write(fact, by="complainant", now=now)
