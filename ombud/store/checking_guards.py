"""Was every decision proposed after the steps it needs, signed by all who must, and every case closed only when nothing was owed?"""

from collections.abc import Iterator
from uuid import UUID

from ombud.core import case_fold, closing, decisions, facts
from ombud.core.audit import Fault
from ombud.core.case import Case
from ombud.core.facts import Line
from ombud.core.playbooks import DECISION, open_steps
from ombud.store import packs, rows


def retold(stream: UUID, lines: tuple[Line, ...]) -> tuple[Case, list[Fault]]:
    """Fold a case again, and look at each line that a guard must have let through as the guard did: from before it."""
    case = case_fold.begin(stream, lines[0])
    faults: list[Fault] = []
    for line in lines[1:]:
        faults += _let_through(case, line)
        case = case_fold.turn(case, line)
    return case, faults


def _let_through(case: Case, line: Line) -> Iterator[Fault]:
    match line.fact:
        case facts.Proposed() if left := open_steps(case, packs.of_case(case), before=DECISION):
            code, said = "proposed_too_early", ", ".join(step.id for step in left)
        case facts.Decided() if not decisions.is_complete(case):
            code, said = "decided_unsigned", f"{len(case.signatures)} signed"
        case facts.Closed() if due := _kept_open(case, line):
            code, said = "closed_too_early", ", ".join(due)
        case _:
            return
    yield Fault(code=code, where=f"case {case.id}", detail=f"line {line.seq}: {said}")


def _kept_open(case: Case, line: Line) -> tuple[str, ...]:
    """Return why the book alone would have kept a case open when it was closed."""
    kept = closing.keeps_open(case, packs.of_case(case), clocks=rows.case_clocks(case, now=line.at))
    return tuple(one.reason for one in kept)
