"""Lift provisional measures that have reached their limit: nothing provisional becomes lasting by silence.

What keeps an account shut that is not back with its owner yet is taken anew instead, before it ends.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import shutting
from ombud.core.vocabulary import CaseId
from ombud.store import due, packs, prolonging, undoing
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:expire"
WHY: Final = "expired"


def expire_protections(*, now: datetime, limit: int = 200) -> int:
    """Order every measure undone whose time is up, or take it anew where it must last, and return how many."""
    soon = (group for group in due.shut(soon=now + shutting.AHEAD, limit=limit))
    prolonged = sum(_prolong(group, now=now) for group in soon)
    return prolonged + sum(_expire(group, now=now) for group in due.lapsed(now=now, limit=limit))


@one_transaction
def _prolong(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    anew = 0
    for book in books.values():
        case, pack = book.state, packs.of_case(book.state)
        for held in case.protections:
            if shutting.lasts(case, held, pack=pack, now=now):
                prolonging.prolong(book, held, pack=pack, by=BY, now=now)
                anew += 1
    put_cases(books.values())
    return anew


@one_transaction
def _expire(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    ended = 0
    for book in books.values():
        pack = packs.of_case(book.state)
        for held in book.state.protections:
            order = held.order
            if (
                order.until is None
                or order.until > now
                or shutting.lasts(book.state, held, pack=pack, now=now)
            ):
                continue
            undoing.lift(book, order, why=WHY, by=BY, now=now)
            ended += 1
    put_cases(books.values())
    return ended
