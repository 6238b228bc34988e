"""Which orders wait for the host, in whose line, and what became of them?

A target's orders are numbered and sent one at a time under the lock of the target's row; nobody holds that lock while
the host is called. The cases of this mechanism:
1. Placing only inserts: order and effect, in the commit of the fact that asks for them. Twice is harmless.
2. A lease moves the order's due time; a worker that dies leaves it due again, with the same key and number.
3. Numbers follow the order of placing; a protective order overtakes what has no number yet, and what is dead.
4. A dead order parks its followers (no due time) until a person revives or overrides it.
5. A lift ends the effects of its own cause under the lock. If another effect of the same measure remains, the order is
   needless, or says the end that now holds (`holding`). An effect that is committed later orders itself later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from ombud.core import besides, enforcement, facts
from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId
from ombud.store import holding
from ombud.store.models import Effect, HostOrder, Subject, Target
from ombud.store.order_rows import (
    OVER,
    OrderRow,
    dead,
    find,
    frozen,
    is_unsettled,
    note,
    of_case,
    row_of,
    unnoted,
)

__all__ = [
    "OVER",
    "Leased",
    "OrderRow",
    "accepted",
    "confirm",
    "dead",
    "due_targets",
    "failed",
    "find",
    "is_unsettled",
    "lease",
    "note",
    "of_case",
    "override",
    "place",
    "refuse",
    "revive",
    "unnoted",
]

LEASE: Final = timedelta(seconds=60)
"""How long a worker may need for one call; longer than the longest a host is waited for."""

ASK_AGAIN: Final = timedelta(minutes=10)
"""When an order that the host only took is asked for again, if no call-back came."""

_QUICK: Final = (5, 15, 60, 300, 900, 3600)
_SLOW: Final = 3 * 3600
PAUSES: Final = tuple(timedelta(seconds=seconds) for seconds in (*_QUICK, *[_SLOW] * 23))
"""After each failed try; three days in all, then the order is dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """An order that one worker may send now, what is told by it, and the host's own names: of its target, of what it refunds.

    `block`: it keeps out copies.
    """

    order: OrderRow
    told: OrderRow
    platform: str
    kind: str
    external: str
    refunds: tuple[str, str] | None
    recovers: tuple[str, ...] = ()
    block: bool = False


# --- placing ------------------------------------------------------------------------------------------------


def place(case_id: CaseId, orders: Iterable[facts.Order], *, cause: str, now: datetime) -> None:
    """Put orders in line, and the effects they bring; for a lift the cause is the one whose effects end."""
    made = tuple(orders)
    HostOrder.objects.bulk_create(
        [
            HostOrder(
                bucket=bucket_of(order.target),
                key=order.key,
                target=order.target,
                do=order.do,
                measure=order.measure,
                clause=order.clause,
                until=order.until,
                host_decision=order.host_decision,
                minor=order.amount.minor if order.amount else None,
                currency=order.amount.currency if order.amount else "",
                params=besides.asked(order),
                case_id=case_id,
                cause=cause,
                protective=order.protective,
                made_at=now,
                due_at=now,
            )
            for order in made
        ],
        ignore_conflicts=True,
    )
    Effect.objects.bulk_create(
        [
            Effect(
                bucket=bucket_of(order.target),
                target=order.target,
                measure=order.measure,
                case_id=case_id,
                cause=cause,
                until=order.until,
            )
            for order in made
            if order.do == enforcement.APPLY
        ],
        ignore_conflicts=True,
    )


# --- the line -----------------------------------------------------------------------------------------------


def due_targets(*, now: datetime, limit: int, protective: bool) -> tuple[UUID, ...]:
    """Return targets with an order that is due, longest due first; a look without a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT target FROM host_order WHERE protective = %s AND due_at <= %s ORDER BY due_at LIMIT %s",
            (protective, now, limit),
        )
        return tuple(dict.fromkeys(target for (target,) in cursor.fetchall()))


def lease(target: UUID, *, now: datetime) -> Leased | None:
    """Take the order of this target that comes next; none if it is being sent, parked, or held by another worker."""
    with transaction.atomic():
        number = _lock(target, skip=True)
        if number is None:
            return None
        row = _next(target, now=now)
        if row is None:
            return None
        if row.no is None:
            if not holding.settle(row, now=now):
                row_of(row.key).update(state="needless", due_at=None, confirmed_at=now)
                return lease(target, now=now)
            row.no = number
            _target(target).update(next_no=number + 1)
        row.state, row.due_at = "sent", now + LEASE
        row_of(row.key).update(
            no=row.no, state=row.state, due_at=row.due_at, holds=row.holds, params=row.params
        )
        subject, paid = Subject.objects.get(bucket=row.bucket, id=target), holding.refunded(row)
        return Leased(
            order=frozen(row),
            told=frozen(holding.told(row)),
            platform=subject.platform,
            kind=subject.kind,
            external=subject.external,
            recovers=holding.recovered(row),
            refunds=None if paid is None else (paid.kind, paid.external),
            block=holding.blocking(row),
        )


def _target(target: UUID) -> QuerySet[Target]:
    return Target.objects.filter(bucket=bucket_of(target), id=target)


def _lock(target: UUID, *, skip: bool) -> int | None:
    """Lock a target's row, making it at need, and return its next number."""
    ours = (bucket_of(target), target)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO target (bucket, id, next_no) VALUES (%s, %s, 1) ON CONFLICT DO NOTHING", ours
        )
        wait = " SKIP LOCKED" if skip else ""
        cursor.execute(f"SELECT next_no FROM target WHERE bucket = %s AND id = %s FOR UPDATE{wait}", ours)  # noqa: S608 - our own words
        found = cursor.fetchone()
    return None if found is None else int(found[0])


