"""Which days does a law count as working days, and when does such a day end?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The working days of one place.

    `weekend` holds weekday numbers (Monday is 0), `workdays` the weekend days that are worked (调休).
    A year is `provisional` while its official list is not published: its `workdays` then hold every weekend
    day that a notice could still turn into a working day, so that a count ends too early rather than too late.
    """

    id: str
    zone: str
    weekend: frozenset[int]
    holidays: frozenset[date]
    workdays: frozenset[date]
    known_until: date
    provisional: frozenset[int]

    def is_business_day(self, day: date) -> bool:
        """Say whether the day counts; a day nobody has published anything about always does."""
        if day > self.known_until or day in self.workdays:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays

    def business_days_from(self, day: date) -> Iterator[date]:
        """Yield the working days after the given day, which is itself not counted."""
        while True:
            day += _DAY
            if self.is_business_day(day):
                yield day

    def nth_business_day_after(self, day: date, *, n: int) -> date:
        """Return the n-th working day after the given day; n = 0 is the day itself."""
        following = self.business_days_from(day)
        for _ in range(n):
            day = next(following)
        return day

    def business_days_between(self, first: date, *, until: date) -> int:
        """Count the working days from the first day on, `until` not included."""
        span = range((until - first).days)
        return sum(self.is_business_day(first + timedelta(days=gap)) for gap in span)

    def is_provisional(self, first: date, *, until: date) -> bool:
        """Say whether a count over these days may change when a list is published."""
        if until > self.known_until:
            return True
        return any(year in self.provisional for year in range(first.year, until.year + 1))

    def day_of(self, moment: datetime) -> date:
        """Return the date on the wall of this place."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def midnight_after(self, day: date) -> datetime:
        """Return the moment, in UTC, at which the day is over here; right also when the clocks change."""
        return datetime.combine(day + _DAY, time.min, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def end_of(self, day: date) -> datetime:
        """Return the last second of the day here, in UTC."""
        return self.midnight_after(day) - _SECOND
