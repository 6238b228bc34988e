"""Count what a law has published of a time: complaints, decisions, appeals and how long they took."""

from typing import Any

from ombud.core.figures.book import read_case
from ombud.core.figures.complaints import Complaints, read_complaint
from ombud.core.figures.periods import Period
from ombud.core.figures.transparency import Transparency
from ombud.core.pack.reports import Makes, Report
from ombud.store import figures
from ombud.store.figures import Progress


def count_up(report: Report, *, place: str, period: Period, progress: Progress) -> dict[str, Any]:
    """Return the figures of a report as plain data; the same time gives the same once it is over."""
    counted = _begin(report, place=place, period=period)
    came = figures.complaints(place, until=period.until, progress=progress)
    for complaint in filter(None, (read_complaint(told.lines, until=period.until) for told in came)):
        counted.add_complaint(complaint)
    begun = figures.cases(place, until=period.until, progress=progress)
    for case in filter(None, (read_case(told.id, told.lines, until=period.until) for told in begun)):
        if figures.is_under(case.case, place):
            counted.add_case(case)
    return counted.figures()


def _begin(report: Report, *, place: str, period: Period) -> Complaints | Transparency:
    if report.makes == Makes.TRANSPARENCY:
        return Transparency(
            report=report, period=period, law_of=lambda book: figures.law_of(book, place=place)
        )
    return Complaints(report=report, period=period)
