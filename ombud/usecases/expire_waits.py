"""End the waits for complainants who did not answer in time, and of what waited while whoever sent it was suspended.

Two steps that each are harmless twice: the case goes on with what there is, and the complaint waits no longer.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from ombud.core import facts
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import due, misuse
from ombud.store.in_turn import in_groups
from ombud.store.shelf import put_cases, put_complaints, take_cases, take_complaints
from ombud.store.transactions import one_transaction

BY: Final = "chore:expire"
WHY: Final = "time_out"
HELD_OVER: Final = "held_over"
"""Why a complaint is dealt with that waited because whoever sent it was suspended."""


def expire_waits(*, now: datetime, limit: int = 500) -> int:
    """Let cases and complaints go on whose wait is over, and return how many."""
    return sum(
        in_groups(groups, partial(do, now=now), what="waits", now=now)
        for groups, do in (
            (due.cases("wait_until", now=now, limit=limit), _expire_cases),
            (due.waits(now=now, limit=limit), _expire_complaints),
            (due.in_buckets(misuse.let_through(now=now, limit=limit)), _let_through),
        )
    )


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
        until = book.state.waits_until
        if until is not None and until <= now:
            why = HELD_OVER if book.state.asked is None else WHY
            book.write(facts.WaitEnded(why=why), by=BY, now=now)
            ended += 1
    put_complaints(books.values())
    return ended


@one_transaction
def _let_through(ids: Sequence[ComplaintId], *, now: datetime) -> int:
    """Deal with what waited only because of a suspension that an appeal ended."""
    books = take_complaints(ids, skip_locked=True)
    for book in books.values():
        book.write(facts.WaitEnded(why=HELD_OVER), by=BY, now=now)
    put_complaints(books.values())
    return len(books)
