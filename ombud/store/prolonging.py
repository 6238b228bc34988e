"""How is what keeps an account shut taken anew? The new one, the end of the old and the letters in one commit."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from ombud.core import decisions, enforcement, facts, notices
from ombud.core.case import Case
from ombud.core.ids import bucket_of
from ombud.core.notices import STILL_LOCKED, letter_id
from ombud.core.pack.types import Pack
from ombud.core.shutting import LOCK, PROLONGED
from ombud.core.vocabulary import ComplaintId
from ombud.store import letters, orders, statements, undoing
from ombud.store.ledger import Book

TO_COMPLAINANT: Final = "still_locked_asked"


def prolong(book: Book[Case], held: facts.Protected, *, pack: Pack, by: str, now: datetime) -> None:
    """Take a measure anew for as long as the pack allows at once, and tell of a lock; the host sees no moment without."""
    entry = pack.measure(held.order.measure)
    if entry is None:
        return
    until, review_at = decisions.until(entry, now)
    order = enforcement.protective_order(book.state, entry, target=held.order.target, until=until)
    again = facts.Protected(order=order, words=held.words, review_at=review_at)
    book.write(again, by=by, now=now)
    orders.place(book.id, (order,), cause=order.key, now=now)
    undoing.lift(book, held.order, why=PROLONGED, by=by, now=now)
    if order.measure == LOCK:
        _tell(book.state, order.key, until=until, pack=pack, now=now)


def letter_of(case: Case, key: str) -> UUID:
    """Return the id of the letter by which the earlier channels of an account hear that it stays locked."""
    return letter_id(bucket_of(case.id), STILL_LOCKED, key)


def _tell(case: Case, key: str, *, until: datetime, pack: Pack, now: datetime) -> None:
    statements.tell_still_locked(case, letter_of(case, key), until=until, pack=pack, now=now)

    def values(number: str, pen: notices.Pen) -> Mapping[str, str]:
        return notices.locked_values(until, number=number, pen=pen)

    def named(complaint: ComplaintId, *, key: str) -> UUID:
        return letter_id(bucket_of(complaint), TO_COMPLAINANT, key, complaint.hex)

    letters.tell_everybody(case, TO_COMPLAINANT, values, named=partial(named, key=key), pack=pack, now=now)
