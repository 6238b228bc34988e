"""Give cases back to their lanes whose agents show no sign of life."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.vocabulary import LEASE, CaseId
from ombud.store import due, exposure
from ombud.store.in_turn import in_groups
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:expire"
WHY: Final = "lease"


def expire_leases(*, now: datetime, limit: int = 500) -> int:
    """Return every case, or proposal to sign, that was held too long without a sign; say how many."""
    return in_groups(
        due.cases("lease_until", now=now, limit=limit),
        lambda ids: _expire(ids, now=now),
        what="leases",
        now=now,
    )


@one_transaction
def _expire(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    returned = 0
    for book in books.values():
        case = book.state
        agent = case.signer or case.agent
        if agent is None or case.held_since is None or case.held_since + LEASE > now:
            continue
        exposure.note(case, agent=agent, now=now)
        book.write(facts.Returned(agent=agent, why=WHY), by=BY, now=now)
        returned += 1
    put_cases(books.values())
    return returned
