"""Who on duty must be woken about which alarm, by mail and by text message, and when is it tried again?

An alarm that nobody has answered is the queue; a row is one way to one person about one alarm, leased and committed
before anything is sent. Whatever was answered meanwhile wakes nobody any more.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from ombud.core.ids import bucket_of
from ombud.core.vocabulary import AgentId
from ombud.store import alarms, calling
from ombud.store.models import Wake

MAIL: Final = "mail"
SMS: Final = "sms"
KINDS: Final = (
    alarms.PAGE,
    alarms.AGAIN,
    alarms.DANGER,
    alarms.THREATENED,
    alarms.CALLED,
    alarms.DUE,
    alarms.PRESSED,
    alarms.LINE_OUT,
    alarms.LOCK_ENDS,
    calling.KIND,
)
"""Alarms that cannot wait until somebody opens the page."""

LEASE: Final = timedelta(seconds=60)
PAUSES: Final = tuple(timedelta(seconds=each) for each in (5, 15, 60, 300))
"""After each failed try; the last goes on for as long as the alarm is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waking:
    """One way to somebody on duty about one alarm."""

    alarm: UUID
    kind: str
    agent: AgentId
    way: str
    address: str = field(repr=False)
    lang: str
    roles: frozenset[str]
    attempts: int

    @property
    def key(self) -> str:
        """Return what makes two tries one message."""
        return f"{self.alarm.hex}.{self.agent.hex}"


_DUE: Final = """
SELECT a.id, a.kind, s.id, by.way, by.address, s.lang, s.roles, coalesce(w.attempts, 0)
FROM alarm a JOIN staff s ON s.is_active AND (s.duty = a.to_role OR (a.kind = 'line_out' AND a.to_role = ANY(s.roles)))
CROSS JOIN LATERAL (VALUES ('mail', s.email), ('sms', s.phone)) AS by (way, address)
LEFT JOIN wake w ON w.bucket = a.bucket AND w.alarm = a.id AND w.agent = s.id AND w.way = by.way
WHERE a.cleared_at IS NULL AND a.kind = ANY(%s) AND by.address <> '' AND (w.alarm IS NULL OR w.due_at <= %s)
ORDER BY a.raised_at, a.id, s.id, by.way LIMIT %s
"""
_LEASE: Final = """
INSERT INTO wake (bucket, alarm, agent, way, attempts, due_at, detail) VALUES (%s, %s, %s, %s, 0, %s, '')
ON CONFLICT (bucket, alarm, agent, way) DO UPDATE SET due_at = EXCLUDED.due_at WHERE wake.due_at <= %s
"""


def due(*, now: datetime, limit: int) -> tuple[Waking, ...]:
    """Return whom to wake now, the oldest alarm first; a look without a lock."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, (list(KINDS), now, limit))
        return tuple(
            Waking(
                alarm=alarm,
                kind=kind,
                agent=agent,
                way=way,
                address=address,
                lang=lang,
                roles=frozenset(roles),
                attempts=attempts,
            )
            for alarm, kind, agent, way, address, lang, roles, attempts in cursor.fetchall()
        )


def lease(one: Waking, *, now: datetime) -> bool:
    """Take it for one try; say no if another worker was faster."""
    with connection.cursor() as cursor:
        cursor.execute(_LEASE, (bucket_of(one.alarm), one.alarm, one.agent, one.way, now + LEASE, now))
        return bool(cursor.rowcount)


def over(one: Waking, *, detail: str = "", sent_at: datetime | None = None) -> None:
    """Write down that this way needs no further try: it was sent, or it never will be."""
    _row(one).update(due_at=None, sent_at=sent_at, detail=detail[:200])


def again(one: Waking, *, detail: str, now: datetime) -> None:
    """Plan another try."""
    pause = PAUSES[min(one.attempts, len(PAUSES) - 1)]
    _row(one).update(attempts=one.attempts + 1, due_at=now + pause, detail=detail[:200])


def waiting_for(duty: str) -> tuple[str, ...]:
    """Return the kinds of what waits for whoever has this duty, one for each open alarm."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind FROM alarm WHERE cleared_at IS NULL AND to_role = %s AND kind = ANY(%s) ORDER BY raised_at",
            (duty, list(KINDS)),
        )
        return tuple(kind for (kind,) in cursor.fetchall())


def _row(one: Waking) -> QuerySet[Wake]:
    return Wake.objects.filter(bucket=bucket_of(one.alarm), alarm=one.alarm, agent=one.agent, way=one.way)
