"""Write into each case's book what became of its orders, and to whoever paid that their money went back.

Clocks stop when the host says that it was done, not when we heard. What was done too late for one is marked before it stops the
clock: nobody had looked in between. What was marked as missed only because nobody had heard is taken back.
"""

from dataclasses import replace
from datetime import datetime

from ombud.core import clocks, facts
from ombud.core.case import Case, OrderState
from ombud.store import alarms, in_time, orders, refunding, rows
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
            for mark in _missed(book.state, order.confirmed_at or now, now=now):
                book.write(mark, by="host", now=now)
            told = facts.Confirmed(key=order.key, reached=order.reached, at=order.confirmed_at)
            told = replace(told, in_time=in_time.clocks_of(book.state, told, now=now))
            book.write(told, by="host", now=now)
            alarms.withdraw(order.case_id, told.in_time, now=now)
            refunding.tell_arrived(book.state, order.key, now=now)


def _missed(case: Case, done_at: datetime, *, now: datetime) -> tuple[facts.ClockMarked, ...]:
    """Return the marks of what still ran and was over before the host had done it."""
    over = clocks.unmarked(rows.case_clocks(case, now=now), case.marks)
    if not over or done_at == now:
        return over
    then = {one.rule_id for one in rows.case_clocks(case, now=done_at) if one.breached_at is not None}
    return tuple(one for one in over if one.clock in then)
