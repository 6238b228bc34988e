"""Prove that the whole database is what its books say, and that nothing is lost in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from ombud.core.audit import Fault
from ombud.core.refusals import Refused
from ombud.store import checking, checking_beside, checking_looks, checking_passes

SLACK: Final = timedelta(minutes=15)
"""How late a chore may be before a step that is due counts as lost."""

Progress = Callable[[str, int], None]
"""Called with the part that is being checked and how many of it were checked since the last call."""


@dataclass(slots=True)
class Report:
    """What was checked and what was found."""

    complaints: int = 0
    cases: int = 0
    lines: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Say whether nothing was found."""
        return not self.faults


def verify(*, now: datetime, progress: Progress = lambda _part, _count: None) -> Report:
    """Check chains, folds, rows, hands, orders, effects, letters, next steps, files, packs and subjects; never repair."""
    report = Report()
    for book in ("complaint", "case"):
        for batch in _batches(checking.heads(book)):
            _check_batch(book, batch, report=report, now=now)
            progress(book, len(batch))
    for part, one in checking_passes.PASSES.items():
        for checked, faults in one.walk():
            report.faults.extend(faults)
            progress(part, checked)
    for part, look in checking_looks.LOOKS.items():
        report.faults.extend(look(now - SLACK))
        progress(part, 1)
    return report


def _batches(
    rows: Iterator[tuple[UUID, dict[str, object]]],
) -> Iterator[list[tuple[UUID, dict[str, object]]]]:
    while batch := list(islice(rows, checking.BATCH)):
        yield batch


def _check_batch(
    book: str,
    batch: list[tuple[UUID, dict[str, object]]],
    *,
    report: Report,
    now: datetime,
) -> None:
    lines = checking.stored_lines(stream for stream, _ in batch)
    examined: list[checking.Examined[Any]] = []
    for stream, row in batch:
        stored = lines.get(stream, ())
        report.lines += len(stored)
        faults, one = checking.examine(book, stream, stored, row=row)
        report.faults.extend(faults)
        if one is not None:
            examined.append(one)
    if book == "case":
        report.cases += len(batch)
        beside = checking_beside.beside_cases(examined, late=now - SLACK)
    else:
        report.complaints += len(batch)
        beside = checking_beside.beside_complaints(examined, late=now - SLACK)
    report.faults.extend(_as_far_as_packs_hold(beside, book=book))


def _as_far_as_packs_hold(found: Iterator[Fault], *, book: str) -> Iterator[Fault]:
    """Yield what is found; where a pack is gone or broken, say that the rest of these books could not be judged."""
    try:
        yield from found
    except Refused as no:
        yield Fault(code="pack_missing", where=f"{book} books", detail=f"not all could be judged: {no}")
