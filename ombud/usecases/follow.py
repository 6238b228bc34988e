"""Do the steps that the house does by itself, and bring a decided case whose step is due back before somebody's eyes.

1. What a step was to be done on has happened: it is done. What it waited for did not happen in time: it is over, and the
   book says that nobody answered.
2. A decided case is due, and whoever has it does nothing for too long: it goes back to dispatch, and a lead is alarmed.
   Where they have left for good it goes back as soon as it is due.
3. A step that calls somebody is due: whoever is on duty is called to it at once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.following import Stand, by_itself, calls, due_at, let_go_at
from ombud.core.pack.types import Step
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId, Role
from ombud.store import alarms, due, packs
from ombud.store.alarms import Raised
from ombud.store.in_turn import in_groups
from ombud.store.ledger import Book
from ombud.store.shelf import draw_cases, put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:follow"
KIND: Final = "follow_up"
LEFT: Final = "left"
NOT_FOLLOWED: Final = "not_followed"


def follow(*, now: datetime, limit: int = 200) -> int:
    """Do what is due about the steps of cases and return how many were looked at."""
    ready, left = due.cases("follow_at", now=now, limit=limit), due.left_lying(now=now, limit=limit)
    done = in_groups(ready, lambda ids: _follow(ids, now=now), what="follow", now=now)
    return done + in_groups(left, lambda ids: _return(ids, now=now), what="follow", now=now)


@one_transaction
def _follow(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    raised = [alarm for book in books.values() for alarm in _round(book, now=now)]
    put_cases(books.values())
    draw_cases(book for book in books.values() if not book.fresh)
    alarms.put(raised, now=now)
    return len(books)


@one_transaction
def _return(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    raised = [alarm for book in books.values() for alarm in _let_go(book, why=LEFT, now=now)]
    put_cases(books.values())
    alarms.put(raised, now=now)
    return len(books)


def _round(book: Book[Case], *, now: datetime) -> list[Raised]:
    """Write what is due, one fact after the other: what is over may let another step follow."""
    while ready := [one for one in by_itself(book.state, packs.of_case(book.state)) if one[2] <= now]:
        step, stand, _ = ready[0]
        done = facts.StepDone(step=step.id, marks=step.marks)
        book.write(done if stand is Stand.DONE else facts.StepLapsed(step=step.id), by=BY, now=now)
    raised = [
        _call(book, step, now=now) for step, due in calls(book.state, packs.of_case(book.state)) if due <= now
    ]
    at = let_go_at(book.state, packs.of_case(book.state))
    return raised + (_let_go(book, why=NOT_FOLLOWED, now=now) if at is not None and at <= now else [])


def _call(book: Book[Case], step: Step, *, now: datetime) -> Raised:
    """Call whoever is on duty to what is due now; once for each step."""
    book.write(facts.Paged(role=Role.LEAD.value, about=step.id), by=BY, now=now)
    number = number_of(book.state.id, "K")
    return Raised(owner=book.state.id, kind=alarms.DUE, to_role=Role.LEAD.value, about=number, once=step.id)


def _let_go(book: Book[Case], *, why: str, now: datetime) -> list[Raised]:
    """Give a due case back to dispatch, and let a lead know."""
    case = book.state
    at = due_at(case, packs.of_case(case))
    if case.agent is None or at is None or at > now:
        return []
    book.write(facts.Returned(agent=case.agent, why=why), by=BY, now=now)
    alarm = Raised(owner=case.id, kind=KIND, to_role=Role.LEAD.value, about=why, once=now.isoformat())
    return [alarm]
