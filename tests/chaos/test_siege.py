"""Is everything that was acknowledged there, done once, although every part was killed while twenty clients worked?"""

import os

import pytest

from tests.chaos.house import command_of
from tests.chaos.ports import three_free_ports
from tests.chaos.siege import lay, opened

pytestmark = pytest.mark.chaos
ROUNDS = int(os.environ.get("OMBUD_CHAOS_ROUNDS", "10" if os.environ.get("OMBUD_TEST_ALL") else "1"))


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(home):
    house = None
    try:
        house = opened(home, port=three_free_ports())
        outcome = lay(house, rounds=ROUNDS, pause=1.0)
        left = house.everybody()
        assert house.close() == 0
        survivors = [command_of(pid) for pid in left if command_of(pid)]  # a zombie has none any more
    finally:
        if house is not None:
            house.clear()
    print(outcome.told())
    assert not outcome.faults, outcome.told()
    assert not outcome.slow, outcome.told()
    assert outcome.filed > 20, outcome.told()
    assert outcome.effects, outcome.told()
    assert not survivors
