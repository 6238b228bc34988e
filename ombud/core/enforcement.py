"""What must the host do so that a decision holds? Orders, made of facts; nothing here is carried out.

An order's key is a digest of case, cause, measure, target and direction: the same fact makes the same key, so doing it
twice is harmless. Its first byte is the target's bucket, so that a call-back by key touches one bucket. A lift's key is
made of the key it lifts, so that whoever knows the one can derive the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case, Decision, OrderState
from ombud.core.ids import bucket_of
from ombud.core.pack.kinds import REMOVAL_ORDERED, STRIKE
from ombud.core.pack.types import Measure, Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OVERTURNS, CaseId

APPLY: Final = "apply"
LIFT: Final = "lift"
RESTORE: Final = "R"
"""Chosen about a host decision it undoes every effect of that decision."""

COUNTED: Final = frozenset({"L3", "L5", "L7", "B"})
"""Of these each order stands for itself: two strikes are two, and what is withheld in one place by one order and in another by a
second stays withheld in both. Of every other measure a target bears one at a time."""

RESTORED: Final = "restored"
"""What is marked where something is seen again."""

REMOVED: Final = "removed"
ALL_REMOVED: Final = "all_removed"
REMOVAL_UNDONE: Final = "removal_undone"
"""All that decisions had the host put out of sight is; and all of it was taken back."""

_WAITS: Final = frozenset({OrderState.OPEN, OrderState.DEAD})

OUT_OF_SIGHT: Final = frozenset({"removed", "blocked"})
"""What is marked where the thing complained of is seen no longer: at all, or where an order holds."""

_DIGITS: Final = 40
_KEY_LENGTH: Final = 2 + _DIGITS


@dataclass(frozen=True, slots=True, kw_only=True)
class HostEffect:
    """An effect of a decision the host made by itself."""

    host_decision: str
    measure: str
    target: UUID
    until: datetime | None = None


def cause_of(decision: int) -> str:
    """Return what the effects of a decision are filed under."""
    return f"decision-{decision}"


def order_key(case_id: CaseId, *, cause: str, measure: str, target: UUID, do: str) -> str:
    """Return the key of an order."""
    return _keyed(bucket_of(target), "order", case_id.hex, cause, measure, target.hex, do)


def lift_key(key: str) -> str:
    """Return the key of the order that lifts what this key applied."""
    return _keyed(bucket_in(key), "lift", key)


def refund_key(account: UUID, payment: UUID) -> str:
    """Return the key of the order that gives a payment back: one for each payment, whichever case it is given back in."""
    return _keyed(bucket_of(account), "refund", account.hex, payment.hex)


def is_key(key: str) -> bool:
    """Say whether this could be a key of ours."""
    return len(key) == _KEY_LENGTH and set(key) <= set("0123456789abcdef")


def bucket_in(key: str) -> int:
    """Return the bucket of an order's target; refuse what is no key of ours."""
    if not is_key(key):
        raise Refused(No.NOT_FOUND, key=key[:_KEY_LENGTH])
    return int(key[:2], 16)


def _keyed(bucket: int, *parts: str) -> str:
    return f"{bucket:02x}{sha256(chr(0).join(parts).encode()).hexdigest()[:_DIGITS]}"


def removes(orders: Iterable[facts.Order]) -> tuple[str, ...]:
    """Return whether these orders put something out of sight: the host has to say that nobody sees it any more."""
    return (REMOVAL_ORDERED,) if any(_removes(one) for one in orders) else ()


def _removes(order: facts.Order) -> bool:
    return order.do == APPLY and REMOVED in (order.marks or ())


def removals_over(before: Case, after: Case) -> tuple[str, ...]:
    """Return how it ended, now that of all that decisions had the host put out of sight nothing is open any more.

    Nobody sees what was to vanish; or all of it was taken back or dropped. Nothing where something was open before and is, or
    where nothing was: it had ended.
    """
    if not _open(before) or _open(after):
        return ()
    left = [one.key for one in _removals(after) if not is_undone(after, one.key)]
    return (ALL_REMOVED,) if left else (REMOVAL_UNDONE,)


def given_up_removal(case: Case, key: str) -> tuple[str, ...]:
    """Return what is missed once a lead waits for this order no more: all that was ordered out of sight is not, in time."""
    removal = any(one.key == key for one in _removals(case))
    return (ALL_REMOVED,) if removal and not is_undone(case, key) else ()


def done_at(said: datetime | None, *, made_at: datetime, now: datetime) -> datetime:
    """Return since when an order was in effect: when the host says, never before it was given nor after we heard; else when we heard."""
    return now if said is None else min(max(said, made_at), now)


def still_waits(case: Case, mark: str) -> bool:
    """Say whether something that was ordered for this, and not taken back, waits for the host: one of several is not all."""
    return any(case.orders.get(key) in _WAITS for key in _for(case, mark))


