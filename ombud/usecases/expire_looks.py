"""Let second looks that somebody has had for too long wait for others."""

from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.vocabulary import CaseId
from ombud.store import exposure, lessons
from ombud.store.in_turn import each
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:learn"
TIME_OUT: Final = "time_out"


def expire_looks(*, now: datetime, limit: int = 64) -> int:
    """Take them back and return how many."""
    return each(
        lessons.run_out(now=now, limit=limit), lambda one: _expire(one, now=now), what="looks", now=now
    )


@one_transaction
def _expire(case_id: CaseId, *, now: datetime) -> int:
    done = 0
    with open_case(case_id) as book:
        for no, agent in book.state.lessons.run_out(now=now):
            exposure.note(book.state, agent=agent, now=now)
            book.write(facts.LookReturned(no=no, agent=agent, why=TIME_OUT), by=BY, now=now)
            done += 1
    return done