def _next(target: UUID, *, now: datetime) -> HostOrder | None:
    line = list(
        HostOrder.objects.filter(bucket=bucket_of(target), target=target)
        .exclude(state__in=OVER)
        .order_by(F("no").asc(nulls_last=True), "made_at", "do", "key")
    )
    if any(row.state == "sent" and row.due_at is not None and row.due_at > now for row in line):
        _push(target, to=now + LEASE, now=now)
        return None
    urgent = next(
        (row for row in line if row.protective and row.due_at is not None and row.due_at <= now), None
    )
    if urgent is not None:
        return urgent
    head = line[0] if line else None
    if any(row.state == "dead" for row in line):
        _push(target, to=None, now=now)
        return None
    if head is not None and head.due_at is not None and head.due_at > now:
        _push(target, to=head.due_at, now=now)
        return None
    return head


def _push(target: UUID, *, to: datetime | None, now: datetime) -> None:
    """Let what is due on this target wait, so that it does not crowd out others; without a time it is parked."""
    rows = HostOrder.objects.filter(bucket=bucket_of(target), target=target, due_at__lte=now)
    rows.exclude(state__in=("sent", "dead", *OVER)).update(due_at=to)


def _pull(target: UUID, *, now: datetime) -> None:
    """Let the line of this target move on, unless an order in it is dead."""
    rows = HostOrder.objects.filter(bucket=bucket_of(target), target=target)
    waiting = rows.filter(state="new", attempts=0)
    if rows.filter(state="dead").exists():
        waiting = waiting.filter(protective=True)
    waiting.filter(Q(due_at__isnull=True) | Q(due_at__gt=now)).update(due_at=now)


# --- what became of it --------------------------------------------------------------------------------------


def confirm(
    key: str,
    *,
    now: datetime,
    said_at: datetime | None = None,
    detail: str = "",
    reached: int | None = None,
) -> bool:
    """Write down that the host did it, whatever was believed before, since when, and how many it told; say whether that is news."""
    with transaction.atomic():
        row = _locked(key)
        if row.state in ("confirmed", "needless"):
            return False
        at = enforcement.done_at(said_at, made_at=row.made_at, now=now)
        said = {"detail": detail[:200], "reached": reached, "confirmed_at": at}
        row_of(key).update(state="confirmed", due_at=None, noted=False, **said)
        _pull(row.target, now=now)
        return True


def accepted(leased: OrderRow, *, now: datetime) -> bool:
    """Write down that the host took it; after the last time of asking it is dead. Say whether it still lives."""
    return _again(leased, state="accepted", pause=ASK_AGAIN, detail="accepted", now=now)


def failed(leased: OrderRow, *, now: datetime, detail: str) -> bool:
    """Write down that nobody knows; say whether it will be tried again."""
    pause = PAUSES[min(leased.attempts, len(PAUSES) - 1)]
    return _again(leased, state="new", pause=pause, detail=detail, now=now)


def _again(leased: OrderRow, *, state: str, pause: timedelta, detail: str, now: datetime) -> bool:
    with transaction.atomic():
        row = _locked(leased.key)
        if row.state != "sent" or row.attempts != leased.attempts:
            return True
        if row.attempts >= len(PAUSES):
            return not _die(row, detail=detail)
        row_of(row.key).update(
            state=state, attempts=row.attempts + 1, due_at=now + pause, detail=detail[:200]
        )
        return True


def refuse(key: str, *, detail: str) -> bool:
    """Write down that the host will not do it; say whether it is dead by this."""
    with transaction.atomic():
        row = _locked(key)
        return row.state not in (*OVER, "dead") and _die(row, detail=detail)


def _die(row: HostOrder, *, detail: str) -> bool:
    row_of(row.key).update(state="dead", due_at=None, noted=False, detail=detail[:200])
    return True


def override(key: str, *, case_id: CaseId, now: datetime) -> None:
    """Give an order up by a lead's word and let its followers go."""
    with transaction.atomic():
        row = _locked(key)
        if row.case_id != case_id:
            raise Refused(No.NOT_FOUND, key=key)
        if row.state in OVER:
            raise Refused(No.ALREADY_DONE, state=row.state)
        row_of(key).update(state="overridden", due_at=None, noted=True)
        _pull(row.target, now=now)


def revive(key: str, *, now: datetime) -> None:
    """Try a dead or waiting order again at once, with all its tries before it."""
    with transaction.atomic():
        row = _locked(key)
        if row.state in OVER:
            raise Refused(No.ALREADY_DONE, state=row.state)
        row_of(key).update(state="new", attempts=0, due_at=now, detail="")
        _pull(row.target, now=now)


def _locked(key: str) -> HostOrder:
    """Return an order's row, with its target's row locked."""
    found = row_of(key).first()
    if found is None:
        raise Refused(No.NOT_FOUND, key=key)
    _lock(found.target, skip=False)
    return row_of(key).get()
