"""About which time is a report, and in whose days?"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ombud.core.pack.reports import Every
from ombud.core.refusals import No, Refused

_SAID: Final = re.compile(r"(\d{4})(?:-(?:H([12])|(0[1-9]|1[0-2])))?", re.ASCII)
_MONTHS: Final = 12
_HALF: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from the first to the last, both of them whole, in a zone; `name` is how it is said: 2026, 2026-H1, 2026-11."""

    name: str
    every: Every
    first: date
    last: date
    zone: ZoneInfo

    @property
    def since(self) -> datetime:
        """Return when it begins."""
        return datetime.combine(self.first, time(), tzinfo=self.zone)

    @property
    def until(self) -> datetime:
        """Return when it is over."""
        return datetime.combine(self.last + timedelta(days=1), time(), tzinfo=self.zone)

    def covers(self, at: datetime) -> bool:
        """Say whether a moment is of this time."""
        return self.since <= at < self.until

    def day(self, at: datetime) -> date:
        """Return the day of a moment where it is counted."""
        return at.astimezone(self.zone).date()


def named(said: str, *, zone: str) -> Period:
    """Return the year, half or month that is named."""
    found = _SAID.fullmatch(said)
    if found is None or not 2000 <= int(found[1]) < 9999:  # noqa: PLR2004 - years that a date can be of, and the day after it
        raise Refused(No.BAD_TIME, field="period", value=said[:20])
    year, half, month = int(found[1]), found[2], found[3]
    every = Every.HALF if half else Every.MONTH if month else Every.YEAR
    start = (int(half) - 1) * _HALF if half else int(month or 1) - 1
    length = {Every.HALF: _HALF, Every.MONTH: 1, Every.YEAR: _MONTHS}[every]
    return Period(
        name=said,
        every=every,
        first=_first_of(year, start),
        last=_first_of(year, start + length) - timedelta(days=1),
        zone=ZoneInfo(zone),
    )


def days(first: date, last: date, *, zone: str) -> Period:
    """Return the days from the first to the last; refuse it the other way round."""
    if last < first or last == date.max:
        raise Refused(No.BAD_TIME, field="until", value=last.isoformat())
    name = f"{first.isoformat()}_{last.isoformat()}"
    return Period(name=name, every=Every.DAYS, first=first, last=last, zone=ZoneInfo(zone))


def _first_of(year: int, months: int) -> date:
    return date(year + months // _MONTHS, months % _MONTHS + 1, 1)
