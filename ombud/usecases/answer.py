"""Take in what a complainant writes later: an answer, or more of what happened."""

from datetime import datetime

from ombud.core import facts
from ombud.core.complaint import Standing
from ombud.core.ids import Mint, bucket_of
from ombud.core.intake import check_text
from ombud.core.vocabulary import ComplaintId
from ombud.store import texts
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def answer(complaint_id: ComplaintId, *, text: str, mint: Mint, now: datetime) -> None:
    """Keep the words under the complainant's key; if we were waiting for them the wait is over.

    The case hears of it by a chore that sees the wait ended here and not yet there.
    """
    check_text(text)
    with open_complaint(complaint_id) as book:
        person = book.state.received.person
        words = texts.keep(text, owner=complaint_id, person=person, text_id=mint(bucket_of(complaint_id)))
        book.write(facts.Wrote(words=words), by="complainant", now=now)
        if book.state.standing is Standing.WAITING:
            book.write(facts.WaitEnded(why="answered"), by="complainant", now=now)
