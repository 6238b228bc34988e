"""How is a provisional measure undone that no second person stood by? Fact, order and letter in one commit."""

from datetime import datetime

from ombud.core import enforcement, facts
from ombud.core.case import Case
from ombud.core.pack.types import Pack
from ombud.store import letters, orders
from ombud.store.ledger import Book


def undo(
    book: Book[Case],
    held: facts.Protected,
    *,
    why: str,
    words: facts.Words | None = None,
    pack: Pack,
    by: str,
    now: datetime,
) -> None:
    """Order it undone and tell the account that had been told; complainants never learned of it before the decision."""
    order = held.order
    book.write(facts.Unprotected(key=order.key, why=why, words=words), by=by, now=now)
    orders.place(book.id, enforcement.lifts(book.state, (order,)), cause=order.key, now=now)
    measure = pack.measure(order.measure)
    if measure is not None:
        letters.tell_interim(book.state, measure, order=order, template=letters.ENDED, pack=pack, now=now)
