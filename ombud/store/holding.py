"""What must the host hold on a target, whichever decision asked for it? Settled once, under the lock of its row.

An order gets its meaning when it gets its number and keeps it at every further try, so that its key never means two
things. The cases of this mechanism:
1. A lift of what nothing else requires is a lift.
2. A lift of what something else requires is needless, if the host holds it until just then already.
3. Else it is sent as that other order: apply, until the end that now holds, under the lift's own key.
4. An order that ends before another one's end is sent with the later end: it must not cut the other short.
5. Of measures that are counted each order stands for itself and nobody's end is another's.
"""

from datetime import UTC, datetime
from typing import Final

from django.db.models import Q

from ombud.core import enforcement
from ombud.store.models import Effect, HostOrder

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def settle(row: HostOrder, *, now: datetime) -> bool:
    """End the effects that a lift ends, choose what is told instead; say whether the host has to do anything."""
    same = Effect.objects.filter(bucket=row.bucket, target=row.target, measure=row.measure, lifted=False)
    if row.do == enforcement.LIFT and row.host_decision is None:
        same.filter(case_id=row.case_id, cause=row.cause).update(lifted=True)
    live = list(same.filter(Q(until__isnull=True) | Q(until__gt=now)))
    lasting = max(live, key=lambda effect: effect.until or _NEVER, default=None)
    if row.do == enforcement.APPLY:
        if lasting is not None and row.measure not in enforcement.COUNTED and _end(row) < _end(lasting):
            row.holds = _asked_by(lasting).key
        return True
    if lasting is None:
        return True
    asked = _asked_by(lasting)
    if row.host_decision is not None or row.measure in enforcement.COUNTED or _knows(row, asked):
        return False
    row.holds = asked.key
    return True


def told(row: HostOrder) -> HostOrder:
    """Return the order whose end, clause and ground the host is told: another's where that one holds instead."""
    return row if row.holds is None else HostOrder.objects.get(bucket=row.bucket, key=row.holds)


def _end(one: HostOrder | Effect) -> datetime:
    return one.until or _NEVER


def _asked_by(effect: Effect) -> HostOrder:
    """Return the order that an effect came with."""
    return HostOrder.objects.get(
        bucket=effect.bucket,
        target=effect.target,
        measure=effect.measure,
        case_id=effect.case_id,
        cause=effect.cause,
        do=enforcement.APPLY,
    )


def _knows(row: HostOrder, asked: HostOrder) -> bool:
    """Say whether the host holds a measure until just this order's end, or will hear of it when its turn comes."""
    if asked.no is None and asked.state == "new":
        return True
    line = HostOrder.objects.filter(bucket=row.bucket, target=row.target, measure=row.measure)
    last = line.filter(no__isnull=False, state__in=_TAKEN).filter(_OURS).order_by("-no").first()
    return last is not None and _end(told(last)) == _end(asked)


_TAKEN: Final = ("sent", "accepted", "confirmed")
_OURS: Final = Q(do=enforcement.APPLY) | Q(host_decision__isnull=True)
"""What says how a measure of ours stands; a lift of the host's own decision says nothing of it."""
