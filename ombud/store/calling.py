"""How is somebody called? A fact in the book and an alarm in their list, in one commit."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.receipts import number_of
from ombud.core.vocabulary import Role
from ombud.store import alarms
from ombud.store.alarms import Raised
from ombud.store.ledger import Book

KIND: Final = "approval"


def call(book: Book[Case], role: str, *, about: str, by: str, now: datetime) -> None:
    """Call whoever has this duty about what waits for a second person; each call is an alarm of its own."""
    case = book.state
    once = f"{about} {case.proposed_at} {case.calls.count(about)}"
    book.write(facts.Paged(role=role, about=about), by=by, now=now)
    number = number_of(case.id, "K")
    alarms.put((Raised(owner=case.id, kind=KIND, to_role=role, about=number, once=once),), now=now)


def call_duty(case: Case, *, once: str, now: datetime) -> None:
    """Call the duty lead to a danger that somebody works on; once for each occasion."""
    number = number_of(case.id, "K")
    lead = Role.LEAD.value
    alarms.put((Raised(owner=case.id, kind=alarms.CALLED, to_role=lead, about=number, once=once),), now=now)


def call_where_pressed(cases: Iterable[Case], *, now: datetime) -> None:
    """Call the duty lead where a colleague was threatened, or promised something, off the record."""
    pressed = (one for one in cases if one.informal is not None and one.informal.asked.pressed)
    lead = Role.LEAD.value
    raised = (
        Raised(owner=one.id, kind=alarms.PRESSED, to_role=lead, about=number_of(one.id, "K"))
        for one in pressed
    )
    alarms.put(raised, now=now)
