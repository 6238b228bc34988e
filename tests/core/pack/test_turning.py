"""One digest pins a pack and everything that it turns into, and somebody is told ahead."""

from datetime import UTC, date, datetime

import pytest

from ombud.core.pack.parse import from_compiled
from ombud.core.pack.turning import notice, today
from tests.cast import pack as shipped

pytestmark = pytest.mark.no_cover
FROM, LAST, OVER = date(2027, 1, 1), date(2027, 6, 30), date(2027, 7, 1)


def dated(**more):
    return {"paging": {"lead_after": "1m", "valid_from": FROM, "valid_to": LAST, **more}}


@pytest.mark.parametrize(
    ("on", "turns"),
    [(date(2026, 12, 31), FROM), (FROM, OVER), (OVER, None)],
    ids=["before it begins", "while it counts", "when it is over"],
)
def test_a_pack_names_the_one_that_it_turns_into_and_that_is_the_one_of_that_day(lay, on, turns):
    found = lay(on=on, **dated())
    assert (found.then.day if found.then else None) == turns
    if turns:
        assert found.then.digest == lay(on=turns, **dated()).digest
    assert from_compiled(found.compiled).then == found.then


def test_who_changes_what_is_to_come_changes_the_digest_of_today(lay):
    before, after = (lay(on=date(2026, 12, 31), **said) for said in (dated(), dated(lead_after="30s")))
    assert before.paging == after.paging
    assert before.digest != after.digest


@pytest.mark.parametrize(
    ("day", "ahead"),
    [
        (date(2026, 12, 1), None),
        (date(2026, 12, 2), 30),
        (date(2026, 12, 24), 30),
        (date(2026, 12, 25), 7),
        (date(2026, 12, 31), 7),
        (FROM, 0),
        (date(2027, 2, 1), 0),
    ],
)
def test_somebody_is_told_thirty_days_ahead_seven_days_ahead_and_on_the_day(lay, day, ahead):
    assert notice(lay(on=date(2026, 12, 1), **dated()), today=day) == ahead


def test_of_rules_that_never_turn_nobody_is_told(pack):
    assert notice(pack, today=FROM) is None


@pytest.mark.parametrize(
    ("place", "day"), [("CN", date(2027, 1, 1)), ("US", date(2026, 12, 31)), ("XX", date(2026, 12, 31))]
)
def test_a_day_begins_where_the_law_holds(place, day, lay):
    found = lay(place=place)
    assert today(found, now=datetime(2026, 12, 31, 20, tzinfo=UTC)) == day
    assert shipped("CN").then is None, "nothing that ships turns"
