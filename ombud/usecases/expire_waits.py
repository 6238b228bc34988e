"""End the waits for complainants who did not answer in time.

Two steps that each are harmless twice: the case goes on with what there is, and the complaint waits no longer.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import due
from ombud.store.shelf import put_cases, put_complaints, take_cases, take_complaints
from ombud.store.transactions import one_transaction

BY: Final = "chore:expire"
WHY: Final = "time_out"


def expire_waits(*, now: datetime, limit: int = 500) -> int:
    """Let cases and complaints go on whose wait is over, and return how many."""
    cases = sum(_expire_cases(group, now=now) for group in due.cases("wait_until", now=now, limit=limit))
    return cases + sum(_expire_complaints(group, now=now) for group in due.waits(now=now, limit=limit))


@one_transaction
def _expire_cases(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    heard = 0
    for book in books.values():
        asked = book.state.waiting_for
        if asked is not None and asked.until <= now:
            book.write(facts.Heard(complaint=asked.complaint, why=WHY), by=BY, now=now)
            heard += 1
    put_cases(books.values())
    return heard


@one_transaction
def _expire_complaints(ids: Sequence[ComplaintId], *, now: datetime) -> int:
    books = take_complaints(ids, skip_locked=True)
    ended = 0
    for book in books.values():
        asked = book.state.asked
        if asked is not None and asked.until <= now:
            book.write(facts.WaitEnded(why=WHY), by=BY, now=now)
            ended += 1
    put_complaints(books.values())
    return ended