def last_done(case: Case, mark: str) -> datetime | None:
    """Return when the last of what was ordered for this, and stands, was in effect."""
    return max((case.confirmed_at[key] for key in _for(case, mark) if key in case.confirmed_at), default=None)


def _for(case: Case, mark: str) -> Iterable[str]:
    """Yield the keys of what was ordered for this, for now or by a decision, and was not taken back."""
    yield from (one.order.key for one in case.protections if mark in (one.order.marks or ()))
    decided = (one for one in _ordered(case) if one.do == APPLY and mark in (one.marks or ()))
    yield from (one.key for one in decided if not is_undone(case, one.key))


def _removals(case: Case) -> tuple[facts.Order, ...]:
    return tuple(one for one in _ordered(case) if _removes(one))


def _ordered(case: Case) -> Iterable[facts.Order]:
    return (one for past in case.decisions for one in past.orders)


def _open(case: Case) -> bool:
    """Say whether something that was ordered out of sight, and not taken back, waits for the host."""
    waits = [one.key for one in _removals(case) if case.orders.get(one.key) in _WAITS]
    return any(not is_undone(case, key) for key in waits)


def is_undone(case: Case, key: str) -> bool:
    """Say whether an order was taken back: lifted, by whichever line, or dropped before it was carried out."""
    return lift_key(key) in case.orders or any(key in fact.dropped for fact in case.undone)


def marks_of(case: Case, key: str) -> tuple[str, ...]:
    """Return what an order of a decision is for: what clocks count to."""
    made = next((one for past in case.decisions for one in past.orders if one.key == key), None)
    return () if made is None else made.marks or ()


def orders_of(
    case: Case,
    *,
    no: int,
    chosen: Iterable[facts.Chosen],
    clause: str | None,
    pack: Pack,
    host: Iterable[HostEffect] = (),
    announced: Iterable[facts.Order] = (),
    granted: bool = False,
) -> tuple[facts.Order, ...]:
    """Return what the host must do for the measures of a decision; what already holds in this case is not repeated.

    Nor is what was announced and waits for its day. Where it is `granted` a sum goes back to whoever asked.
    """
    held = (order for past in standing(case) for order in _held(case, past))
    later = tuple(announced)
    holding = {_what(order) for order in (*held, *later)}
    effects = tuple(host)
    waits = {(order.host_decision, order.target) for order in later if order.host_decision}
    made: dict[str, facts.Order] = {}
    for one in chosen:
        entry = pack.measure(one.measure)
        if entry is None or not entry.to_host or _what(one) in holding:
            continue
        if (one.host_decision, one.target) in waits:
            continue
        for order in _orders(case, one, no=no, clause=clause, host=effects, entry=entry):
            made.setdefault(order.key, _paid(order, entry) if granted else order)
    return tuple(made.values())


def _what(
    one: facts.Order | facts.Chosen,
) -> tuple[str, UUID, datetime | None, tuple[str, ...]]:
    return one.measure, one.target, one.until, one.territory


def _orders(
    case: Case,
    chosen: facts.Chosen,
    *,
    no: int,
    clause: str | None,
    host: tuple[HostEffect, ...],
    entry: Measure,
) -> Iterable[facts.Order]:
    undone = [
        facts.Chosen(measure=effect.measure, target=effect.target, host_decision=effect.host_decision)
        for effect in host
        if _gives_back(chosen, effect)
    ]
    if not undone and chosen.measure != STRIKE:
        made = _order(case, chosen, no=no, do=APPLY, clause=clause)
        return (replace(made, marks=_marks(case, entry, target=chosen.target)),)
    return (_order(case, one, no=no, do=LIFT, clause=clause) for one in undone)


def _paid(order: facts.Order, entry: Measure) -> facts.Order:
    """Return an order that gives a sum to whoever asked, with what has happened once the host did that."""
    pays = order.amount is not None and entry.marks_granted
    return replace(order, marks=(*(order.marks or ()), *entry.marks_granted)) if pays else order


def _marks(case: Case, entry: Measure, *, target: UUID) -> tuple[str, ...] | None:
    """Return what has happened once the host did it; acting on an account hides the account, not what a case is about."""
    if entry.marks is None or entry.scope == "item" or target == case.subject:
        return entry.marks
    return tuple(mark for mark in entry.marks if mark not in OUT_OF_SIGHT)


def hides(order: facts.Order) -> bool:
    """Say whether an order took something out of sight, as far as the rules it was made by said anything."""
    return order.marks is None or not OUT_OF_SIGHT.isdisjoint(order.marks)


def would_hide(case: Case, chosen: facts.Chosen, *, pack: Pack) -> bool:
    """Say whether a measure would take what the case is about out of sight."""
    entry = pack.measure(chosen.measure)
    marks = None if entry is None else _marks(case, entry, target=chosen.target)
    return not OUT_OF_SIGHT.isdisjoint(marks or ())


