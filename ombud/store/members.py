"""Which complaints belong to a case?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ombud.core.case import Case
from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store.models import Member

TWO: Final = 2
TOGETHER: Final = 500
"""Members that are read at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joiner:
    """A part of a complaint in a case."""

    complaint: ComplaintId
    part: int


def has(case_id: CaseId, complaint: ComplaintId) -> bool:
    """Say whether the complaint belongs to the case."""
    return Member.objects.filter(bucket=bucket_of(case_id), case_id=case_id, complaint=complaint).exists()


def meant(case: Case, named: ComplaintId | None) -> ComplaintId | None:
    """Return whose complaint is meant: the one that is named, else the only one; refuse one of another case."""
    if named is not None:
        if not has(case.id, named):
            raise Refused(No.NOT_FOUND, complaint=named)
        return named
    joined = {one.complaint for one in first(case.id, limit=TWO)} if case.members else set()
    return joined.pop() if len(joined) == 1 and case.members <= TWO else None


def first(case_id: CaseId, *, limit: int, after: UUID | None = None) -> tuple[Joiner, ...]:
    """Return the members in the order of their ids, a page at a time."""
    rows = Member.objects.filter(bucket=bucket_of(case_id), case_id=case_id)
    if after is not None:
        rows = rows.filter(complaint__gt=after)
    found = rows.order_by("complaint", "part").values_list("complaint", "part")[:limit]
    return tuple(Joiner(complaint=complaint, part=part) for complaint, part in found)


def pages(case_id: CaseId) -> Iterator[tuple[ComplaintId, ...]]:
    """Yield the complaints of a case, so many at a time."""
    after = None
    while page := first(case_id, limit=TOGETHER, after=after):
        yield tuple(one.complaint for one in page)
        after = page[-1].complaint


def everybody(case_id: CaseId) -> tuple[ComplaintId, ...]:
    """Return the complaints of a case, each once."""
    rows = Member.objects.filter(bucket=bucket_of(case_id), case_id=case_id)
    return tuple(rows.order_by("complaint").values_list("complaint", flat=True).distinct())


def untold(case_id: CaseId, *, decision: int, limit: int) -> tuple[Joiner, ...]:
    """Return members that this decision's letter was not made for, in the order of their ids."""
    rows = Member.objects.filter(bucket=bucket_of(case_id), case_id=case_id, told__lt=decision)
    found = rows.order_by("complaint", "part").values_list("complaint", "part")[:limit]
    return tuple(Joiner(complaint=complaint, part=part) for complaint, part in found)


def told(case_id: CaseId, several: Iterable[ComplaintId], *, decision: int) -> frozenset[ComplaintId]:
    """Return those of them that this decision's letter was made for."""
    rows = Member.objects.filter(bucket=bucket_of(case_id), case_id=case_id, complaint__in=tuple(several))
    return frozenset(rows.filter(told__gte=decision).values_list("complaint", flat=True))


def mark_told(case_id: CaseId, *, joined: Iterable[Joiner], decision: int) -> None:
    """Write down that these were told of the decision."""
    complaints = {one.complaint for one in joined}
    rows = Member.objects.filter(bucket=bucket_of(case_id), case_id=case_id, complaint__in=complaints)
    rows.filter(told__lt=decision).update(told=decision)
