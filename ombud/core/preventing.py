"""Is what prevents a leak of ours somebody's work, and was it found to hold?

1. A playbook asks for it by steps that are done on the work itself: it is begun, it was found to hold, it holds for good. Nobody ticks
   them, and no note stands in for the look of whoever did not do the work.
2. The work is this case's own: what another case mends, by whatever day it does, mends no leak here.
3. Where it did not hold it is work again, by a new day; the times that follow count from when it is done anew.
4. Where data got out once more that is a leak of its own, with clocks of its own, from the moment that somebody found it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ombud.core.case import Case
from ombud.core.facts import Graded
from ombud.core.happening import AWARE
from ombud.core.lessons import Task, TaskState
from ombud.core.pack.kinds import BEGUN, HELD_ONCE, PREVENTS
from ombud.core.pack.types import Pack, Playbook, Step

WORK: Final = "task"
"""Why nobody ticks such a step: the work says it."""

FOUND_TO_HOLD: Final = "held"
CAME_BACK: Final = "came_back"
LEAKED: Final = "leaked"
"""What somebody found who looked: it holds, it came back, and data got out once more."""


def by_work(step: Step) -> bool:
    """Say whether a step is done by what becomes of the work that prevents a leak."""
    return step.done_on in PREVENTS


def is_asked(book: Playbook) -> bool:
    """Say whether a playbook waits for work of its own case's."""
    return any(by_work(step) for step in book.steps)


def tasks(case: Case) -> tuple[Task, ...]:
    """Return the work of this case that no decision which fell began."""
    mine = {one.task for one in case.lessons.found if one.decision is None and one.task is not None}
    return tuple(one for one in case.lessons.tasks if (case.id, one.no) in mine)


def reached_at(case: Case, step: Step) -> datetime | None:
    """Return when all of the work had come as far as a step waits for; None before, or where there is none."""
    several = tasks(case)
    if not several:
        return None
    reached = [moment for one in several for moment in _reached(one, step.done_on)]
    return max(reached) if len(reached) == len(several) else None


def _reached(task: Task, what: str | None) -> Iterator[datetime]:
    if what == BEGUN:
        yield task.begun_at
    elif what == HELD_ONCE:
        yield from task.held_at[:1]
    elif task.state is TaskState.HELD:
        yield from task.held_at[-1:]


def next_at(case: Case) -> datetime | None:
    """Return by when something is to be done about the work next: it is to be finished, or looked at."""
    due = (one.check_at or one.due_at for one in tasks(case) if one.state is not TaskState.HELD)
    return min(due, default=None)


def noting(pack: Pack, code: str) -> Step:
    """Return the step of a kind by which it is noted since when we know of a leak."""
    return next(step for step in pack.playbook(code).steps if AWARE in step.marks)


def may_find(case: Case, task: Task, *, book: Playbook) -> tuple[str, ...]:
    """Return what may be found of some work: that data got out once more only where it is to prevent a leak."""
    leak = (LEAKED,) if is_asked(book) and task in tasks(case) else ()
    return (FOUND_TO_HOLD, CAME_BACK, *leak)


def as_grave(first: Case, other: Case) -> tuple[Graded, ...]:
    """Return that another incident is as grave as the first, where it is not by itself."""
    graver = first.severity < other.severity
    return (Graded(severity=first.severity.value, why=LEAKED),) if graver else ()
