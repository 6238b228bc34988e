"""Was what came after the end read in time, and did come of it what whoever read it said?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ombud.core import facts
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.complaint import Complaint, Later
from ombud.core.facts import Line
from ombud.core.later import has_ended
from ombud.core.lessons import OPEN_LOOKS, Look
from ombud.core.vocabulary import LookKind, Reading
from ombud.store import checking_unasked, later
from ombud.store.checking import Examined
from ombud.store.ledger import read_case, read_lines


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
                yield from _read(one, fact, seq=line.seq, there=there if ended else None)
            case _:
                pass
    yield from checking_unasked.of_complaint(one)
    if it.later is not None:
        yield from _waits(it, it.later, late=late, where=where)


def _waits(it: Complaint, what: Later, *, late: datetime, where: str) -> Iterator[Fault]:
    """Yield what waits for too long: to be read, to be given to somebody, or until something comes of it."""
    look = later.look_of(it)
    if what.read_by < late and (look is None or look.state in OPEN_LOOKS):
        yield Fault(code="later_unread", where=where, detail=f"to be read by {what.read_by}")
    elif look is None and what.at < late:
        yield Fault(code="later_lost", where=where, detail="nobody was given to read what came after the end")
    elif look is not None and look.answered_at is not None and look.answered_at < late:
        yield Fault(code="later_lost", where=where, detail=f"look {what.look}: nothing comes of what it said")


def _find(case_id: UUID, no: int) -> tuple[Case, Look | None]:
    case = read_case(case_id)
    return case, case.lessons.find_look(no)


def _given(it: Complaint, case_id: UUID, no: int, *, where: str) -> Iterator[Fault]:
    _, look = _find(case_id, no)
    if look is None or (look.drawn.kind, look.drawn.complaint) != (LookKind.LATER, it.id):
        yield Fault(code="later_differs", where=where, detail=f"case {case_id} knows no look {no} for it")


def _read(
    one: Examined[Complaint], fact: facts.ReadLater, *, seq: int, there: set[UUID] | None
) -> Iterator[Fault]:
    """Check that the case's book says the same, and that the appeal, the case opened again, the complaint or the letter is there."""
    where = f"complaint {one.state.id}"
    lines = [line for line in one.lines if line.seq < seq]
    case, look = _find(fact.case, fact.look or 0)
    if look is None:
        return  # said by what was given
    said = Reading.ANEW if look.answer is None else look.answer.leads
    if look.state in OPEN_LOOKS or said != fact.leads:
        yield Fault(code="later_differs", where=where, detail=f"look {fact.look}: {fact.leads}")
    elif look.answer is not None and _saw_ahead(lines, look, seen=look.answer.seen):
        yield Fault(code="later_differs", where=where, detail=f"look {fact.look}: saw what had not come")
    elif not _came(one, case, look, fact, there=there) or not _went(one, look, fact, lines=lines):
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
            letter = later.letter_of(case, look.drawn, fact.leads)
            told = there is None or letter in there or _is_written_to_no_more(one.state, case)
            told = told or case.erased_at is not None
            return fact.complaint in goes_on and told
        case Reading.RECORD:
            at = look.answered_at or look.at
            since = (line.fact for line in read_lines(case.id) if line.at >= at)
            return any(isinstance(it, facts.RecordGiven) and it.complaint == one.state.id for it in since)
        case Reading.NOTHING:
            letter = later.letter_of(case, look.drawn, fact.leads)
            return there is None or letter in there or _is_written_to_no_more(one.state, case)
        case Reading.ANEW:
            return any(it.decision >= look.drawn.decision for it in case.appeals)


def _is_written_to_no_more(it: Complaint, case: Case) -> bool:
    return it.erased or it.id in case.unmandated


def _saw_ahead(lines: Sequence[Line], look: Look, *, seen: int) -> bool:
    """Say whether somebody answered up to a line that was not there yet."""
    at = look.answered_at or look.at
    return seen > max(line.seq for line in lines) or any(line.at > at for line in lines if line.seq <= seen)


def _went(one: Examined[Complaint], look: Look, fact: facts.ReadLater, *, lines: Sequence[Line]) -> bool:
    """Say whether the complaint that is a matter of its own is there, filed since somebody read it, with the files that came."""
    if fact.leads != Reading.MATTER or fact.complaint is None or look.answer is None:
        return True
    other = read_lines(fact.complaint)
    if not other or other[0].at < (look.answered_at or look.at):
        return False
    came = later.files_of(later.brought_by(lines, upto=look.answer.seen))
    carried = later.files_of(line for line in other if line.by == later.BY)
    return len(carried) >= len(set(came) - one.state.gone)
