"""What does the office see? Lists and counts over indexes, frozen, a page at a time; never a model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from ombud.store.alarms import OUT_OF_LINE
from ombud.store.asking import asked

PAGE: Final = 50

_LANES: Final = (
    "SELECT lane, count(*), min(queued_at), count(*) FILTER (WHERE danger),"
    " count(*) FILTER (WHERE start_by <= %s AND NOT danger) FROM case_row"
    " WHERE status = 'queued' GROUP BY lane ORDER BY count(*) FILTER (WHERE danger) DESC, count(*) DESC, lane"
)
_CLOCKS: Final = (
    "SELECT kind, statutory, count(*), count(*) FILTER (WHERE state = 'breached' OR due_at <= %s) FROM clock"
    " GROUP BY kind, statutory ORDER BY kind, statutory DESC"
)
_STATES: Final = "SELECT status, count(*) FROM case_row WHERE status <> 'closed' GROUP BY status"
_HOURS: Final = (
    "SELECT floor(extract(epoch FROM (%s - opened_at)) / 3600)::int AS ago, count(*) FROM case_row"
    " WHERE opened_at > %s GROUP BY ago"
)
_COUNTS: Final = (
    "SELECT (SELECT count(*) FROM host_order WHERE state = 'dead'),"
    " (SELECT count(*) FROM letter WHERE state = 'dead'), (SELECT count(*) FROM letter WHERE state = 'withheld'),"
    " (SELECT count(*) FROM alarm WHERE cleared_at IS NULL), (SELECT count(*) FROM complaint WHERE"
    " sort_due_at IS NOT NULL), (SELECT min(received_at) FROM complaint WHERE sort_due_at IS NOT NULL)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneSeen:
    """What waits in a lane; `pressed` ought to be in somebody's hands by now, danger counted apart."""

    lane: str
    waiting: int
    oldest: datetime | None
    danger: int
    pressed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksSeen:
    """How many clocks of a kind run, and how many of them are over."""

    kind: str
    statutory: bool
    running: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """When a chore last said that it lives."""

    chore: str
    at: datetime
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What waits for a person."""

    dead_orders: int
    dead_letters: int
    withheld: int
    alarms: int
    unsorted: int
    unsorted_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateSeen:
    """A clock that is over: what it asks for is still to be done while it is `running`, else it was done late and nobody said why."""

    owner: UUID
    book: str
    number: str
    rule: str
    running: bool
    due_at: datetime
    code: str
    agent: UUID | None
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSeen:
    """An alarm nobody has cleared."""

    bucket: int
    id: UUID
    kind: str
    to_role: str
    owner: UUID
    number: str
    about: str
    raised_at: datetime
    takes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSeen:
    """A case before a body outside, and when the next step is due there."""

    id: UUID
    number: str
    code: str
    outside_at: datetime


def outside(*, limit: int) -> tuple[OutsideSeen, ...]:
    """Return the cases before a body outside, the soonest step first."""
    names = ("id", "number", "code", "outside_at")
    said = f"SELECT {', '.join(names)} FROM case_row WHERE outside_at IS NOT NULL ORDER BY outside_at, id LIMIT %s"  # noqa: S608 - our own names
    return tuple(OutsideSeen(**dict(zip(names, row, strict=True))) for row in asked(said, limit))


def lanes(*, now: datetime) -> tuple[LaneSeen, ...]:
    """Return what waits, by lane, danger first."""
    names = ("lane", "waiting", "oldest", "danger", "pressed")
    return tuple(LaneSeen(**dict(zip(names, row, strict=True))) for row in asked(_LANES, now))


def clocks(*, now: datetime) -> tuple[ClocksSeen, ...]:
    """Return the running clocks by kind, those of the law apart."""
    rows = asked(_CLOCKS, now)
    return tuple(ClocksSeen(kind=row[0], statutory=row[1], running=row[2], late=row[3]) for row in rows)


def states() -> Mapping[str, int]:
    """Return how many open cases are in each status."""
    return {row[0]: row[1] for row in asked(_STATES)}


def opened_by_hour(*, now: datetime, hours: int = 24) -> tuple[int, ...]:
    """Return how many cases were opened in each of the last hours, oldest first."""
    found = dict(asked(_HOURS, now, now - timedelta(hours=hours)))
    return tuple(found.get(ago, 0) for ago in reversed(range(hours)))


def counts() -> Counts:
    """Return what waits for a person."""
    ((orders, letters, withheld, alarms, unsorted, since),) = asked(_COUNTS)
    return Counts(
        dead_orders=orders,
        dead_letters=letters,
        withheld=withheld,
        alarms=alarms,
        unsorted=unsorted,
        unsorted_since=since,
    )


_LATE: Final = (
    "WITH known AS ("
    "SELECT k.bucket, k.owner, k.book, k.rule, k.due_at, true AS running FROM clock k WHERE k.state = 'breached'"
    " UNION ALL SELECT o.bucket, o.id, o.book, o.rule, ("
    "SELECT max((said.fact ->> 'due_at')::timestamptz) FROM (SELECT convert_from(l.body, 'UTF8')::jsonb -> 'fact' AS fact"
    " FROM ledger l WHERE l.bucket = o.bucket AND l.stream = o.id AND l.kind = 'ClockMarked') said"
    " WHERE said.fact ->> 'clock' = o.rule AND said.fact ->> 'mark' = 'breach'), false FROM ("
    "SELECT bucket, id, 'case' AS book, unnest(string_to_array(uncaused, ' ')) AS rule FROM case_row WHERE uncaused <> ''"
    " UNION ALL SELECT bucket, id, 'complaint', unnest(string_to_array(uncaused, ' ')) FROM complaint WHERE uncaused <> '') o"
    " WHERE NOT EXISTS (SELECT FROM clock k WHERE k.bucket = o.bucket AND k.owner = o.id AND k.rule = o.rule"
    " AND k.state = 'breached'))"
    " SELECT k.owner, k.book, coalesce(c.number, p.number), k.rule, k.running, k.due_at,"
    " coalesce(c.code, ''), c.agent, coalesce(c.status = 'closed', false) FROM known k"
    " LEFT JOIN case_row c ON k.book = 'case' AND c.bucket = k.bucket AND c.id = k.owner"
    " LEFT JOIN complaint p ON k.book = 'complaint' AND p.bucket = k.bucket AND p.id = k.owner"
    " WHERE (k.due_at, k.owner, k.rule) > (%s, %s, %s)"
    " ORDER BY k.due_at, k.owner, k.rule LIMIT %s"
)
"""Those that still run and, as marked in their books, those that were met late: until somebody says why."""


def late(*, after: tuple[datetime, UUID, str], limit: int = PAGE) -> tuple[LateSeen, ...]:
    """Return clocks that are over, longest first, from a key on."""
    names = ("owner", "book", "number", "rule", "running", "due_at", "code", "agent", "closed")
    return tuple(LateSeen(**dict(zip(names, row, strict=True))) for row in asked(_LATE, *after, limit))


_ALARMS: Final = (
    "SELECT a.bucket, a.id, a.kind, a.to_role, a.owner, coalesce(c.number, p.number, ''), a.about, a.raised_at,"
    " coalesce(c.status = 'queued', false) FROM alarm a"
    " LEFT JOIN case_row c ON c.bucket = a.bucket AND c.id = a.owner"
    " LEFT JOIN complaint p ON p.bucket = a.bucket AND p.id = a.owner"
    " WHERE a.cleared_at IS NULL AND (a.raised_at, a.id) > (%s, %s) ORDER BY a.raised_at, a.id LIMIT %s"
)


def alarms(*, after: tuple[datetime, UUID], limit: int = PAGE) -> tuple[AlarmSeen, ...]:
    """Return the open alarms, oldest first, from a key on."""
    names = ("bucket", "id", "kind", "to_role", "owner", "number", "about", "raised_at", "takes")
    return tuple(AlarmSeen(**dict(zip(names, row, strict=True))) for row in asked(_ALARMS, *after, limit))


def called(alarm: UUID) -> str:
    """Return the role that an alarm is for which is no lead's; empty for all others."""
    found = asked("SELECT to_role FROM alarm WHERE id = %s AND kind = ANY(%s)", alarm, [*OUT_OF_LINE])
    return next((role for (role,) in found), "")


def clear(alarm: UUID, *, bucket: int, by: UUID, now: datetime) -> bool:
    """Write down who has dealt with an alarm; say whether it was open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE alarm SET cleared_at = %s, cleared_by = %s"
            " WHERE bucket = %s AND id = %s AND cleared_at IS NULL",
            [now, by, bucket, alarm],
        )
        return bool(cursor.rowcount)
