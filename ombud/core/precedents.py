"""How were matters like this one decided before? Codes and days only: whose case it was is nobody's to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core.case import Case
from ombud.core.vocabulary import OVERTURNS

FEWEST: Final = 3
"""Whoever decides should see at least so many, where there are so many."""
MOST: Final = 6
"""More than these nobody reads."""
LOOKED_AT: Final = 24
"""So many of the newest of a kind are looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """How a case of the same kind ended: when, by which clause, what was found and done, and how often it fell on appeal."""

    at: datetime
    clause: str | None
    outcome: str
    measures: tuple[str, ...]
    appealed: bool
    overturned: bool


def of(case: Case) -> Precedent | None:
    """Return what a case teaches by its last decision; nothing while it is undecided or judged anew."""
    decision = case.decision
    if decision is None or case.on_appeal:
        return None
    rulings = [past.proposal.ruling for past in case.decisions]
    said = decision.proposal
    return Precedent(
        at=decision.at,
        clause=said.clause,
        outcome=said.outcome,
        measures=tuple(dict.fromkeys(one.measure for one in said.measures)),
        appealed=any(rulings),
        overturned=any(one in OVERTURNS for one in rulings),
    )


def closest(found: Iterable[Precedent], *, clause: str) -> tuple[Precedent, ...]:
    """Return the few to show: those under the same clause first, the newest before the older."""
    newest = sorted(found, key=lambda one: one.at, reverse=True)
    return tuple(sorted(newest, key=lambda one: bool(clause) and one.clause != clause)[:MOST])
