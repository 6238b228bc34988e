"""A day's harm is counted in minutes and weights, and it ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core.care import Spent, dose, rest_until, waits
from ombud.core.pack.types import Care

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)  # 17:00 in 上海
MINUTE = timedelta(minutes=1)
CARE = Care(
    daily_cap=1000,
    weights=MappingProxyType({"E0": 0, "E1": 1, "E2": 2, "E3": 4, "E4": 8, "E5": 16}),
    caps=MappingProxyType({"E5": 20 * MINUTE, "E4": 100 * MINUTE, "E3": 200 * MINUTE}),
    graphic_from="E3",
    break_after=50 * MINUTE,
    break_for=10 * MINUTE,
    after_s0=15 * MINUTE,
)


def day_of(*seen):
    spent = tuple(Spent(at=NOW, minutes=minutes, exposure=exposure) for exposure, minutes in seen)
    return dose(spent, care=CARE, now=NOW, zone="Asia/Shanghai")


@pytest.mark.parametrize(
    ("seen", "points", "tired_of", "closed_to"),
    [
        pytest.param((), 0, "", "", id="a fresh day"),
        pytest.param((("E0", 480),), 0, "", "", id="orders and accounts cost nothing"),
        pytest.param((("E1", 799),), 799, "", "", id="below the soft cap"),
        pytest.param((("E1", 800),), 800, "345", "", id="at the soft cap nothing graphic but a danger"),
        pytest.param((("E1", 1000),), 1000, "345", "345", id="at the hard cap nothing graphic at all"),
        pytest.param((("E5", 16),), 256, "5", "", id="almost enough of the worst"),
        pytest.param((("E5", 20),), 320, "5", "5", id="enough of the worst, the rest goes on"),
        pytest.param((("E4", 70), ("E5", 10)), 720, "45", "", id="the worst counts for the second worst too"),
        pytest.param((("E4", 90), ("E5", 10)), 880, "345", "45", id="and both caps are kept apart"),
    ],
)
def test_what_a_day_has_brought(seen, points, tired_of, closed_to):
    found = day_of(*seen)
    assert found.points == points
    assert found.left == 1000 - points
    assert found.tired_of == {f"E{grade}" for grade in tired_of}
    assert found.closed_to == {f"E{grade}" for grade in closed_to}
    assert (found.warns, found.stops) == (bool(tired_of), bool(closed_to))


def test_graphic_minutes_are_counted_apart():
    assert day_of(("E2", 30), ("E3", 5), ("E5", 6)).graphic == 11 * MINUTE


def test_nothing_is_left_and_never_less_than_nothing():
    assert day_of(("E5", 600)).left == 0


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        pytest.param(datetime(2026, 11, 19, 15, 59, tzinfo=UTC), False, id="yesterday 23:59 in 上海"),
        pytest.param(datetime(2026, 11, 19, 16, 0, tzinfo=UTC), True, id="today 00:00 in 上海"),
        pytest.param(NOW + MINUTE, False, id="what has not happened yet"),
    ],
)
def test_a_day_is_the_day_where_the_agent_sits(at, counts):
    spent = (Spent(at=at, minutes=10, exposure="E3"),)
    assert (dose(spent, care=CARE, now=NOW, zone="Asia/Shanghai").points > 0) is counts


seen = st.lists(st.tuples(st.sampled_from(sorted(CARE.weights)), st.integers(0, 120)), max_size=10)


@given(seen=seen, more=st.tuples(st.sampled_from(sorted(CARE.weights)), st.integers(0, 120)))
def test_more_harm_never_opens_what_was_closed(seen, more):
    before, after = day_of(*seen), day_of(*seen, more)
    assert before.closed_to <= before.tired_of
    assert before.closed_to <= after.closed_to
    assert before.tired_of <= after.tired_of
    assert after.left <= before.left


def spell(ago, minutes, exposure="E3", *, s0=False):
    return Spent(at=NOW - ago * MINUTE, minutes=minutes, exposure=exposure, s0=s0)


@pytest.mark.parametrize(
    ("spent", "rest"),
    [
        pytest.param((), None, id="nothing seen"),
        pytest.param((spell(0, 49),), None, id="not long enough"),
        pytest.param((spell(0, 50),), 10, id="fifty minutes on end"),
        pytest.param((spell(26, 25), spell(1, 25)), 9, id="fifty minutes with a breath between"),
        pytest.param((spell(36, 25), spell(1, 25)), None, id="a real pause between"),
        pytest.param((spell(26, 25), spell(1, 25, "E1")), None, id="harmless work is a pause"),
        pytest.param((spell(12, 50),), None, id="rested already"),
        pytest.param((spell(3, 1, "E0", s0=True),), 12, id="after a danger, always"),
        pytest.param((spell(-5, 60),), None, id="what has not happened yet"),
    ],
)
def test_when_somebody_rests(spent, rest):
    expected = None if rest is None else NOW + rest * MINUTE
    assert rest_until(spent, care=CARE, now=NOW) == expected


@pytest.mark.parametrize(
    ("spent", "care", "closed"),
    [
        pytest.param(
            (spell(3, 1, "E4", s0=True),), {}, "E2 E3 E4 E5", id="after a danger only mild cases come"
        ),
        pytest.param((spell(15, 1, "E4", s0=True),), {}, "", id="the rest is over"),
        pytest.param((spell(3, 1, "E4"),), {}, "", id="no danger"),
        pytest.param(
            (spell(3, 1, "E1", s0=True),), {"s0_from": "E3"}, "", id="not a class that the pack names"
        ),
        pytest.param(
            (spell(3, 1, "E3", s0=True),), {"s0_from": "E3"}, "E2 E3 E4 E5", id="a class that it names"
        ),
        pytest.param(
            (spell(3, 1, "E4", s0=True),), {"rest_from": "E4"}, "E4 E5", id="the pack says what is mild"
        ),
        pytest.param((spell(0, 50),), {}, "E2 E3 E4 E5", id="after long graphic work too"),
    ],
)
def test_what_waits_until_a_rest_is_over(spent, care, closed):
    assert waits(spent, care=replace(CARE, **care), now=NOW) == frozenset(closed.split())
