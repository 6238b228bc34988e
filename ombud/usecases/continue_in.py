"""Say in a complaint's book that it goes on in a later one."""

from datetime import datetime

from ombud.core import facts
from ombud.core.vocabulary import ComplaintId
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def continue_in(complaint_id: ComplaintId, *, later: ComplaintId, now: datetime) -> None:
    """Write it, so that whoever looks at the first finds the second."""
    with open_complaint(complaint_id) as book:
        book.write(facts.ContinuedIn(complaint=later), by="complainant", now=now)
