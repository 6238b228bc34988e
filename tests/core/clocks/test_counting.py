"""Every unit that laws count in, against the dates a lawyer names and against a slow, obvious counter."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombud.adapters.calendars import read_calendars
from ombud.core.counting import Count, Unit, months_after

CALENDARS = read_calendars()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def wall(place, *when):
    """A moment as the clock on a wall of the place shows it."""
    return datetime(*when, tzinfo=ZoneInfo(CALENDARS[place].zone)).astimezone(UTC)


def end(place, day):
    return CALENDARS[place].end_of(day)


# --- the vectors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "counted", "start", "due"),
    [
        pytest.param("US", ("elapsed", 48 * HOUR, False), (2026, 11, 20, 17), (2026, 11, 22, 17), id="TAKE IT DOWN: 48 h elapsed"),
        pytest.param("US", ("hours_excl_weekend", 48 * HOUR, False), (2026, 11, 20, 17), (2026, 11, 24, 17), id="TX 120.102: 48 h without the weekend's"),
        pytest.param("US", ("weekday", 14, False), (2026, 11, 20, 9), date(2026, 12, 10), id="TX 120.104: 14 days without Saturday and Sunday; Thanksgiving counts"),
        pytest.param("US", ("business_day", 10, False), (2026, 11, 20, 9), date(2026, 12, 7), id="DMCA: 10 business days; Thanksgiving does not count"),
        pytest.param("US", ("business_day", 14, False), (2026, 11, 20, 9), date(2026, 12, 11), id="DMCA: 14 business days"),
        pytest.param("CN", ("business_day", 15, False), (2026, 9, 18, 10), date(2026, 10, 15), id="15 工作日"),
        pytest.param("CN", ("business_day", 20, False), (2026, 9, 18, 10), date(2026, 10, 22), id="20 工作日"),
        pytest.param("CN", ("calendar_day", 15, True), (2026, 9, 18, 10), date(2026, 10, 8), id="电商法 43: 15 days end in the holiday and roll on (民法典 203)"),
        pytest.param("EU", ("month", 1, True), (2026, 1, 31, 10), date(2026, 3, 2), id="GDPR: a month from 31 January, the end is a Saturday"),
        pytest.param("EU", ("month", 6, True), (2026, 8, 31, 10), date(2027, 3, 1), id="DSA: six months, the end is a Sunday"),
        pytest.param("EU", ("elapsed", 72 * HOUR, False), (2026, 12, 24, 18), (2026, 12, 27, 18), id="GDPR: 72 h over Christmas"),
        pytest.param("UK", ("hours_excl_non_business_day", 48 * HOUR, False), (2026, 12, 24, 17), (2026, 12, 30, 17), id="UK defamation: 48 h without Christmas, Boxing Day, its substitute and the weekend"),
        pytest.param("CN", ("calendar_day", 15, False), (2026, 9, 18, 10), date(2026, 10, 3), id="without rolling the end stays where it falls"),
        pytest.param("EU", ("month", 1, False), (2028, 1, 30, 10), date(2028, 2, 29), id="a leap year's February"),
        pytest.param("EU", ("hours_excl_weekend", 2 * HOUR, False), (2026, 10, 23, 23), (2026, 10, 26, 1), id="the long Sunday on which summer time ends is left out whole"),
        pytest.param("CN", ("working_hours", 8 * HOUR, False), (2026, 9, 18, 16), (2026, 9, 20, 16), id="eight hours at work: an hour of Friday, seven of the Sunday that is worked"),
        pytest.param("CN", ("working_hours", 8 * HOUR, False), (2026, 11, 28, 3), (2026, 11, 30, 17), id="a complaint of Saturday night has the whole of Monday"),
        pytest.param("CN", ("hours_excl_non_business_day", 12 * HOUR, False), (2026, 9, 19, 12), (2026, 9, 20, 12), id="a make-up Sunday counts"),
    ],
)  # fmt: skip
def test_an_amount_is_used_up_when_a_lawyer_says_so(place, counted, start, due):
    unit, amount, rolls = counted
    used_up = Count(Unit(unit), CALENDARS[place], rolls).after(wall(place, *start), amount)
    assert used_up == (end(place, due) if isinstance(due, date) else wall(place, *due))


@pytest.mark.parametrize(
    ("place", "counted", "moment", "due"),
    [
        pytest.param("EU", ("calendar_day", 30), (2026, 12, 31, 10), date(2026, 11, 30), id="P2B: 30 whole days before"),
        pytest.param("EU", ("elapsed", 12 * HOUR), (2026, 12, 31, 10), (2026, 12, 30, 22), id="12 h before"),
        pytest.param("US", ("business_day", 2), (2026, 11, 30, 10), date(2026, 11, 24), id="two business days, Thanksgiving left out"),
        pytest.param("EU", ("month", 1), (2026, 3, 31, 10), date(2026, 2, 27), id="a month before a longer one"),
    ],
)  # fmt: skip
def test_a_notice_is_due_while_the_whole_time_still_lies_ahead(place, counted, moment, due):
    unit, amount = counted
    owed = Count(Unit(unit), CALENDARS[place]).before(wall(place, *moment), amount)
    assert owed == (end(place, due) if isinstance(due, date) else wall(place, *due))


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.ELAPSED])
def test_only_what_elapses_needs_no_place(unit):
    amount = HOUR if unit.startswith("hours") else 1
    with pytest.raises(ValueError, match="without a calendar"):
        Count(unit).after(wall("CN", 2026, 9, 18), amount)


# --- against a slow, obvious counter ----------------------------------------------------------------------------

PLACES = st.sampled_from(sorted(CALENDARS))
MOMENTS = st.datetimes(datetime(2025, 1, 2), datetime(2027, 6, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def counts(unit, calendar, day):
    match unit:
        case Unit.CALENDAR_DAY | Unit.MONTH | Unit.ELAPSED:
            return True
        case Unit.WEEKDAY | Unit.HOURS_EXCL_WEEKEND:
            return day.strftime("%a") not in {"Sat", "Sun"}
        case _:
            return calendar.is_business_day(day)


@settings(max_examples=60, deadline=None)
@given(place=PLACES, start=MOMENTS, amount=st.integers(0, 40),
       how=st.tuples(st.sampled_from([Unit.CALENDAR_DAY, Unit.BUSINESS_DAY, Unit.WEEKDAY]), st.booleans()))  # fmt: skip
def test_days_are_those_crossed_off_on_a_wall(place, start, amount, how):
    (unit, rolls), calendar = how, CALENDARS[place]
    day, crossed = calendar.day_of(start), 0
    while crossed < amount:
        day += DAY
        crossed += counts(unit, calendar, day)
    while rolls and not calendar.is_business_day(day):
        day += DAY
    assert Count(unit, calendar, rolls).after(start, amount) == calendar.end_of(day)


@settings(max_examples=40, deadline=None)
@given(place=PLACES, start=MOMENTS, minutes=st.integers(1, 7200),
       unit=st.sampled_from([Unit.ELAPSED, Unit.HOURS_EXCL_WEEKEND, Unit.HOURS_EXCL_NON_BUSINESS_DAY]))  # fmt: skip
def test_hours_are_the_minutes_that_pass_on_days_that_count(place, start, minutes, unit):
    calendar, zone = CALENDARS[place], ZoneInfo(CALENDARS[place].zone)
    moment, passed, known = start, 0, {}
    while passed < minutes:
        day = moment.astimezone(zone).date()
        passed += known.setdefault(day, counts(unit, calendar, day))
        moment += timedelta(minutes=1)
    assert Count(unit, calendar).after(start, timedelta(minutes=minutes)) == moment


@given(day=st.dates(date(2020, 1, 1), date(2035, 1, 1)), months=st.integers(-30, 30))
def test_a_month_later_has_the_same_number_or_is_the_last_of_its_month(day, months):
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = (year + 1, 1) if month > 12 else (year - 1, 12) if month < 1 else (year, month)
    assert months_after(day, months) == date(year, month, min(day.day, monthrange(year, month)[1]))


@settings(max_examples=60, deadline=None)
@given(place=PLACES, start=MOMENTS, unit=st.sampled_from(Unit), gap=st.integers(0, 30 * 24 * 60))
def test_what_was_lost_and_given_back_is_never_less_than_what_passed_in_days_that_count(
    place, start, unit, gap
):
    calendar, zone = CALENDARS[place], ZoneInfo(CALENDARS[place].zone)
    count, over = Count(unit, calendar), start + timedelta(minutes=gap)
    lost = count.lost(start, over)
    if isinstance(lost, timedelta):
        passed = sum(
            counts(unit, calendar, at.date()) and (unit is not Unit.WORKING_HOURS or 9 <= at.hour < 17)
            for at in ((start + timedelta(minutes=gone)).astimezone(zone) for gone in range(gap))
        )
        assert lost == timedelta(minutes=passed)
    else:
        days = (calendar.day_of(over) - calendar.day_of(start)).days
        assert lost == sum(
            counts(unit, calendar, calendar.day_of(start) + gone * DAY) for gone in range(days)
        )
    assert count.put_off(over, lost) >= over
