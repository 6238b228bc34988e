"""Write into each case's book what became of its orders, and to whoever paid that their money went back.

What a confirmation comes too late for is marked before it stops the clock: nobody had looked in between.
"""

from datetime import datetime

from ombud.core import clocks, facts
from ombud.core.case import OrderState
from ombud.store import orders, refunding, rows
from ombud.store.in_turn import each
from ombud.store.ledger import open_case
from ombud.store.orders import OrderRow
from ombud.store.transactions import one_transaction


def note_orders(*, now: datetime, limit: int = 64) -> int:
    """Note what the books do not know yet and return how many; noting twice writes once."""
    return each(orders.unnoted(limit), lambda one: _note(one, now=now), what="note_orders", now=now)


def _note(order: OrderRow, *, now: datetime) -> int:
    _tell_the_book(order, now=now)
    orders.note(order.key, state=order.state)
    return 1


@one_transaction
def _tell_the_book(order: OrderRow, *, now: datetime) -> None:
    with open_case(order.case_id) as book:
        known = book.state.orders.get(order.key)
        if order.state == "dead":
            if known not in {OrderState.DEAD, OrderState.CONFIRMED}:
                book.write(facts.Died(key=order.key, detail=order.detail), by="host", now=now)
        elif known is not OrderState.CONFIRMED:
            for mark in clocks.unmarked(rows.case_clocks(book.state, now=now), book.state.marks):
                book.write(mark, by="host", now=now)
            book.write(facts.Confirmed(key=order.key, reached=order.reached), by="host", now=now)
            refunding.tell_arrived(book.state, order.key, now=now)
