"""Which moments are of a year, a half, a month, or of chosen days, where they are counted?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from ombud.core.figures.periods import days, named
from ombud.core.figures.spread import Spread
from ombud.core.refusals import No, Refused

BRUSSELS = "Europe/Brussels"


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        pytest.param("2026", date(2026, 1, 1), date(2026, 12, 31), id="a year"),
        pytest.param("2026-H1", date(2026, 1, 1), date(2026, 6, 30), id="its first half"),
        pytest.param("2026-H2", date(2026, 7, 1), date(2026, 12, 31), id="its second half"),
        pytest.param("2028-02", date(2028, 2, 1), date(2028, 2, 29), id="a month of a leap year"),
        pytest.param("2026-12", date(2026, 12, 1), date(2026, 12, 31), id="the last month"),
    ],
)
def test_a_time_has_a_first_and_a_last_day(said, first, last):
    period = named(said, zone=BRUSSELS)
    assert (period.name, period.first, period.last) == (said, first, last)


@pytest.mark.parametrize(
    "said", ["26", "2026-H3", "2026-13", "2026-1", "1999", "9999", "２０２６", "2026\n", ""]
)
def test_what_names_no_time_is_refused(said):
    with pytest.raises(Refused) as refused:
        named(said, zone=BRUSSELS)
    assert refused.value.code is No.BAD_TIME


def test_days_are_whole_and_of_their_zone_whatever_the_clocks_do():
    period = days(date(2026, 3, 29), date(2026, 3, 29), zone=BRUSSELS)  # 23 hours long
    assert period.until.astimezone(UTC) - period.since.astimezone(UTC) == timedelta(hours=23)
    assert period.covers(datetime(2026, 3, 28, 23, tzinfo=UTC))
    assert not period.covers(datetime(2026, 3, 29, 22, tzinfo=UTC))
    assert period.day(datetime(2026, 3, 28, 23, 30, tzinfo=UTC)) == date(2026, 3, 29)
    assert period.name == "2026-03-29_2026-03-29"


@pytest.mark.parametrize(
    "last", [pytest.param(date(2026, 3, 28), id="the wrong way round"), pytest.param(date.max, id="without a day after it")]
)  # fmt: skip
def test_days_that_are_no_time_are_refused(last):
    with pytest.raises(Refused):
        days(date(2026, 3, 29), last, zone=BRUSSELS)


def test_parts_of_a_year_cover_each_moment_once():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    months = [named(f"2026-{n:02d}", zone=BRUSSELS) for n in range(1, 13)]
    halves, year = [named(f"2026-H{n}", zone=BRUSSELS) for n in (1, 2)], named("2026", zone=BRUSSELS)
    for hour in range(-30, 366 * 24 + 30):
        moment = at + timedelta(hours=hour)
        of_year = year.covers(moment)
        assert (
            sum(one.covers(moment) for one in months) == sum(one.covers(moment) for one in halves) == of_year
        )


def test_what_ended_before_it_began_took_no_time():
    took = Spread()
    took.add(timedelta(hours=-1))
    took.add(timedelta(minutes=90, seconds=59))
    assert (took.n, took.median(), took.mean()) == (2, 0.75, 0.75)
    assert (Spread().median(), Spread().mean()) == (None, None)
