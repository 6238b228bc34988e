"""Is what is learned what the books say, was every blind look really drawn, and did nobody with a hand in it look?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ombud.core import facts, learning
from ombud.core.audit import Fault
from ombud.core.case import Case, Status
from ombud.core.complaint import Complaint
from ombud.core.vocabulary import Beside, LookKind
from ombud.store import drawing, lessons, packs
from ombud.store.checking import Examined, differ

OF_CASES: Final = ("lapse", "task", "look")
_CHORES_OWN: Final = frozenset({"due_at"})
"""Of a rating, what no book tells."""


def of_case(one: Examined[Case], tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[Fault]:
    """Check faults, tasks and looks of a case against its book, and the draw against the key."""
    case, where = one.state, f"case {one.state.id}"
    rows = lessons.lapse_rows(case), lessons.task_rows(case), lessons.look_rows(case)
    for table, known in zip(OF_CASES, rows, strict=True):
        yield from differ(table, where, known=_plain(known), there=_plain(tables[table]))
    yield from _claims(case, tables["task_claim"], where=where)
    yield from _drawn(one, where=where)
    if case.status is Status.CLOSED and learning.owes_late(case, packs.of_case(case)):
        yield Fault(code="late_without_cause", where=where)
    yield from _led_on(case, where=where)
    took_part = case.took_part()
    for look in case.lessons.looks:
        if look.answer is not None and look.answer.agent in _before(one, look.drawn.decision) & took_part:
            yield Fault(code="look_of_a_hand", where=where, detail=f"look {look.drawn.no}")


def _led_on(case: Case, *, where: str) -> Iterator[Fault]:
    """Yield a look that found that data got out once more, where no incident of its own stands beside the case."""
    beside = {one.case for one in case.kin if one.how == Beside.LEADS}
    for task in case.lessons.tasks:
        for check in task.checks:
            if check.incident is not None and (check.held or check.incident not in beside):
                yield Fault(code="leak_without_incident", where=where, detail=f"task {task.no}")


def of_complaint(it: Complaint, there: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """Check what a complainant said of decisions."""
    yield from differ(
        "rating", f"complaint {it.id}", known=_plain(lessons.rating_rows(it)), there=_plain(there)
    )


def _claims(case: Case, there: Iterable[Mapping[str, Any]], *, where: str) -> Iterator[Fault]:
    """Check that each task has claimed its cause and clause, once and by their own key."""
    rows, tasks = list(there), {one.no: one for one in case.lessons.tasks}
    counts = Counter(row["task_no"] for row in rows)
    yield from differ("task_claim", where, known=((no, 1) for no in tasks), there=counts.items())
    for row in rows:
        task = tasks.get(row["task_no"])
        if task and row["id"] != lessons.claim_of(task.cause, task.clause or "", nth=row["nth"]):
            yield Fault(code="task_claim_differs", where=where, detail=f"task {task.no}")


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[tuple[tuple[str, Any], ...]]:
    return [tuple((name, row[name]) for name in sorted(row) if name not in _chores_own(row)) for row in rows]


def _chores_own(row: Mapping[str, Any]) -> frozenset[str]:
    return _CHORES_OWN if "solved" in row else frozenset()


def _drawn(one: Examined[Case], *, where: str) -> Iterator[Fault]:
    """Yield every closing whose number is not the key's, and a look that was drawn and is not there, or the other way round."""
    closed = [line.fact for line in one.lines if isinstance(line.fact, facts.Closed)]
    blind = {look.drawn.decision for look in one.state.lessons.looks if look.drawn.kind == LookKind.BLIND}
    due = set()
    for fact in closed:
        if fact.drawn is None:
            continue
        if fact.drawn != drawing.number(one.state.id, fact.decision):
            yield Fault(code="draw_differs", where=where, detail=f"decision {fact.decision}: {fact.drawn}")
        due |= {fact.decision} if fact.drawn < fact.share else set()
    if due != blind:
        yield Fault(
            code="draw_differs", where=where, detail=f"{sorted(due)} drawn, {sorted(blind)} looked at"
        )


def _before(one: Examined[Case], decision: int) -> frozenset[Any]:
    """Return who had a hand in a decision, or in one before it."""
    return frozenset(hand.agent for hand in one.state.hands if hand.decision <= decision)
