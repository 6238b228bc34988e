"""What prevents a leak is owed wherever a leak was found, whatever was decided."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import facts
from ombud.core.lessons import Found, Task, TaskState
from ombud.core.playbooks import open_steps
from ombud.core.preventing import reached_at
from tests.cast import MEI, START, a_case, opened, pack, proposed, words

FOUND = facts.Established(source="step", facts=("leak_confirmed",))
WORK = ["prevention", "prevention_30d", "prevention_90d"]


@pytest.mark.parametrize(
    ("outcome", "found", "owed"),
    [
        pytest.param("granted", True, WORK, id="granted"),
        pytest.param("answered", True, WORK, id="answered"),
        pytest.param("refused", True, WORK, id="refused"),
        pytest.param("granted", False, WORK[:1], id="granted, and nothing found"),
        pytest.param("refused", False, [], id="refused, and nothing found"),
    ],
)
def test_what_prevents_a_leak_is_owed_wherever_one_was_found(outcome, found, owed):
    said = replace(proposed(), outcome=outcome, measures=(), clause=None)
    decided = facts.Decided(no=1, outcome=outcome, orders=())
    happened = (facts.Assigned(agent=MEI, how="next"), *((FOUND,) if found else ()), said, decided)
    case = a_case(*happened, first=opened("PR.PLATFORM"))
    left = open_steps(case, pack(), before="close")
    assert [step.id for step in left if step.id.startswith("prevention")] == owed


@pytest.mark.parametrize(
    ("waits_for", "held", "reached"),
    [
        ("prevention_begun", 0, 0),
        ("prevention_held_once", 0, None),
        ("prevention_held_once", 2, 1),
        ("prevention_held", 1, None),
        ("prevention_held", 2, 2),
    ],
)
def test_a_step_is_done_by_how_far_the_work_came_and_by_nothing_else(waits_for, held, reached):
    days = [START + timedelta(days=n) for n in (0, 30, 90)]
    state = TaskState.HELD if held == 2 else TaskState.OPEN
    work = Task(
        no=1,
        cause="access",
        clause=None,
        owner="privacy",
        begun_at=days[0],
        opened_at=days[0],
        due_at=days[1],
        state=state,
        held_at=tuple(days[1 : held + 1]),
    )
    case = a_case(first=opened("PR.PLATFORM"))
    found = Found(
        no=1,
        at=START,
        fault=facts.Fault(cause="access", lapse="person", words=words()),
        clause=None,
        task=(case.id, 1),
    )
    case = replace(case, lessons=replace(case.lessons, found=(found,), tasks=(work,)))
    steps = [one for book in pack().playbooks.values() for one in book.steps]
    step = next(one for one in steps if one.done_on == waits_for)
    assert reached_at(case, step) == (None if reached is None else days[reached])
