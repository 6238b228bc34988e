"""What must the host hold on a target, whichever decision asked for it? Settled once, under the lock of its row.

An order gets its meaning when it gets its number and keeps it at every further try, so that its key never means two
things. The cases of this mechanism:
1. A lift of what nothing else requires is a lift.
2. A lift of what something else requires is needless, if the host holds it until just then already.
3. Else it is sent as that other order: apply, until the end that now holds, under the lift's own key.
4. An order that ends before another one's end is sent with the later end: it must not cut the other short.
5. Of measures that are counted each order stands for itself and nobody's end is another's: a lift names the one that ends (`lifts`).
6. A restoration ends what nothing requires any more, and names both this and what stays (`besides`).
7. What gives money back names the thing that was paid for, never a person.
8. What gives an account back names what ends with it (`recovers`).
9. What holds in some territories alone names them; each such order stands for itself, as what is counted does (5).
10. What takes back a change of an account names what others hold in force on it (`keeps`): that must not end by it.
"""

from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from ombud.core import besides, enforcement, facts
from ombud.core.ids import bucket_of
from ombud.core.pack.kinds import UNDO
from ombud.core.vocabulary import CaseId, SubjectId
from ombud.store.ledger import read_case
from ombud.store.models import Effect, HostOrder, Subject
from ombud.store.order_rows import OVER, row_of

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def settle(row: HostOrder, *, now: datetime) -> bool:
    """End the effects that a lift ends, choose what is told instead; say whether the host has to do anything."""
    same = Effect.objects.filter(bucket=row.bucket, target=row.target, measure=row.measure, lifted=False)
    if row.do == enforcement.LIFT and row.host_decision is None:
        same.filter(case_id=row.case_id, cause=row.cause).update(lifted=True)
        if row.measure in enforcement.COUNTED:
            row.params = {besides.LIFTS: _lifted(row)}
    if row.measure in enforcement.COUNTED:
        return True
    live = list(same.filter(lasts(now)))
    lasting = max(live, key=lambda effect: effect.until or _NEVER, default=None)
    if row.do == enforcement.APPLY:
        row.params = _besides(row, live, now=now)
        if lasting is not None and _end(row) < _end(lasting):
            row.holds = _asked_by(lasting).key
        return True
    if lasting is None:
        return True
    asked = _asked_by(lasting)
    if row.host_decision is not None or _knows(row, asked):
        return False
    row.holds = asked.key
    return True


def _lifted(row: HostOrder) -> str:
    """Return the key of the very order that a lift ends."""
    line = HostOrder.objects.filter(bucket=row.bucket, target=row.target, measure=row.measure)
    applied = line.filter(do=enforcement.APPLY, case_id=row.case_id)
    return next(key for key in applied.values_list("key", flat=True) if enforcement.lift_key(key) == row.key)


def _besides(row: HostOrder, live: list[Effect], *, now: datetime) -> dict[str, Any] | None:
    """Return what an order that applies something says besides; copies stay out while anything in force asks for it."""
    if row.measure == UNDO:
        return {"keeps": sorted(_kept(row, now=now))}
    if row.measure != enforcement.RESTORE:
        blocks = _blocks(row) or any(_wants(_asked_by(effect)) for effect in live)
        return {**(row.params or {}), **({besides.BLOCK: True} if blocks else {})} or None
    line = HostOrder.objects.filter(bucket=row.bucket, target=row.target)
    ordered = line.filter(do=enforcement.APPLY, no__isnull=False)
    return besides.restored(ordered.values_list("measure", flat=True), _required(row, now=now))


def _kept(row: HostOrder, *, now: datetime) -> set[str]:
    """Return the measures that other cases hold in force on the account whose change an order takes back."""
    account = read_case(row.case_id).subject
    if account is None:
        return set()
    there = in_force(account, at=now)
    return set(there.exclude(case_id=row.case_id).values_list("measure", flat=True)) - {enforcement.RESTORE}


def is_held(key: str, *, at: datetime) -> bool:
    """Say whether what an order applied is still in force: a look without a lock."""
    row = row_of(key).filter(do=enforcement.APPLY).first()
    if row is None:
        return False
    mine = in_force(row.target, at=at).filter(measure=row.measure, case_id=row.case_id, cause=row.cause)
    return mine.exists()


def _required(row: HostOrder, *, now: datetime) -> set[str]:
    """Return the measures that something in force requires of a target; what is in line to be lifted requires nothing."""
    there = in_force(row.target, at=now)
    falling = HostOrder.objects.filter(bucket=row.bucket, target=row.target, do=enforcement.LIFT)
    ends = set(
        falling.filter(host_decision=None).exclude(state__in=OVER).values_list("measure", "case_id", "cause")
    )
    live = there.values_list("measure", "case_id", "cause")
    return {what[0] for what in live if what not in ends}


def is_required_elsewhere(order: facts.Order, *, case_id: CaseId, at: datetime) -> bool:
    """Say whether another case still requires what an order had applied: a look without a lock."""
    return in_force(order.target, at=at).filter(measure=order.measure).exclude(case_id=case_id).exists()


def in_force(target: SubjectId, *, at: datetime) -> QuerySet[Effect]:
    """Return what a target bears at a moment, by whatever decision."""
    return Effect.objects.filter(bucket=bucket_of(target), target=target, lifted=False).filter(lasts(at))


def lasts(now: datetime) -> Q:
    """Return what is so of an effect that has not ended by itself by then."""
    return Q(until__isnull=True) | Q(until__gt=now)


def told(row: HostOrder) -> HostOrder:
    """Return the order whose end, clause and ground the host is told: another's where that one holds instead."""
    return row if row.holds is None else HostOrder.objects.get(bucket=row.bucket, key=row.holds)


def recovered(row: HostOrder) -> tuple[str, ...]:
    """Return what an order ends beside its measure, where it gives an account back."""
    return besides.recovers(read_case(row.case_id), row.key) if row.measure == enforcement.RESTORE else ()


def blocking(row: HostOrder) -> bool:
    """Say whether what is told keeps out copies: an order as it was settled, one in whose place another holds as that one wants."""
    return _blocks(row) if row.do == enforcement.APPLY else row.holds is not None and _wants(told(row))


def refunded(row: HostOrder) -> Subject | None:
    """Return what an order gives money back for, if it does."""
    about = None if row.minor is None else besides.refunds(read_case(row.case_id), row.key)
    return None if about is None else Subject.objects.get(bucket=bucket_of(about), id=about)


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
    return last is not None and (_end(told(last)), _blocks(last)) == (_end(asked), _wants(asked))


def _blocks(row: HostOrder) -> bool:
    """Say whether an order is sent as one that keeps out copies, for itself or for another that holds."""
    return bool((row.params or {}).get(besides.BLOCK))


def _wants(row: HostOrder) -> bool:
    """Say whether an order keeps out copies for itself."""
    return _blocks(row) and besides.blocks(read_case(row.case_id), row.key)


_TAKEN: Final = ("sent", "accepted", "confirmed")
_OURS: Final = Q(do=enforcement.APPLY) | Q(host_decision__isnull=True)
"""What says how a measure of ours stands; a lift of the host's own decision says nothing of it."""
