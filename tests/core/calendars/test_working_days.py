"""Working days are counted as the law of the place counts them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.adapters.almanac import PLACES, certain, published
from ombud.adapters.calendars import read_calendars
from ombud.core.calendars import Calendar

SHIPPED = read_calendars()
CN = SHIPPED["CN"]


@pytest.mark.parametrize(
    ("place", "start", "n", "result"),
    [
        pytest.param(
            "CN", date(2026, 9, 18), 15, date(2026, 10, 15), id="15 工作日 over 国庆, two make-up days"
        ),
        pytest.param("CN", date(2026, 9, 18), 20, date(2026, 10, 22), id="20 工作日 over 国庆"),
        pytest.param(
            "CN", date(2026, 2, 13), 1, date(2026, 2, 14), id="the make-up Saturday before 春节 counts"
        ),
        pytest.param("CN", date(2026, 2, 14), 1, date(2026, 2, 24), id="春节 does not"),
        pytest.param(
            "US", date(2026, 11, 20), 10, date(2026, 12, 7), id="DMCA 10, Thanksgiving does not count"
        ),
        pytest.param("US", date(2026, 11, 20), 14, date(2026, 12, 11), id="DMCA 14"),
        pytest.param(
            "UK", date(2026, 12, 24), 1, date(2026, 12, 29), id="Christmas, Boxing Day and its substitute"
        ),
        pytest.param("EU", date(2026, 4, 2), 1, date(2026, 4, 7), id="Easter"),
        pytest.param("IN", date(2026, 1, 23), 1, date(2026, 1, 27), id="Republic Day"),
        pytest.param("CN", date(2026, 9, 18), 0, date(2026, 9, 18), id="none is the day itself"),
    ],
)
def test_the_nth_working_day_is_the_one_a_lawyer_names(place, start, n, result):
    assert SHIPPED[place].nth_business_day_after(start, n=n) == result


def test_naive_counting_would_be_wrong_by_six_days():
    naive = Calendar(
        id="naive",
        zone="Asia/Shanghai",
        weekend=frozenset({5, 6}),
        holidays=frozenset(),
        workdays=frozenset(),
        known_until=date(2027, 12, 31),
        provisional=frozenset(),
    )
    assert naive.nth_business_day_after(date(2026, 9, 18), n=15) == date(2026, 10, 9)


def slow_count(calendar, start, n):
    """Walk day by day and cross off, as on a wall."""
    day, left = start, n
    while left:
        day += timedelta(days=1)
        free = (
            day.weekday() in calendar.weekend or day in calendar.holidays
        ) and day not in calendar.workdays
        if day > calendar.known_until or not free:
            left -= 1
    return day


days = st.dates(date(2025, 1, 1), date(2028, 2, 1))


@given(place=st.sampled_from(sorted(SHIPPED)), start=days, n=st.integers(0, 60))
def test_counting_equals_crossing_days_off_a_wall_calendar(place, start, n):
    assert SHIPPED[place].nth_business_day_after(start, n=n) == slow_count(SHIPPED[place], start, n)


@given(place=st.sampled_from(sorted(SHIPPED)), start=days, n=st.integers(1, 40))
def test_counting_there_and_between_agree(place, start, n):
    calendar = SHIPPED[place]
    last = calendar.nth_business_day_after(start, n=n)
    after = start + timedelta(days=1)
    assert calendar.is_business_day(last)
    assert calendar.business_days_between(after, until=last + timedelta(days=1)) == n


def test_no_day_is_lost_backwards():
    assert CN.business_days_between(date(2026, 3, 3), until=date(2026, 3, 2)) == 0


def provisional_china(year):
    found, worked = certain(PLACES[0], year)
    return _china(found, worked, provisional=frozenset({year}))


def official_china(year):
    found, worked = published(PLACES[0], year)
    return _china(found, worked, provisional=frozenset())


def _china(found, worked, *, provisional):
    return Calendar(
        id="CN",
        zone="Asia/Shanghai",
        weekend=frozenset({5, 6}),
        holidays=frozenset(found),
        workdays=frozenset(worked),
        known_until=date(2026, 12, 31),
        provisional=provisional,
    )


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_without_a_notice_never_counts_too_long(year):
    """Had we counted before the State Council's notice came out, no deadline would have been too late."""
    before, after = provisional_china(year), official_china(year)
    for gap in range(330):
        start = date(year, 1, 1) + timedelta(days=gap)
        for n in (1, 5, 15, 20):
            assert before.nth_business_day_after(start, n=n) <= after.nth_business_day_after(start, n=n)


def test_beyond_the_last_known_year_every_day_counts():
    assert CN.nth_business_day_after(date(2027, 12, 31), n=15) == date(2028, 1, 15)


@pytest.mark.parametrize(
    ("place", "first", "until", "unsure"),
    [
        pytest.param("CN", date(2026, 9, 1), date(2026, 10, 1), False, id="a published year is firm"),
        pytest.param("CN", date(2026, 12, 15), date(2027, 1, 12), True, id="a count into 2027 may change"),
        pytest.param(
            "US", date(2026, 12, 15), date(2027, 1, 12), False, id="American holidays are law for good"
        ),
        pytest.param("US", date(2027, 12, 15), date(2028, 1, 12), True, id="but nobody drew up 2028 yet"),
    ],
)
def test_it_says_where_a_count_may_change(place, first, until, unsure):
    assert SHIPPED[place].is_provisional(first, until=until) is unsure


@pytest.mark.parametrize(
    ("place", "day", "end"),
    [
        pytest.param("CN", date(2026, 10, 15), datetime(2026, 10, 15, 15, 59, 59, tzinfo=UTC), id="上海"),
        pytest.param(
            "EU", date(2026, 3, 29), datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), id="summer time begins"
        ),
        pytest.param(
            "EU", date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), id="summer time ends"
        ),
        pytest.param(
            "US", date(2026, 11, 1), datetime(2026, 11, 2, 4, 59, 59, tzinfo=UTC), id="a day of 25 hours"
        ),
    ],
)
def test_a_day_ends_at_midnight_on_the_wall(place, day, end):
    assert SHIPPED[place].end_of(day) == end


@given(place=st.sampled_from(sorted(SHIPPED)), day=days)
def test_the_last_second_of_a_day_is_still_that_day(place, day):
    calendar = SHIPPED[place]
    assert calendar.day_of(calendar.end_of(day)) == day
    assert calendar.day_of(calendar.end_of(day) + timedelta(seconds=1)) == day + timedelta(days=1)


def test_an_event_belongs_to_the_day_of_the_place():
    assert CN.day_of(datetime(2026, 9, 18, 17, tzinfo=UTC)) == date(2026, 9, 19)
