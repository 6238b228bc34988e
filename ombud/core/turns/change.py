"""What may one line change of a case, and in which common ways?"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from ombud.core import facts
from ombud.core.case import Case, Held, OrderState
from ombud.core.facts import Line
from ombud.core.vocabulary import AgentId, Hand

Change: TypeAlias = dict[str, Any]
Turn: TypeAlias = Callable[[Case, Line, Any], Change]


def hands_reviewing(case: Case, agent: AgentId) -> frozenset[Held]:
    """Return the hands of somebody who looks again at every decision so far; none before the first."""
    return frozenset(Held(decision=past.no, agent=agent, role=Hand.REVIEWS) for past in case.decisions)


def event_at(case: Case, code: str, line: Line) -> Change:
    """Let one thing have happened, for the clocks and whatever counts from it."""
    return events_at(case, (code,), line)


def events_at(case: Case, codes: Iterable[str], line: Line) -> Change:
    """Let several things have happened at once, in this order."""
    return {"moved": (*case.moved, *((code, line.at) for code in codes))}


def with_orders(case: Case, orders: Iterable[facts.Order]) -> Mapping[str, OrderState]:
    """Return the orders of a case and these, which are open unless more is known of them already."""
    return MappingProxyType({**{order.key: OrderState.OPEN for order in orders}, **case.orders})


def agent_of(by: str) -> AgentId | None:
    """Return who of the house acted, or nobody: a party, a chore, the host."""
    kind, _, name = by.partition(":")
    return AgentId(name) if kind == "agent" else None
