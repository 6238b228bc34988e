"""Are the orders those that the case's book gave, and the effects those that the orders make?"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any, Final

from ombud.core import enforcement, facts
from ombud.core.audit import Fault
from ombud.core.besides import BLOCK, LIFTS, TERRITORY, WORDS
from ombud.core.case import Case, OrderState
from ombud.store.checking import Examined, differ


def ordered(fact: object) -> Iterator[tuple[str, facts.Order | None]]:
    """Yield the key of every order that a fact gives, with the order where the fact holds it."""
    match fact:
        case facts.Protected(order=order) | facts.RedressBegun(pause=order):
            yield order.key, order
        case facts.RulePaused(order=order) | facts.RuleResumed(order=order):
            yield order.key, order
        case (
            facts.Decided(orders=several)
            | facts.TookEffect(orders=several)
            | facts.MoneyReturned(orders=several)
            | facts.Reversed(orders=several)
        ):
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
    given: dict[str, list[tuple[datetime, facts.Order | None]]] = defaultdict(list)
    for line in one.lines:
        for key, order in ordered(line.fact):
            given[key].append((line.at, order))
    by_key = {row["key"]: row for row in there}
    yield from _as_told(where, one, by_key)
    yield from _when_told(where, one, given)
    yield from differ("order", where, known=given, there=by_key)
    for key in given.keys() & by_key.keys():
        for said in _differences(by_key[key], given[key], state=one.state.orders.get(key)):
            yield Fault(code="order_differs", where=where, detail=f"{key}: {said}")
    applied = [row for row in there if row["do"] == "apply"]
    yield from differ(
        "effect",
        where,
        known=((row["target"], row["measure"], row["cause"], row["until"]) for row in applied),
        there=((row["target"], row["measure"], row["cause"], row["until"]) for row in effects),
    )
    yield from _lifted(where, there, effects)
    yield from _in_turn(where, one, there)


def _as_told(where: str, one: Examined[Case], by_key: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    """Check that what a row says the host told of an order is what the book says; what was not noted yet may be new."""
    told = {line.fact.key: line.fact for line in one.lines if isinstance(line.fact, facts.Confirmed)}
    for key, row in by_key.items():
        said = told.get(key)
        if said is None and row["state"] in {"confirmed", "needless"}:
            continue
        for name, known in (("reached", said and said.reached), ("confirmed_at", said and said.at)):
            if row[name] != known:
                yield Fault(code="order_differs", where=where, detail=f"{key}: {name} {row[name]}")


def _when_told(
    where: str, one: Examined[Case], given: Mapping[str, Sequence[tuple[datetime, facts.Order | None]]]
) -> Iterator[Fault]:
    """Check that no order was in effect before it was given, or after the host said so."""
    told = ((line, line.fact) for line in one.lines if isinstance(line.fact, facts.Confirmed))
    for line, fact in told:
        first = min((at for at, _ in given.get(fact.key, ())), default=line.at)
        if fact.at is not None and not first <= fact.at <= line.at:
            yield Fault(code="confirmed_wrongly", where=where, detail=f"line {line.seq}: {fact.at}")


def _differences(
    row: dict[str, Any], given: Sequence[tuple[datetime, facts.Order | None]], *, state: OrderState | None
) -> Iterator[str]:
    """Yield what is not as the facts that gave an order tell it."""
    if state is not None and row["state"] not in _STATES[state]:
        yield f"{row['state']}, not {state.value}"
    if state is OrderState.OPEN and row["noted"]:
        yield "noted, but no fact says so"
    if row["made_at"] not in {at for at, _ in given}:
        yield f"made_at {row['made_at']}"
    order = given[-1][1]
    for name in _SAME if order is not None else ():
        if row[name] != getattr(order, name):
            yield f"{name} {row[name]!r}"
    yield from _besides(row, order)
    amount = order.amount if order is not None else None
    if (row["minor"], row["currency"]) != ((amount.minor, amount.currency) if amount else (None, "")):
        yield f"sum {row['minor']} {row['currency']}"


def _besides(row: dict[str, Any], order: facts.Order | None) -> Iterator[str]:
    """Yield what an order does not say besides its measure that it must."""
    said = _said(row["params"])
    if order is not None and order.block and not said.get(BLOCK):
        yield "keeps out no copies"
    if order is not None and list(order.territory) != said.get(TERRITORY, []):
        yield f"territory {said.get(TERRITORY)}"
    if order is not None and (order.words and str(order.words.id)) != said.get(WORDS):
        yield f"words {said.get(WORDS)}"
    if not _ends_its_own(row):
        yield f"lifts {said.get(LIFTS)}"


def _ends_its_own(row: dict[str, Any]) -> bool:
    """Say whether a lift of what is counted names the one that it ends, once it had its turn, and nothing else names any."""
    named = _said(row["params"]).get(LIFTS)
    counts = row["measure"] in enforcement.COUNTED and _lifts(row) and row["no"] is not None
    return enforcement.lift_key(named) == row["key"] if named else not counts


def _said(params: Any) -> Mapping[str, Any]:
    """Return what an order says besides, as the connection reads it: parsed, or as it is written."""
    found: Mapping[str, Any] = json.loads(params) if isinstance(params, str) else params
    return found or {}


def _lifted(where: str, orders: list[dict[str, Any]], effects: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that an effect is lifted if, and only if, its reversal was ordered and had its turn in the target's line."""
    back = {(row["target"], row["measure"], row["cause"]): row for row in orders if _lifts(row)}
    for row in effects:
        key = row["target"], row["measure"], row["cause"]
        if row["lifted"] and key not in back:
            yield Fault(code="effect_differs", where=where, detail=f"{key}: lifted, but nothing ordered it")
        if key in back and not row["lifted"] and _had_its_turn(back[key]):
            yield Fault(code="effect_differs", where=where, detail=f"{key}: should be lifted")


def _in_turn(where: str, one: Examined[Case], there: list[dict[str, Any]]) -> Iterator[Fault]:
    """Check that no order had its turn with a target before one that the host had confirmed when this one was given."""
    given: dict[str, int] = {}
    confirmed: dict[str, int] = {}
    for line in one.lines:
        given |= {key: line.seq for key, _ in ordered(line.fact) if key not in given}
        if isinstance(line.fact, facts.Confirmed):
            confirmed[line.fact.key] = line.seq
    turns = sorted((row["target"], row["no"], row["key"]) for row in there if row["no"] is not None)
    for (target, _, key), (same, _, later) in combinations(turns, 2):
        if target == same and confirmed.get(later, one.state.seq) < given.get(key, 0):
            yield Fault(
                code="order_differs", where=where, detail=f"{key}: its turn was before that of {later}"
            )


def _lifts(row: dict[str, Any]) -> bool:
    """Say whether an order ends an effect of ours; a lift of a host decision ends the host's own."""
    return row["do"] == "lift" and row["host_decision"] is None


def _had_its_turn(row: dict[str, Any]) -> bool:
    return row["no"] is not None or row["state"] == "needless"
