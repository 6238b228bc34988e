"""How is an amount of time counted, in every unit that laws use?

1. Hours run as they are, or only while a weekend or a day off is not: then from midnight to midnight on the wall of the
   law's place, so that a day on which the clocks change has 23 or 25 of them.
2. Days and months do not count the day they start on and end with the last second of the last one. A month ends on the
   day of the same number, or on its own last day where it has none.
3. Where the law says so, an end that falls on a day off rolls on to the next working day (民法典 203, Reg 1182/71 art. 3(4)).
4. Time given back is counted in the same unit as the time that runs.
5. Working hours are those from nine to five on the wall, on a working day: eight a day.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from ombud.core.calendars import Calendar

Amount: TypeAlias = timedelta | int
_DAY: Final = timedelta(days=1)
_NONE: Final = timedelta()
_WEEKEND: Final = frozenset({5, 6})
_MONTHS: Final = 12
_AT_WORK: Final = time(9), time(17)


class Unit(StrEnum):
    """What an amount is counted in."""

    ELAPSED = "elapsed"
    HOURS_EXCL_WEEKEND = "hours_excl_weekend"
    HOURS_EXCL_NON_BUSINESS_DAY = "hours_excl_non_business_day"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAY = "calendar_day"
    BUSINESS_DAY = "business_day"
    WEEKDAY = "weekday"
    MONTH = "month"


TIMED: Final = frozenset(
    {Unit.ELAPSED, Unit.HOURS_EXCL_WEEKEND, Unit.HOURS_EXCL_NON_BUSINESS_DAY, Unit.WORKING_HOURS}
)
"""Units whose amounts are lengths of time; those of the others are whole numbers."""

_Counts: TypeAlias = Callable[[Calendar, date], bool]
_DAYS: Final[Mapping[Unit, _Counts]] = MappingProxyType(
    {
        Unit.HOURS_EXCL_WEEKEND: lambda _calendar, day: day.weekday() not in _WEEKEND,
        Unit.HOURS_EXCL_NON_BUSINESS_DAY: lambda calendar, day: calendar.is_business_day(day),
        Unit.WORKING_HOURS: lambda calendar, day: calendar.is_business_day(day),
        Unit.CALENDAR_DAY: lambda _calendar, _day: True,
        Unit.BUSINESS_DAY: lambda calendar, day: calendar.is_business_day(day),
        Unit.WEEKDAY: lambda _calendar, day: day.weekday() not in _WEEKEND,
        Unit.MONTH: lambda _calendar, _day: True,
    }
)
"""Which days count in a unit; time that just elapses knows no days."""


@dataclass(frozen=True, slots=True)
class Count:
    """A unit in a place; `rolls` where an end on a day off moves on to the next working day."""

    unit: Unit
    calendar: Calendar | None = None
    rolls: bool = False

    def after(self, start: datetime, amount: Amount) -> datetime:
        """Return when this amount is used up."""
        if isinstance(amount, timedelta):
            return start + amount if self.unit is Unit.ELAPSED else self._hours_after(start, amount)
        day = self._place.day_of(start)
        day = months_after(day, amount) if self.unit is Unit.MONTH else self._stepped(day, amount, _DAY)
        return self._end(day)

    def before(self, moment: datetime, amount: Amount) -> datetime:
        """Return the last moment that leaves this whole amount before another: a notice is due by then."""
        if isinstance(amount, timedelta):
            return moment - amount
        day = self._place.day_of(moment)
        day = months_after(day, -amount) if self.unit is Unit.MONTH else self._stepped(day, amount, -_DAY)
        return self._place.end_of(day - _DAY)

    def lost(self, begun: datetime, over: datetime) -> Amount:
        """Return how much of this unit passed between two moments; a day on which it ended is not lost."""
        if self.unit is Unit.ELAPSED:
            return over - begun
        if self.unit in TIMED:
            return self._hours_between(begun, over)
        first, last = self._place.day_of(begun), self._place.day_of(over)
        return sum(self._counts(first + gap * _DAY) for gap in range((last - first).days))

    def put_off(self, moment: datetime, amount: Amount) -> datetime:
        """Return a moment that was reached by counting, moved on by an amount; a month's is moved on by days."""
        if isinstance(amount, timedelta):
            return self.after(moment, amount)
        return self._end(self._stepped(self._place.day_of(moment), amount, _DAY))

    @property
    def _place(self) -> Calendar:
        if self.calendar is None:
            raise ValueError(f"{self.unit} without a calendar")
        return self.calendar

    def _counts(self, day: date) -> bool:
        return _DAYS[self.unit](self._place, day)

    def _end(self, day: date) -> datetime:
        while self.rolls and not self._place.is_business_day(day):
            day += _DAY
        return self._place.end_of(day)

    def _stepped(self, day: date, amount: int, step: timedelta) -> date:
        """Return the day that many counted days further on, or back."""
        for _ in range(amount):
            day += step
            while not self._counts(day):
                day += step
        return day

    def _hours_after(self, start: datetime, amount: timedelta) -> datetime:
        day = self._place.day_of(start)
        while True:
            begins, ends = self._open(day)
            moment = max(start, begins)
            if moment < ends and self._counts(day):
                if moment + amount <= ends:
                    return moment + amount
                amount -= ends - moment
            day += _DAY

    def _hours_between(self, begun: datetime, over: datetime) -> timedelta:
        whole, day = _NONE, self._place.day_of(begun)
        while day <= self._place.day_of(over):
            begins, ends = self._open(day)
            passed = min(ends, over) - max(begins, begun)
            whole += max(passed, _NONE) if self._counts(day) else _NONE
            day += _DAY
        return whole

    def _open(self, day: date) -> tuple[datetime, datetime]:
        """Return from when until when the hours of a day count, if it does."""
        if self.unit is not Unit.WORKING_HOURS:
            return self._place.midnight_after(day - _DAY), self._place.midnight_after(day)
        begins, ends = (
            datetime.combine(day, at, ZoneInfo(self._place.zone)).astimezone(UTC) for at in _AT_WORK
        )
        return begins, ends


def months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months on, or the last of that month."""
    years, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
