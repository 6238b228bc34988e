"""Was anything done because somebody asked off the record?

Three things are named: a measure or a protection in the case of the request itself; a decision or a protection about the same thing
by whoever was asked, from that moment on; and a measure taken there since that cites no rule.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.facts import Line
from ombud.core.turns.change import agent_of
from ombud.core.vocabulary import AgentId
from ombud.store.asking import asked
from ombud.store.checking import Examined

FOR_ASKING: Final = "done_for_asking"
BY_TAKER: Final = "judged_by_who_was_asked"
NO_CLAUSE: Final = "measure_without_clause"
Request = tuple[AgentId, datetime]
"""Who was asked, and when it was written down."""


def guards(
    cases: Sequence[Examined[Case]], *, accounts: Mapping[UUID | None, UUID | None]
) -> Iterator[Fault]:
    """Yield what was done for the asking, or may have been."""
    about = {one for case in cases for one in (case.state.subject, accounts.get(case.state.subject)) if one}
    requests = _requests(about)
    for one in cases:
        case = one.state
        parties = {case.subject, accounts.get(case.subject)}
        mine = [asked_of for party in parties if party for asked_of in requests.get(party, ())]
        if case.informal is not None:
            mine.append((case.informal.asked.taker, case.opened_at))
            yield from _named(case, one.lines, FOR_ASKING, when=_takes)
        if mine:
            since = min(at for _, at in mine)
            yield from _named(case, one.lines, BY_TAKER, when=partial(_by_taker, requests=mine))
            yield from _named(case, one.lines, NO_CLAUSE, when=partial(_bare, since=since))


def _requests(about: Iterable[UUID]) -> dict[UUID, list[Request]]:
    """Return what was asked off the record of each of these things."""
    found: dict[UUID, list[Request]] = {}
    statement = "SELECT subject, taker, opened_at FROM case_row WHERE taker IS NOT NULL AND subject = ANY(%s)"
    for subject, taker, at in asked(statement, sorted(about)):
        found.setdefault(subject, []).append((taker, at))
    return found


def _named(case: Case, lines: Iterable[Line], code: str, *, when: Callable[[Line], bool]) -> Iterator[Fault]:
    for line in lines:
        if when(line):
            yield Fault(code=code, where=f"case {case.id}", detail=f"line {line.seq}")


def _takes(line: Line) -> bool:
    """Say whether a line takes something, or is to."""
    match line.fact:
        case facts.Proposed(measures=measures):
            return bool(measures)
        case facts.Protected():
            return True
        case _:
            return False


def _by_taker(line: Line, *, requests: Iterable[Request]) -> bool:
    """Say whether somebody judged, or protected, after they had been asked."""
    match line.fact:
        case facts.Proposed(agent=agent) | facts.Cosigned(agent=agent):
            judges: AgentId | None = agent
        case facts.Protected() | facts.Approved():
            judges = agent_of(line.by)
        case _:
            return False
    return any(judges == taker and line.at >= at for taker, at in requests)


def _bare(line: Line, *, since: datetime) -> bool:
    """Say whether something is to be taken, since then, and no rule is named."""
    match line.fact:
        case facts.Proposed(measures=measures, clause=None):
            return bool(measures) and line.at >= since
        case _:
            return False
