"""How were matters like this one decided before? Codes and days only: whose case it was is nobody's to know."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core.case import Case
from ombud.core.vocabulary import OVERTURNS

US: Final = "us"
HOST: Final = "host"
FEWEST: Final = 3
"""Whoever decides should see at least so many, where there are so many."""
MOST: Final = 6
"""More than these nobody reads."""
LOOKED_AT: Final = 24
"""So many of the newest of a kind are looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """How a like matter ended: when, by which clause, what was found and done, and whether it fell afterwards; `by` us, or the host."""

    at: datetime
    clause: str | None
    outcome: str
    measures: tuple[str, ...]
    appealed: bool
    overturned: bool
    by: str = US


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """So many like matters ended in one way."""

    by: str
    outcome: str
    measures: tuple[str, ...]
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedents:
    """How others of a kind ended, and how content under the clauses that are in question here was decided, by us and by the host."""

    alike: tuple[Precedent, ...] = ()
    under: tuple[Precedent, ...] = ()
    ways: tuple[Outcome, ...] = ()

    @property
    def differ(self) -> bool:
        """Return whether the same clause led to different ends: what fell afterwards is no way to end."""
        return len({(one.outcome, one.measures) for one in self.ways}) > 1


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


def ways(found: Iterable[Precedent]) -> tuple[Outcome, ...]:
    """Return in which ways matters ended that stand, the most frequent first."""
    counted = Counter((one.by, one.outcome, one.measures) for one in found if not one.overturned)
    return tuple(
        Outcome(by=by, outcome=outcome, measures=measures, n=n)
        for (by, outcome, measures), n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )


def mixed(found: Iterable[Precedent]) -> tuple[Precedent, ...]:
    """Return the few to show of many: one of each way to end before a second of any, the newest first, so that none is hidden."""
    seen: Counter[tuple[object, ...]] = Counter()
    ranked = []
    for one in sorted(found, key=lambda it: it.at, reverse=True):
        way = (one.by, one.outcome, one.measures, one.overturned)
        ranked.append((seen[way], one))
        seen[way] += 1
    return tuple(one for _, one in sorted(ranked, key=lambda it: it[0]))[:MOST]


def closest(found: Iterable[Precedent], *, clause: str) -> tuple[Precedent, ...]:
    """Return the few to show: those under the same clause first, the newest before the older."""
    newest = sorted(found, key=lambda one: one.at, reverse=True)
    return tuple(sorted(newest, key=lambda one: bool(clause) and one.clause != clause)[:MOST])
