"""Say in a complaint's book what came of the words and files that its complainant sent after the end."""

from datetime import datetime

from ombud.core.vocabulary import ComplaintId
from ombud.store import later
from ombud.store.in_turn import one_by_one
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


def close_reading(*, now: datetime, limit: int = 64) -> int:
    """Say it of everything that was read, or is read anew, and return of how many; what is a matter of its own is filed first."""
    return one_by_one(
        lambda beside: later.answered(matter=False, beside=beside, limit=limit),
        lambda one: _close(one, now=now),
        what="later",
        now=now,
    )


@one_transaction
def _close(complaint_id: ComplaintId, *, now: datetime) -> bool:
    with open_complaint(complaint_id) as book:
        return later.close(book, now=now)
