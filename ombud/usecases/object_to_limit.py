"""Object to a warning, or to limited contact: another lead than who had a hand in it looks again."""

from datetime import datetime

from ombud.adapters.hearing import heard_in
from ombud.core import facts, limiting
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import ComplaintId
from ombud.store import alarms, hearing, staff, texts
from ombud.store.alarms import Raised
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def object_to_limit(complaint_id: ComplaintId, *, text: str, mint: Mint, now: datetime) -> None:
    """Keep the words and call a lead; what holds goes on until somebody has looked.

    Raises: TEXT_EMPTY, TEXT_TOO_LONG, ABUSE.
    """
    check_text(text)
    with open_complaint(complaint_id) as book:
        it = book.state
        if not limiting.may_object(it, now=now):
            raise Refused(No.ABUSE, why="nothing_stands")
        words = texts.keep_theirs(it.id, text, person=it.received.person, mint=mint)
        no = len(it.conduct.objected) + 1
        book.write(facts.AbuseObjected(no=no, words=words), by="complainant", now=now)
        hearing.with_complaint(book, words, heard_in(text), now=now)
    owner, about = alarms.owner_of(it), number_of(complaint_id, "C")
    called = limiting.who_reviews(it, leads=staff.leads(), stand_in=staff.stand_in())
    alarm = Raised(owner=owner, kind=alarms.OBJECTED, to_role=called, about=about, once=str(no))
    alarms.put((alarm,), now=now)
