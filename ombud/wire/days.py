"""From when, or until when, is a thing good that was given a day?"""

from datetime import datetime, time
from typing import Final

from django.utils import timezone

from ombud.core.refusals import No, Refused

YEARS: Final = range(1900, 3000)
"""What anybody means by a year: before and after it somebody's finger slipped, and no clock of the world counts there."""


def through(said: str) -> datetime | None:
    """Read a date as its last second where the reader sits; nothing where none is said."""
    if not said:
        return None
    try:
        day = datetime.strptime(said, "%Y-%m-%d").date()  # noqa: DTZ007 - only the day is taken
    except ValueError as error:
        raise Refused(No.BAD_TIME, field="until") from error
    _check_year(day.year, field="until")
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.get_current_timezone())


def first_moment(said: str) -> datetime | None:
    """Read a date as its first moment; nothing where none is said."""
    last = through(said)
    return last and datetime.combine(last.date(), time(), tzinfo=timezone.get_current_timezone())


def moment_or_day(said: str) -> datetime | None:
    """Read a moment where the reader sits, or a date as its last second; nothing where none is said."""
    if "T" not in said:
        return through(said)
    try:
        moment = datetime.strptime(said, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - the zone follows
    except ValueError as error:
        raise Refused(No.BAD_TIME, field="since") from error
    _check_year(moment.year, field="since")
    return moment.replace(tzinfo=timezone.get_current_timezone())


def _check_year(year: int, *, field: str) -> None:
    if year not in YEARS:
        raise Refused(No.BAD_TIME, field=field)
