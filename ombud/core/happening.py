"""What has happened by a fact, for the clocks? Only what the fact itself does not say by its name."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Decision, OrderState
from ombud.core.facts import Line
from ombud.core.vocabulary import Outcome, Side

COUNTS_FROM: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {"valid_notice": frozenset({"received", "answered"}), "aware": frozenset({"received"})}
)
"""What stands in complainants' own words → the words that it counts from: whoever notes it late gives the house no time."""
ALL_TOLD: Final = "all_told"
"""Everybody who complained has the letter about a decision: what a person asked of us is answered then, not when it is decided."""
UNFOUNDED: Final = frozenset({Outcome.NO_VIOLATION, Outcome.REFUSED})
NOTHING_OWED: Final = ("protected", "removed", "blocked", "reported", "paid_back", "summed_up")
"""What counts as done where a decision finds that there is nothing to protect from, hide, report, pay back or sum up."""


def by_step(case: Case, mark: str, line: Line, *, since: datetime | None) -> Iterable[tuple[str, datetime]]:
    """Yield what a step marks, and after what begins late, what the host had confirmed before and still holds."""
    words = COUNTS_FROM.get(mark, frozenset())
    said = max((at for code, at in case.moved if code in words), default=since or line.at)
    yield mark, said
    confirmed = (one.order for one in case.protections if case.orders[one.order.key] is OrderState.CONFIRMED)
    holds = {event for order in confirmed for event in order.marks or ()} if words else set()
    yield from (
        (code, said) for code in sorted(holds) if any(one == code and at < said for one, at in case.moved)
    )


def settled(case: Case, fact: facts.Decided) -> tuple[str, ...]:
    """Return what a decision leaves nobody to do; what it orders counts when the host confirms it.

    Where whoever complained is lawfully not told, nobody waits for a letter.
    """
    silent = (ALL_TOLD,) if case.is_withheld(Side.COMPLAINANT) else ()
    if fact.outcome in UNFOUNDED:
        return (*NOTHING_OWED, *silent)
    awaited = any("protected" in (order.marks or ()) for order in fact.orders)
    return silent if awaited or case.decisions else ("protected", *silent)


def reasons_due(case: Case, decision: Decision) -> tuple[str, ...]:
    """Return whether an account is owed a letter of reasons from now on, if nothing holds it back."""
    return ("reasons_due",) if case.owes_reasons(decision) else ()
