"""Take in what a complainant writes later: an answer, or more of what happened."""

from datetime import datetime

from ombud.adapters.hearing import heard_in
from ombud.core import facts
from ombud.core.complaint import Standing, tells_of_danger
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.vocabulary import AgentId, ComplaintId
from ombud.store import hearing, later, texts
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def answer(
    complaint_id: ComplaintId, *, text: str, taken_by: AgentId | None = None, mint: Mint, now: datetime
) -> None:
    """Keep the words under the complainant's key; if we were waiting for them the wait is over.

    `taken_by` is who wrote down what they said, where that was somebody else: they were on the telephone.

    Where it waits because they are suspended only a danger in these words ends that.

    The case hears of it by a chore that sees the wait ended here and not yet there. A danger in these words calls the duty lead
    in the same commit, once an hour, whatever else holds for whoever wrote them, and a chore grades the case.

    Where no case of theirs is open any more somebody reads them by a day; what tells of a danger then the door files as a complaint of
    its own.
    """
    check_text(text)
    by = f"agent:{taken_by}" if taken_by else "complainant"
    with open_complaint(complaint_id) as book:
        words = texts.keep_theirs(complaint_id, text, person=book.state.received.person, mint=mint)
        because = heard_in(text)
        book.write(facts.Wrote(words=words, because=because), by=by, now=now)
        if book.state.asked is not None or (book.state.standing is Standing.WAITING and because):
            book.write(facts.WaitEnded(why="answered"), by=by, now=now)
        hearing.with_complaint(book, words, because, now=now)
        if not tells_of_danger(because):
            later.note(book, now=now)
