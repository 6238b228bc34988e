"""Lift provisional measures that have reached their limit: nothing provisional becomes lasting by silence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core.vocabulary import CaseId
from ombud.store import due, undoing
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:expire"
WHY: Final = "expired"


def expire_protections(*, now: datetime, limit: int = 200) -> int:
    """Order every measure undone whose time is up, and return how many."""
    return sum(_expire(group, now=now) for group in due.lapsed(now=now, limit=limit))


@one_transaction
def _expire(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    ended = 0
    for book in books.values():
        for held in book.state.protections:
            order = held.order
            if order.until is None or order.until > now:
                continue
            undoing.lift(book, order, why=WHY, by=BY, now=now)
            ended += 1
    put_cases(books.values())
    return ended
