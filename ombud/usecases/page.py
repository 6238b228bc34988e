"""Page the duty lead, then the deputy: for a danger that nobody took, and for a second person's answer that is late."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from ombud.core import calls, facts
from ombud.core.case import Case
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId
from ombud.store import alarms, calling, due, packs, rows
from ombud.store.alarms import Raised
from ombud.store.in_turn import in_groups
from ombud.store.ledger import Book
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:page"
LEAD: Final = "lead"
DEPUTY: Final = "deputy"


def page(*, now: datetime, limit: int = 500) -> int:
    """Raise an alarm for everything that has waited too long, and return how many; one call a round about each thing."""
    return in_groups(
        due.cases("page_at", now=now, limit=limit), lambda ids: _page(ids, now=now), what="paging", now=now
    )


@one_transaction
def _page(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    raised = [alarm for book in books.values() for alarm in _danger(book, now=now)]
    called = sum(_calls(book, now=now) for book in books.values())
    put_cases(books.values())
    alarms.put(raised, now=now)
    return len(raised) + called


def _danger(book: Book[Case], *, now: datetime) -> Iterator[Raised]:
    case = book.state
    at = rows.danger_at(case)
    if at is None or at > now:
        return
    role = DEPUTY if LEAD in case.paged else LEAD
    once = case.queued_at.isoformat()
    yield Raised(owner=case.id, kind="page", to_role=role, about=number_of(case.id, "K"), once=once)
    book.write(facts.Paged(role=role), by=BY, now=now)


def _calls(book: Book[Case], *, now: datetime) -> int:
    due = [one for one in calls.following(book.state, pack=packs.of_case(book.state)) if one.at <= now]
    for one in due:
        calling.call(book, one.role, about=one.about, by=BY, now=now)
    return len(due)
