"""When does a rule of the host's call somebody: a flood does, a quiet hour and a bad day of few do not."""

from datetime import timedelta

import pytest

from ombud.core.faulty import NONE, Judged, Record, Sign, by_chance, signs
from ombud.core.pack.learning import Faulty

HOUR = timedelta(hours=1)
RULE = Faulty(
    within=HOUR,
    contested=5,
    overturned=3,
    recent=7 * 24 * HOUR,
    usual=180 * 24 * HOUR,
    fewest=8,
    one_in=1000,
    quiet=24 * HOUR,
    pause=72 * HOUR,
)
GOOD = Judged(n=400, fell=40)
"""One in ten falls."""


@pytest.mark.parametrize(
    ("record", "speaks"),
    [
        pytest.param(Record(), (), id="nothing happened"),
        pytest.param(Record(contested=4, overturned=2), (), id="a busy hour"),
        pytest.param(Record(contested=5), (Sign.CONTESTED,), id="five in an hour"),
        pytest.param(Record(overturned=3), (Sign.OVERTURNED,), id="three fell in an hour"),
        pytest.param(Record(contested=9, overturned=3), (Sign.CONTESTED, Sign.OVERTURNED), id="a flood"),
        pytest.param(Record(lately=Judged(n=8, fell=5), before=GOOD), (Sign.RATE,), id="five of eight fell, one in ten does"),
        pytest.param(Record(lately=Judged(n=8, fell=3), before=GOOD), (), id="three of eight may be chance"),
        pytest.param(Record(lately=Judged(n=7, fell=7), before=GOOD), (), id="too few to tell"),
        pytest.param(Record(lately=Judged(n=40, fell=36), before=Judged(n=300, fell=270)), (), id="as bad as it always was"),
        pytest.param(Record(lately=Judged(n=8, fell=8), before=Judged(n=7, fell=0), all=GOOD), (Sign.RATE,), id="a new rule is held to all others"),
        pytest.param(Record(lately=Judged(n=8, fell=8)), (), id="nothing to compare with: every second may fall"),
    ],
)  # fmt: skip
def test_what_speaks_against_a_rule(record, speaks):
    assert signs(record, rule=RULE) == speaks


def test_the_chance_is_that_of_the_binomial():
    assert by_chance(Judged(n=10, fell=10), 0.5) == pytest.approx(1 / 1024)
    assert by_chance(Judged(n=3, fell=0), 0.2) == pytest.approx(1)
    assert by_chance(Judged(n=3, fell=2), 0.2) == pytest.approx(3 * 0.04 * 0.8 + 0.008)
    assert NONE.usual == 0.5
