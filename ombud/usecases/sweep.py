"""Mark every clock that passed a warning, an escalation or its end, so that none passes silently.

1. A clock row holds the next mark of its book; what is written comes from the book, read at this moment.
2. Of several marks that were missed only the gravest is written.
3. Escalation and breach alarm a lead; a breach asks for its cause.
4. A complaint that was not sorted in time has no clock rows yet: they are drawn here, and then swept like all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from ombud.core import clocks, facts
from ombud.core.clocks import Clock, Mark
from ombud.core.vocabulary import Role
from ombud.store import alarms, due, rows, shelf
from ombud.store.alarms import Raised
from ombud.store.in_turn import in_groups
from ombud.store.ledger import Book
from ombud.store.transactions import one_transaction

BY: Final = "chore:sweep"
LOUD: Final = frozenset({Mark.ESCALATE, Mark.BREACH})
UNSORTED_AFTER: Final = timedelta(minutes=2)
"""How long a complaint may wait to be sorted before its clocks are drawn without it."""


def sweep(*, now: datetime, limit: int = 2000) -> int:
    """Write the marks that are due and return how many."""
    in_groups(due.without_clocks(before=now - UNSORTED_AFTER, limit=limit), _draw, what="clocks", now=now)
    cases = due.marks("case", now=now, limit=limit)
    marked = in_groups(cases, lambda ids: _sweep_cases(ids, now=now), what="clocks", now=now)
    complaints = due.marks("complaint", now=now, limit=limit)
    return marked + in_groups(complaints, lambda ids: _sweep_complaints(ids, now=now), what="clocks", now=now)


@one_transaction
def _draw(ids: Sequence[UUID]) -> int:
    books = shelf.take_complaints(ids, skip_locked=True)
    shelf.draw_clocks(books.values())
    return len(books)


@one_transaction
def _sweep_cases(ids: Sequence[UUID], *, now: datetime) -> int:
    books = shelf.take_cases(ids, skip_locked=True)
    raised = [alarm for book in books.values() for alarm in _mark(book, rows.clocks_of(book.state), now=now)]
    unmarked = [book for book in books.values() if not book.fresh]
    shelf.put_cases(books.values())
    shelf.draw_clocks(unmarked)
    alarms.put(raised, now=now)
    return len(books)


@one_transaction
def _sweep_complaints(ids: Sequence[UUID], *, now: datetime) -> int:
    books = shelf.take_complaints(ids, skip_locked=True)
    raised = [alarm for book in books.values() for alarm in _mark(book, rows.clocks_of(book.state), now=now)]
    unmarked = [book for book in books.values() if not book.fresh]
    shelf.put_complaints(books.values())
    shelf.draw_clocks(unmarked)
    alarms.put(raised, now=now)
    return len(books)


def _mark(book: Book[Any], read: Iterable[Clock], *, now: datetime) -> list[Raised]:
    """Write the marks that have come and return the alarms they are worth."""
    raised = []
    for clock in read:
        following = clocks.next_at(clock, now=now, marked=clocks.marked(clock, book.state.marks))
        if following is None or following[0] > now:
            continue
        mark = following[1]
        book.write(
            facts.ClockMarked(clock=clock.rule_id, mark=mark.value, due_at=clock.due_at), by=BY, now=now
        )
        if mark in LOUD:
            about = f"{mark}:{clock.rule_id}"
            once = clock.due_at.isoformat()
            raised.append(
                Raised(owner=book.id, kind="clock", to_role=Role.LEAD.value, about=about, once=once)
            )
    return raised
