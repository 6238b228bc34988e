"""What prevents a leak is owed wherever a leak was found, whatever was decided."""

from dataclasses import replace

import pytest

from ombud.core import facts
from ombud.core.playbooks import open_steps
from tests.cast import MEI, a_case, opened, pack, proposed

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
