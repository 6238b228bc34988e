"""Make the statements of reasons of a time for the Union's database, and say of which decisions there is none, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ombud.core.figures.book import read_case
from ombud.core.figures.periods import Period
from ombud.core.figures.statements import Left, Statement, provisional, statements
from ombud.core.pack.reports import Report
from ombud.core.receipts import number_of
from ombud.store import figures
from ombud.store.figures import Progress

NUMBERED: Final = "K"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a case gave; its number is for people in the house and stands in no statement."""

    case: UUID
    number: str
    what: Statement | Left


def state_reasons(report: Report, *, place: str, period: Period, progress: Progress) -> Iterator[Found]:
    """Yield what each case of the place gives in this time, in the order of the books: the same each time."""
    for told in figures.cases(place, until=period.until, progress=progress):
        book = read_case(told.id, told.lines, until=period.until)
        if book is None or not figures.is_under(book.case, place):
            continue
        pack = figures.law_of(book, place=place)
        made = statements(book, kind=told.kind, pack=pack, report=report, period=period)
        for one in (*made, *provisional(book, pack=pack, period=period)):
            yield Found(case=told.id, number=number_of(told.id, NUMBERED), what=one)
