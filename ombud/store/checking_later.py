"""Was what came after the end read in time, and did come of it what whoever read it said?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ombud.core import facts
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.later import has_ended
from ombud.core.lessons import OPEN_LOOKS, Look
from ombud.core.vocabulary import LookKind, Reading
from ombud.store import later
from ombud.store.checking import Examined
from ombud.store.ledger import read_case


def of_complaint(
    one: Examined[Complaint], letters: Sequence[Mapping[str, Any]], *, late: datetime
) -> Iterator[Fault]:
    """Yield what nobody was given to read, or read in time, and every reading that another book knows nothing of."""
    it, where = one.state, f"complaint {one.state.id}"
    there, ended = {row["id"] for row in letters}, False
    for line in one.lines:
        ended = has_ended(line.fact, before=ended)
        match line.fact:
            case facts.GivenToRead(case=case, look=no):
                yield from _given(it, case, no, where=where)
            case facts.ReadLater(look=int()) as fact:
                yield from _read(one, fact, there=there if ended else None, where=where)
            case _:
                pass
    if it.later is None:
        return
    waits = later.look_of(it)
    if it.later.read_by < late and (waits is None or waits.state in OPEN_LOOKS):
        yield Fault(code="later_unread", where=where, detail=f"to be read by {it.later.read_by}")
    elif waits is None and it.later.at < late:
        yield Fault(code="later_lost", where=where, detail="nobody was given to read what came after the end")


def _find(case_id: UUID, no: int) -> tuple[Case, Look | None]:
    case = read_case(case_id)
    return case, next((one for one in case.lessons.looks if one.drawn.no == no), None)


def _given(it: Complaint, case_id: UUID, no: int, *, where: str) -> Iterator[Fault]:
    _, look = _find(case_id, no)
    if look is None or (look.drawn.kind, look.drawn.complaint) != (LookKind.LATER, it.id):
        yield Fault(code="later_differs", where=where, detail=f"case {case_id} knows no look {no} for it")


def _read(
    one: Examined[Complaint], fact: facts.ReadLater, *, there: set[UUID] | None, where: str
) -> Iterator[Fault]:
    """Check that the case's book says the same, and that the appeal, the case opened again, the complaint or the letter is there."""
    case, look = _find(fact.case, fact.look or 0)
    if look is None:
        return  # said by what was given
    said = Reading.ANEW if look.answer is None else look.answer.leads
    if look.state in OPEN_LOOKS or said != fact.leads:
        yield Fault(code="later_differs", where=where, detail=f"look {fact.look}: {fact.leads}")
    elif not _came(one, case, look, fact, there=there):
        yield Fault(code="later_nothing", where=where, detail=f"look {fact.look}: no {fact.leads}")


def _came(
    one: Examined[Complaint], case: Case, look: Look, fact: facts.ReadLater, *, there: set[UUID] | None
) -> bool:
    """Say whether that came of it; no letter where they did not know yet that it had ended, or were erased."""
    match Reading(fact.leads):
        case Reading.APPEAL:
            mine = (it for it in case.appeals if it.complaint == one.state.id and it.look is None)
            return any(it.decision == look.drawn.decision for it in mine)
        case Reading.EVIDENCE:
            return any(it.look == look.drawn.no for it in case.appeals)
        case Reading.MATTER:
            goes_on = {line.fact.complaint for line in one.lines if isinstance(line.fact, facts.ContinuedIn)}
            return fact.complaint in goes_on
        case Reading.NOTHING:
            letter = later.letter_of(case, look.drawn, fact.leads)
            return there is None or letter in there or one.state.erased
        case Reading.ANEW:
            return any(it.decision >= look.drawn.decision for it in case.appeals)
