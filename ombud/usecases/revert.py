"""Undo what one person did at once and nobody answered for in time; in danger and about children it stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import calls, playbooks
from ombud.core.vocabulary import CaseId
from ombud.store import due, packs, undoing
from ombud.store.in_turn import in_groups
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:revert"
WHY: Final = "unanswered"


def revert(*, now: datetime, limit: int = 200) -> int:
    """Order every such measure undone, tell the account, and return how many."""
    return in_groups(
        due.cases("page_at", now=now, limit=limit),
        lambda ids: _revert(ids, now=now),
        what="unanswered",
        now=now,
    )


@one_transaction
def _revert(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    undone = 0
    for book in books.values():
        pack = packs.of_case(book.state)
        for held in calls.lapsed(book.state, now=now):
            again = playbooks.uncontained(book.state, pack, measure=held.order.measure)
            undoing.undo(book, held, why=WHY, again=again, pack=pack, by=BY, now=now)
            undone += 1
    put_cases(books.values())
    return undone
