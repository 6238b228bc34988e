"""Give back what a decision hid, once the law's wait is over and whoever had it hidden did not go to court."""

from collections.abc import Sequence
from datetime import datetime

from ombud.core.vocabulary import CaseId
from ombud.store import due, returning
from ombud.store.in_turn import in_groups
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction


def restore_answered(*, now: datetime, limit: int = 200) -> int:
    """Order everything back whose day has come, tell both sides, and return of how many cases."""
    return in_groups(
        due.cases("return_at", now=now, limit=limit),
        lambda ids: _restore(ids, now=now),
        what="returns",
        now=now,
    )


@one_transaction
def _restore(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    back = sum(returning.bring_back(book, now=now) for book in books.values())
    put_cases(books.values())
    return back
