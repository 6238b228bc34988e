"""Which rows lie beside the book of a case for the clauses that it was decided under, and that were paused from it?"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ombud.core.case import Case
from ombud.core.clauses import uses
from ombud.core.ids import bucket_of
from ombud.store import bulk
from ombud.store.models import ClauseUse, DoubtRow

Rows = list[Mapping[str, Any]]


def use_rows(case: Case) -> Rows:
    """Return the decisions under clauses that must lie beside a case's book."""
    key = {"bucket": bucket_of(case.id), "case_id": case.id}
    return [key | asdict(one) for one in uses(case)]


def doubt_rows(case: Case) -> Rows:
    """Return the paused clauses that must lie beside a case's book."""
    key = {"bucket": bucket_of(case.id), "case_id": case.id}
    return [key | asdict(one) for one in case.doubts]


def save(case: Case, *, before: Case | None) -> None:
    """Write what changed about the clauses that a case was decided under."""
    if _told(case) == (_told(before) if before else ((), (), None, ())):
        return
    bulk.upsert(ClauseUse, use_rows(case), key=("bucket", "case_id", "no"))
    bulk.upsert(DoubtRow, doubt_rows(case), key=("bucket", "case_id", "seq"))


def _told(case: Case) -> tuple[object, ...]:
    return case.decisions, case.appeals, case.erased_at, case.doubts
