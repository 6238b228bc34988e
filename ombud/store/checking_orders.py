"""Are the orders those that the case's book gave, and the effects those that the orders make?"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ombud.core import enforcement, facts
from ombud.core.audit import Fault
from ombud.core.case import Case, OrderState
from ombud.store.checking import Examined, differ


def ordered(lines: Iterable[facts.Line]) -> Iterator[tuple[str, facts.Order | None]]:
    """Yield the key of every order that a book gave, with the order where the fact holds it."""
    applied: dict[str, facts.Order] = {}
    for line in lines:
        match line.fact:
            case facts.Protected(order=order):
                applied[order.key] = order
                yield order.key, order
            case facts.Decided(orders=several) | facts.Reversed(orders=several):
                yield from ((order.key, order) for order in several)
            case facts.Unprotected(key=key):
                yield enforcement.lift_key(key), None
            case _:
                pass


_SAME: Final = ("do", "measure", "target", "until", "protective", "clause", "host_decision")
_STATES: Final[Mapping[OrderState, frozenset[str]]] = {
    OrderState.OPEN: frozenset({"new", "sent", "accepted", "confirmed", "needless", "dead"}),
    OrderState.CONFIRMED: frozenset({"confirmed", "needless"}),
    OrderState.DEAD: frozenset({"dead", "new", "sent", "accepted", "confirmed", "needless"}),
    OrderState.OVERRIDDEN: frozenset(
        {"overridden", "dead", "new", "sent", "accepted", "confirmed", "needless"}
    ),
}


def orders(
    one: Examined[Case], there: list[dict[str, Any]], *, effects: list[dict[str, Any]]
) -> Iterator[Fault]:
    """Check that every order a book gave lies there as it was given, and that effects follow from orders."""
    where = f"case {one.state.id}"
    given = dict(ordered(one.lines))
    by_key = {row["key"]: row for row in there}
    yield from differ("order", where, known=given, there=by_key)
    for key, order in given.items():
        row = by_key.get(key)
        if row is None:
            continue
        state = one.state.orders.get(key)
        if state is not None and row["state"] not in _STATES[state]:
            yield Fault(code="order_differs", where=where, detail=f"{key}: {row['state']}, not {state.value}")
        if state is OrderState.OPEN and row["noted"]:
            yield Fault(code="order_differs", where=where, detail=f"{key}: noted, but no fact says so")
        for name in _SAME if order is not None else ():
            if row[name] != getattr(order, name):
                yield Fault(code="order_differs", where=where, detail=f"{key}: {name} {row[name]!r}")
    applied = [row for row in there if row["do"] == "apply"]
    yield from differ(
        "effect",
        where,
        known=((row["target"], row["measure"], row["cause"], row["until"]) for row in applied),
        there=((row["target"], row["measure"], row["cause"], row["until"]) for row in effects),
    )
    yield from _lifted(where, there, effects)


def _lifted(where: str, orders: list[dict[str, Any]], effects: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that an effect is lifted if, and only if, its reversal was ordered and had its turn in the target's line."""
    back = {(row["target"], row["measure"], row["cause"]): row for row in orders if _lifts(row)}
    for row in effects:
        key = row["target"], row["measure"], row["cause"]
        if row["lifted"] and key not in back:
            yield Fault(code="effect_differs", where=where, detail=f"{key}: lifted, but nothing ordered it")
        if key in back and not row["lifted"] and _had_its_turn(back[key]):
            yield Fault(code="effect_differs", where=where, detail=f"{key}: should be lifted")


def _lifts(row: dict[str, Any]) -> bool:
    """Say whether an order ends an effect of ours; a lift of a host decision ends the host's own."""
    return row["do"] == "lift" and row["host_decision"] is None


def _had_its_turn(row: dict[str, Any]) -> bool:
    return row["no"] is not None or row["state"] == "needless"
