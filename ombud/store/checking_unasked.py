"""Was everything that came after the end given a day by which somebody reads it?"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from ombud.core import case_fold, complaint, facts, later
from ombud.core.audit import Fault
from ombud.core.complaint import Complaint
from ombud.core.facts import Line
from ombud.core.later import has_ended
from ombud.core.vocabulary import CaseId
from ombud.store import migrated
from ombud.store.checking import Examined
from ombud.store.later import seen_by
from ombud.store.ledger import read_lines

RULE: Final = "0081_later"
"""Whatever came before the database had this was promised to nobody."""


def of_complaint(one: Examined[Complaint]) -> Iterator[Fault]:
    """Yield what came after the end, when nobody judged it anew, and was given no day."""
    days = {line.at for line in one.lines if isinstance(line.fact, facts.CameLater)}
    left = [line for line in _due(one.lines) if line.at not in days]
    since = migrated.since(RULE) if left else None
    for line in left:
        if since is not None and line.at >= since and not _is_read(one, line):
            detail = f"line {line.seq}: what came after the end has no day"
            yield Fault(code="later_lost", where=f"complaint {one.state.id}", detail=detail)


def _due(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with which a day is given: of what comes after the end, or came while somebody read what was there before.

    What tells of a danger, or of a child, is heard at once; of what is rated unsolved somebody takes another look.
    """
    rated = {line.at for line in lines if isinstance(line.fact, facts.Rated)}
    ended = waits = False
    for no, line in enumerate(lines):
        match line.fact:
            case facts.CameLater():
                waits = True
            case facts.ReadLater() as fact:
                waits = False
                seen = seen_by(fact)
                if seen is not None and later.since(lines[:no], seen=seen):
                    yield line
            case facts.Wrote(because=()) | facts.EvidenceAdded() if ended and not waits:
                if line.at not in rated:
                    yield line
            case _:
                pass
        ended = has_ended(line.fact, before=ended)


def _is_read(one: Examined[Complaint], line: Line) -> bool:
    """Say whether a case of theirs was judged then, or yet to begin, or none of them could be read any more."""
    parts = complaint.fold(one.state.id, [past for past in one.lines if past.seq <= line.seq]).parts
    cases = {part.case for part in parts if part.case is not None}
    if not cases or any(part.case is None for part in parts):
        return True
    return any(_is_judged(case, at=line.at) for case in cases) or all(_is_erased(case) for case in cases)


def _is_judged(case: CaseId, *, at: datetime) -> bool:
    """Say whether it was at the moment, or just before: what was written in one moment has no order over two books."""
    lines = read_lines(case)
    books = [past for past in lines if past.at < at], [past for past in lines if past.at <= at]
    return any(not book or later.is_read_anew(case_fold.fold(case, book)) for book in books)


def _is_erased(case: CaseId) -> bool:
    return case_fold.fold(case, read_lines(case)).erased_at is not None
