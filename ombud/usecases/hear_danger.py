"""Let a case hear at once of a danger that somebody told in a later message, or that they are a child, whatever else holds for them.

Harmless twice: a case that somebody graded since, or that is as grave already, stays as it is.
"""

from datetime import datetime, timedelta
from typing import Final

from ombud.core.complaint import Complaint
from ombud.core.vocabulary import CaseId, ComplaintId, Side
from ombud.store import due, hearing
from ombud.store.in_turn import each
from ombud.store.ledger import open_case, read_complaint
from ombud.store.transactions import one_transaction

LOOK_BACK: Final = timedelta(days=7)
"""How long it is asked whether a case heard of it; whoever is on duty was called in the commit of the message itself."""


def hear_danger(*, now: datetime, limit: int = 200) -> int:
    """Grade the undecided cases of whoever wrote of a danger lately, seal those of a child; return how many heard of something."""
    lately = due.heard(since=now - LOOK_BACK, limit=limit)
    return each(lately, lambda one: _hear(one, now=now), what="danger", now=now)


def _hear(complaint_id: ComplaintId, *, now: datetime) -> int:
    it = read_complaint(complaint_id)
    cases = dict.fromkeys(part.case for part in it.parts if part.case is not None)
    return each(cases, lambda case: _tell(case, it, now=now), what="danger", now=now)


def _tell(case: CaseId, it: Complaint, *, now: datetime) -> int:
    heard = 0
    if it.child_since is not None:
        heard += _note_child(case, now=now)
    if it.dangers:
        heard += _grade(case, at=max(it.dangers), now=now)
    return heard


@one_transaction
def _note_child(case_id: CaseId, *, now: datetime) -> bool:
    with open_case(case_id, skip_locked=True) as book:
        return hearing.note_child(book, side=Side.COMPLAINANT, now=now)


@one_transaction
def _grade(case_id: CaseId, *, at: datetime, now: datetime) -> bool:
    with open_case(case_id, skip_locked=True) as book:
        case = book.state
        graded_at = max((moment for moment, _ in case.severities), default=case.opened_at)
        if not hearing.is_less(case) or graded_at > at:
            return False
        hearing.grade(book, now=now)
        return True
