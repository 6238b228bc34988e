"""Say in a complaint's book that what its complainant sent after the end is a matter of its own, and in which complaint it goes on."""

from datetime import datetime

from ombud.core.vocabulary import ComplaintId
from ombud.store import later
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def go_on_apart(complaint_id: ComplaintId, *, matter: ComplaintId, now: datetime) -> bool:
    """Say it, once its words and files are there."""
    with open_complaint(complaint_id) as book:
        return later.close(book, matter=matter, now=now)
