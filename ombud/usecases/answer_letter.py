"""Take in what an account says when it is asked for its side before a decision."""

from datetime import datetime
from uuid import UUID

from ombud.adapters.hearing import heard_in
from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from ombud.store import hearing, letters, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def answer_letter(letter_id: UUID, *, text: str, mint: Mint, now: datetime) -> None:
    """Keep the answer with the case, which goes back to its lane; the letter that asked is the entitlement, once and in time."""
    check_text(text)
    letter = letters.find(letter_id)
    if letter.case_id is None:
        raise Refused(No.ANSWER_CLOSED)
    with open_case(letter.case_id) as book:
        if not book.state.awaits_account(letter_id, now=now):
            raise Refused(No.ANSWER_CLOSED)
        words = texts.keep_for(book.id, text, mint=mint)
        book.write(facts.Heard(complaint=None, why="answered", words=words), by="account", now=now)
        hearing.with_case(book, heard_in(text), side=Side.ACCOUNT, now=now)
