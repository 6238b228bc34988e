"""How does an order stand?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from ombud.core import enforcement
from ombud.core.facts import Sum
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId
from ombud.store.models import HostOrder

OVER: Final = ("confirmed", "needless", "overridden")
"""States in which nothing is owed any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """An order as it stands."""

    key: str
    case_id: CaseId
    target: UUID
    no: int | None
    do: str
    measure: str
    state: str
    protective: bool
    attempts: int
    made_at: datetime
    due_at: datetime | None
    detail: str
    until: datetime | None
    clause: str | None
    host_decision: str | None
    holds: str | None
    amount: Sum | None
    params: dict[str, Any]
    reached: int | None = None
    confirmed_at: datetime | None = None


def row_of(key: str) -> QuerySet[HostOrder]:
    """Return the query for one order."""
    return HostOrder.objects.filter(bucket=enforcement.bucket_in(key), key=key)


def unnoted(limit: int) -> tuple[OrderRow, ...]:
    """Return orders whose end the case's book does not know yet."""
    rows = HostOrder.objects.filter(noted=False, state__in=("confirmed", "needless", "dead"))
    return tuple(frozen(row) for row in rows[:limit])


def note(key: str, *, state: str) -> None:
    """Remember that the case's book knows of this state."""
    row_of(key).filter(state=state).update(noted=True)


def find(key: str) -> OrderRow:
    """Return an order."""
    row = row_of(key).first()
    if row is None:
        raise Refused(No.NOT_FOUND, key=key)
    return frozen(row)


def of_case(case_id: CaseId) -> tuple[OrderRow, ...]:
    """Return the orders of a case, oldest first."""
    return tuple(
        frozen(row) for row in HostOrder.objects.filter(case_id=case_id).order_by("made_at", "do", "key")
    )


def is_unsettled(case_id: CaseId) -> bool:
    """Say whether the host still owes a case something."""
    return HostOrder.objects.filter(case_id=case_id).exclude(state__in=OVER).exists()


def dead(*, limit: int, after: datetime | None = None) -> tuple[OrderRow, ...]:
    """Return orders that a person must look at, oldest first."""
    rows = HostOrder.objects.filter(state="dead")
    if after is not None:
        rows = rows.filter(made_at__gt=after)
    return tuple(frozen(row) for row in rows.order_by("made_at", "key")[:limit])


def frozen(row: HostOrder) -> OrderRow:
    """Return a row as a value."""
    return OrderRow(
        key=row.key,
        case_id=row.case_id,
        target=row.target,
        no=row.no,
        do=row.do,
        measure=row.measure,
        state=row.state,
        protective=row.protective,
        attempts=row.attempts,
        made_at=row.made_at,
        due_at=row.due_at,
        detail=row.detail,
        until=row.until,
        clause=row.clause,
        host_decision=row.host_decision,
        holds=row.holds,
        amount=None if row.minor is None else Sum(minor=row.minor, currency=row.currency),
        params=row.params or {},
        reached=row.reached,
        confirmed_at=row.confirmed_at,
    )
