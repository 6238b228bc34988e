"""Does the demo begin with a morning's work that was really done?"""

import pytest

from tests.journeys.conftest import built, house  # noqa: F401 - fixtures
from tests.journeys.house import House


@pytest.fixture
def morning(house: House) -> House:  # noqa: F811
    """The stories that ship, played in a furnished house with Clips."""
    from ombud.interfaces.cli.seeding.morning import play

    people = {name: getattr(house, name).id for name in ("mei", "jun", "zhou", "su", "lin")}
    people["chen"] = house.yan.id
    house.played = list(play(people=people, platform=house.clips.platform, turn=house.turn))
    return house


def test_every_story_that_ships_runs_to_its_end(morning):
    stopped = [f"{one.name}: {one.stopped}" for one in morning.played if one.stopped]
    assert not stopped, "\n".join(stopped)
