"""Page the duty lead, then the deputy, for a danger that nobody took."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId
from ombud.store import alarms, due, rows
from ombud.store.alarms import Raised
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:page"
LEAD: Final = "lead"
DEPUTY: Final = "deputy"


def page(*, now: datetime, limit: int = 500) -> int:
    """Raise an alarm for each danger that has waited too long, and return how many."""
    return sum(_page(group, now=now) for group in due.cases("page_at", now=now, limit=limit))


@one_transaction
def _page(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    raised = []
    for case_id, book in books.items():
        at = rows.page_at(book.state)
        if at is None or at > now:
            continue
        role = DEPUTY if LEAD in book.state.paged else LEAD
        once = book.state.queued_at.isoformat()
        raised.append(
            Raised(owner=case_id, kind="page", to_role=role, about=number_of(case_id, "K"), once=once)
        )
        book.write(facts.Paged(role=role), by=BY, now=now)
    put_cases(books.values())
    alarms.put(raised, now=now)
    return len(raised)
