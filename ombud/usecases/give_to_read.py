"""Give what came after the end to somebody to read: as a second look in the lane of the case."""

from datetime import datetime

from ombud.core import facts, later
from ombud.core.vocabulary import CaseId, ComplaintId, LookKind, Reading
from ombud.store import later as of_later
from ombud.store.in_turn import one_by_one
from ombud.store.ledger import open_case, open_complaint, read_complaint
from ombud.store.transactions import one_transaction


def give_to_read(*, now: datetime, limit: int = 64) -> int:
    """Draw a look for each, and return how many were given; where the case is judged anew that is the look."""
    return one_by_one(
        lambda beside: of_later.to_draw(beside=beside, limit=limit),
        lambda one: _give(one, now=now),
        what="later",
        now=now,
    )


def _give(complaint_id: ComplaintId, *, now: datetime) -> bool:
    case = of_later.case_of(read_complaint(complaint_id))
    if case is None:
        return False
    look = _draw(case, complaint_id, now=now)
    return _say(complaint_id, case=case, look=look, now=now)


@one_transaction
def _draw(case_id: CaseId, complaint_id: ComplaintId, *, now: datetime) -> int | None:
    """Write it into the case's book, and return its number there; of a complaint one is open at a time."""
    it = read_complaint(complaint_id)
    said = {(one.case, one.look) for one in it.readings}
    with open_case(case_id) as book:
        case = book.state
        if later.is_read_anew(case) or it.later is None:
            return None
        for look in case.lessons.looks:
            drawn = look.drawn
            mine = (drawn.kind, drawn.complaint) == (LookKind.LATER, complaint_id)
            if mine and (case_id, drawn.no) not in said:
                return drawn.no
        fact = facts.LookDrawn(
            no=len(case.lessons.looks) + 1,
            kind=LookKind.LATER.value,
            decision=len(case.decisions),
            due_at=it.later.read_by,
            complaint=complaint_id,
        )
        book.write(fact, by=of_later.BY, now=now)
        return fact.no


@one_transaction
def _say(complaint_id: ComplaintId, *, case: CaseId, look: int | None, now: datetime) -> bool:
    with open_complaint(complaint_id) as book:
        if book.state.later is None or book.state.later.case is not None:
            return False
        anew = facts.ReadLater(case=case, leads=Reading.ANEW.value)
        fact = anew if look is None else facts.GivenToRead(case=case, look=look)
        book.write(fact, by=of_later.BY, now=now)
        return True
