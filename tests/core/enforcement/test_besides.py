"""What does an order say to the host besides its measure?"""

import pytest

from ombud.core.besides import restored


@pytest.mark.parametrize(
    ("ordered", "required", "measures", "keeps"),
    [
        pytest.param(["L4", "P3", "R"], ["R"], ["L4", "P3"], [], id="nothing else in force: everything ends"),
        pytest.param(
            ["P3", "L4", "L4"], ["L4"], ["P3"], ["L4"], id="what a decision in force requires stays"
        ),
        pytest.param(["L4"], ["L1", "L4"], [], ["L4"], id="what the host has not heard of is not named"),
    ],
)
def test_a_restoration_names_what_ends_and_what_stays(ordered, required, measures, keeps):
    assert restored(ordered, required) == {"measures": measures, "keeps": keeps}
