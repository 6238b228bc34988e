"""Let another person look at what a complainant says is unsolved."""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Status
from ombud.core.vocabulary import CaseId, LookKind
from ombud.store import lessons, packs
from ombud.store.in_turn import each
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:learn"
SETTLED: Final = frozenset({Status.DECIDED, Status.CLOSED})


def pick_up_unsolved(*, now: datetime, limit: int = 64) -> int:
    """Draw a look for each, and return how many were picked up; where the case is judged afresh that is the look."""
    waiting = lessons.unsolved(now=now, limit=limit)
    return each(waiting, lambda one: _pick_up(*one, now=now), what="unsolved", now=now)


def _pick_up(complaint: UUID, case: CaseId, decision: int, *, now: datetime) -> int:
    _draw(complaint, case, decision, now=now)
    one_transaction(lessons.picked_up)(complaint, case=case, decision=decision)
    return 1


@one_transaction
def _draw(complaint: UUID, case_id: CaseId, decision: int, *, now: datetime) -> None:
    """Write it into the case's book, once for each complaint and decision."""
    with open_case(case_id) as book:
        case = book.state
        known = {(one.drawn.complaint, one.drawn.decision) for one in case.lessons.looks}
        judged_anew = case.status not in SETTLED or len(case.decisions) != decision
        if judged_anew or case.erased_at is not None or (complaint, decision) in known:
            return
        look = facts.LookDrawn(
            no=len(case.lessons.looks) + 1,
            kind=LookKind.UNSOLVED.value,
            decision=decision,
            due_at=now + packs.of_case(case).learning.within[LookKind.UNSOLVED],
            complaint=complaint,
        )
        book.write(look, by=BY, now=now)
