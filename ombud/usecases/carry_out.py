"""Carry out what is due: one order a target, leased and committed, sent without a lock, then its answer written."""

from datetime import datetime
from typing import Final, Literal, assert_never
from uuid import UUID

from ombud.adapters.platform.contract import (
    Accepted,
    Confirmed,
    HostOrder,
    HostSubject,
    Platform,
    RefusedByHost,
    Unreachable,
)
from ombud.core.besides import BLOCK, WORDS
from ombud.core.vocabulary import Role
from ombud.store import alarms, orders, texts
from ombud.store.alarms import Raised
from ombud.store.orders import Leased, OrderRow
from ombud.store.transactions import one_transaction

LOOKED_AT: Final = 32
DEAD: Final = "order_dead"


def carry_out(*, platform: Platform, now: datetime, limit: int = LOOKED_AT, protective: bool = False) -> int:
    """Send orders that are due, at most so many, and return how many; with `protective`, only those that overtake."""
    sent = 0
    for target in orders.due_targets(now=now, limit=LOOKED_AT, protective=protective):
        leased = one_transaction(orders.lease)(target, now=now)
        if leased is not None:
            _settle(leased.order, platform.act(_asked(leased), now=now), now=now)
            sent += 1
        if sent == limit:
            break
    return sent


def _asked(leased: Leased) -> HostOrder:
    """Return what the host is told: a lift in whose place another order holds says that one, under its own key."""
    order, told = leased.order, leased.told
    said = told if order.do == "lift" else order
    do: Literal["apply", "lift"] = "lift" if said.do == "lift" else "apply"
    named = {
        "host_decision": said.host_decision,
        "holds": order.holds if said is told else None,
        "recovers": list(leased.recovers) or None,
        BLOCK: leased.block or None,
        "refunds": leased.refunds and dict(zip(("kind", "id"), leased.refunds, strict=True)),
    }
    return HostOrder(
        key=order.key,
        no=order.no or 0,
        do=do,
        measure=order.measure,
        subject=HostSubject(leased.platform, leased.kind, leased.external),
        until=told.until,
        clause=said.clause,
        params={name: value for name, value in named.items() if value is not None}
        | order.params
        | _words(order),
        amount=said.amount,
    )


def _words(order: OrderRow) -> dict[str, str]:
    """Return what is told to others by an order, unsealed for the host alone; once it is erased the host is told nothing."""
    if WORDS not in order.params:
        return {}
    where = UUID(order.params[WORDS])
    return {WORDS: texts.read_many(order.case_id, (where,)).get(where, "")}


@one_transaction
def _settle(
    order: OrderRow, answer: Confirmed | Accepted | RefusedByHost | Unreachable, *, now: datetime
) -> None:
    """Write what the host said; an order that dies by it alarms a person in the same commit."""
    match answer:
        case Confirmed(detail=detail, reached=reached, at=said_at):
            orders.confirm(order.key, now=now, said_at=said_at, detail=detail, reached=reached)
            alive = True
        case Accepted():
            alive = orders.accepted(order, now=now)
        case RefusedByHost(detail=detail):
            alive = not orders.refuse(order.key, detail=detail)
        case Unreachable(why=why):
            alive = orders.failed(order, now=now, detail=why.value)
        case _:
            assert_never(answer)
    if not alive:
        dead = Raised(
            owner=order.case_id, kind=DEAD, to_role=Role.LEAD, about=order.key, once=now.isoformat()
        )
        alarms.put((dead,), now=now)