def _gives_back(one: facts.Chosen | facts.Order, effect: HostEffect) -> bool:
    """Say whether a measure undoes an effect of a host decision; of what it took a strike's end touches the account's part alone."""
    if effect.host_decision != one.host_decision:
        return False
    return one.measure in {RESTORE, effect.measure} or (one.measure == STRIKE and one.target == effect.target)


def given_back(case: Case) -> tuple[facts.Order, ...]:
    """Return the orders by which this case undoes host decisions; a grant that was overturned gives nothing back."""
    back: tuple[facts.Order, ...] = ()
    for past in case.decisions:
        kept = () if past.proposal.ruling in OVERTURNS else back
        back = (*kept, *(one for one in past.orders if one.host_decision and _is_back(one)))
    return back


def _is_back(order: facts.Order) -> bool:
    return order.do == LIFT or order.measure == RESTORE


def gives_back(case: Case, effect: HostEffect) -> bool:
    """Say whether this case undoes an effect of a host decision, by name of the whole or this measure on this target."""
    return any(
        _gives_back(one, effect) and (one.measure == RESTORE or one.target == effect.target)
        for one in given_back(case)
    )


def taken_back(
    case: Case,
    *,
    no: int,
    keep: Iterable[facts.Chosen],
    clause: str | None,
    host: Iterable[HostEffect],
    now: datetime,
) -> tuple[facts.Order, ...]:
    """Return the orders that put the host's own decision in force again after the grant that reversed it was overturned.

    Not what this decision gives back too, nor what it chooses itself, nor what would have ended by now; what another
    case still gives back must not be in `host`.
    """
    kept = tuple(keep)
    chosen = {(one.measure, one.target) for one in kept}
    made: dict[str, facts.Order] = {}
    for effect in host:
        ended = effect.until is not None and effect.until <= now
        rules = any(_gives_back(one, effect) for one in kept) or (effect.measure, effect.target) in chosen
        if ended or rules or not gives_back(case, effect):
            continue
        one = facts.Chosen(
            measure=effect.measure,
            target=effect.target,
            until=effect.until,
            host_decision=effect.host_decision,
        )
        order = _order(case, one, no=no, do=APPLY, clause=clause)
        made.setdefault(order.key, order)
    return tuple(made.values())


def _order(case: Case, chosen: facts.Chosen, *, no: int, do: str, clause: str | None) -> facts.Order:
    cause = f"{cause_of(no)}/{chosen.host_decision or ''}"
    return facts.Order(
        key=order_key(case.id, cause=cause, measure=chosen.measure, target=chosen.target, do=do),
        do=do,
        measure=chosen.measure,
        target=chosen.target,
        until=chosen.until,
        clause=clause,
        host_decision=chosen.host_decision,
        amount=chosen.amount if do == APPLY else None,
        block=chosen.block and do == APPLY,
        territory=chosen.territory if do == APPLY else (),
        words=chosen.words if do == APPLY else None,
    )


def protective_order(case: Case, entry: Measure, *, target: UUID, until: datetime) -> facts.Order:
    """Return the order for a provisional measure; its key is the cause its effect is filed under."""
    key = order_key(case.id, cause=f"protection-{case.seq + 1}", measure=entry.code, target=target, do=APPLY)
    return facts.Order(
        key=key,
        do=APPLY,
        measure=entry.code,
        target=target,
        until=until,
        protective=True,
        marks=_marks(case, entry, target=target),
    )


def lifts(_case: Case, orders: Iterable[facts.Order]) -> tuple[facts.Order, ...]:
    """Return the orders that undo these; what was lifted for somebody stays lifted."""
    return tuple(
        facts.Order(
            key=lift_key(order.key),
            do=LIFT,
            measure=order.measure,
            target=order.target,
            marks=(RESTORED,) if hides(order) else None,
        )
        for order in orders
        if order.do == APPLY and order.measure != RESTORE
    )


def reversals(
    case: Case, decision: Decision, *, keep: Iterable[facts.Chosen] = ()
) -> tuple[facts.Order, ...]:
    """Return the orders that undo a decision, but for what is chosen again and what was undone before."""
    kept = {_what(one) for one in keep}
    return lifts(case, (order for order in _held(case, decision) if _what(order) not in kept))


def seen_again(case: Case, decision: Decision) -> tuple[facts.Order, ...]:
    """Return the orders that undo what a decision hid, and nothing else of it."""
    return lifts(case, (order for order in _held(case, decision) if hides(order)))


def standing(case: Case) -> tuple[Decision, ...]:
    """Return the decisions of a case that still hold something in force, oldest first."""
    return tuple(past for past in case.decisions if _held(case, past))


def _held(case: Case, decision: Decision) -> tuple[facts.Order, ...]:
    """Return what a decision applied and nobody ordered undone."""
    return tuple(
        order
        for order in decision.orders
        if order.do == APPLY and order.measure != RESTORE and lift_key(order.key) not in case.orders
    )
