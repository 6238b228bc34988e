"""Which of the cases opened in the last days broke a promise?"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection

DAYS: Final = 14

_DAYS: Final = (
    "WITH broke AS (SELECT DISTINCT bucket, owner FROM alarm"
    " WHERE kind = 'clock' AND about LIKE 'breach:%%' AND raised_at >= %(since)s)"
    " SELECT (c.opened_at AT TIME ZONE %(zone)s)::date,"
    " count(*) FILTER (WHERE b.owner IS NULL AND c.status = 'closed'),"
    " count(*) FILTER (WHERE b.owner IS NULL AND c.status <> 'closed'), count(b.owner)"
    " FROM case_row c LEFT JOIN broke b ON b.bucket = c.bucket AND b.owner = c.id"
    " WHERE c.opened_at >= %(since)s GROUP BY 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySeen:
    """The cases opened on a day: closed with every clock kept, open without a breach so far, or with one."""

    day: date
    kept: int
    running: int
    broken: int


def days(*, now: datetime, zone: ZoneInfo) -> tuple[DaySeen, ...]:
    """Return the last days in the reader's zone, oldest first, each once."""
    today = now.astimezone(zone).date()
    listed = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    since = datetime.combine(listed[0], time(), tzinfo=zone)
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, {"since": since, "zone": zone.key})
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    counted = ((day, found.get(day, (0, 0, 0))) for day in listed)
    return tuple(
        DaySeen(day=day, kept=kept, running=running, broken=broken)
        for day, (kept, running, broken) in counted
    )
