"""Which cases wait in an agent's lanes? Candidates are read without any lock; who takes one locks it alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from ombud.core.vocabulary import CLEARANCES, CaseId

BATCH: Final = 32
"""How many candidates are read at once; enough that fifty agents asking together all find one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case in the queue as its row tells it."""

    case: CaseId
    lane: str
    danger: bool
    start_by: datetime
    subject: UUID | None
    opened_at: datetime
    code: str
    pack: str
    asks: frozenset[str] = frozenset()


_NEXT: Final = """
SELECT c.id, c.lane, c.danger, c.start_by, c.subject, c.opened_at, c.code, c.pack, c.asks
FROM unnest(%s::text[]) AS mine(lane) CROSS JOIN LATERAL (
  SELECT id, lane, danger, start_by, subject, opened_at, code, pack, asks FROM case_row
  WHERE status = %s AND lane = mine.lane ORDER BY danger DESC, start_by, id LIMIT %s
) AS c ORDER BY c.danger DESC, c.start_by, c.id OFFSET %s LIMIT %s
"""


_FOLLOW_UPS: Final = """
SELECT id, lane, danger, coalesce(start_by, act_at), subject, opened_at, code, pack, asks FROM case_row
WHERE status = 'decided' AND agent IS NULL AND lane = ANY(%s) AND act_at <= %s ORDER BY act_at, id LIMIT %s
"""


def follow_ups(lanes: Iterable[str], *, now: datetime) -> tuple[Waiting, ...]:
    """Return decided cases of these lanes whose next step is due and that nobody has, those due longest first."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW_UPS, (sorted(lanes), now, BATCH))
        return tuple(map(_waiting, cursor.fetchall()))


def candidates(lanes: Iterable[str], *, status: str = "queued", skip: int = 0) -> tuple[Waiting, ...]:
    """Return the cases that head these lanes together, danger first, then by when work must begin."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, (sorted(lanes), status, skip + BATCH, skip, BATCH))
        return tuple(map(_waiting, cursor.fetchall()))


def _waiting(row: tuple[Any, ...]) -> Waiting:
    *first, asks = row
    names = ("case", "lane", "danger", "start_by", "subject", "opened_at", "code", "pack")
    return Waiting(**dict(zip(names, first, strict=True)), asks=frozenset(asks.split()))


def accounts_of(subjects: Iterable[UUID]) -> dict[UUID, UUID | None]:
    """Return the account behind each subject, where the host told us."""
    wanted = list(subjects)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, account FROM subject WHERE id = ANY(%s)", (wanted,))
        return dict(cursor.fetchall())


_TIED: Final = """
WITH tied AS (SELECT agent, subject FROM tie WHERE ended_at IS NULL
  UNION SELECT taker, subject FROM case_row WHERE taker IS NOT NULL AND subject IS NOT NULL)
SELECT k.id, t.agent FROM tied t JOIN case_row k ON k.agent = t.agent AND k.status IN ('in_hand', 'waiting')
LEFT JOIN subject s ON s.id = k.subject WHERE t.subject IN (k.subject, s.account)
UNION SELECT k.id, t.agent FROM tied t JOIN case_row k ON k.signer = t.agent AND k.status = 'cosigning'
LEFT JOIN subject s ON s.id = k.subject WHERE t.subject IN (k.subject, s.account)
LIMIT %s
"""


def tied(*, limit: int) -> tuple[tuple[CaseId, UUID], ...]:
    """Return cases with whoever holds or signs them and is tied to what they are about, or was asked about it off the record.

    A look without a lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TIED, (limit,))
        return tuple(cursor.fetchall())


def in_hand(agent: UUID) -> int:
    """Return how many cases an agent works on; those that wait for somebody else, or to be signed, do not count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM case_row WHERE agent = %s AND status = 'in_hand'", (agent,))
        (count,) = cursor.fetchone()
        return int(count)


_UNFIT: Final = """
SELECT k.id, s.id FROM case_row k
JOIN staff s ON s.id = CASE k.status WHEN 'cosigning' THEN k.signer ELSE k.agent END
WHERE k.asks <> '' AND k.status IN ('in_hand', 'waiting', 'cosigning') AND (
  (string_to_array(k.asks, ' ') && ARRAY(SELECT c FROM unnest(%s::text[]) c WHERE c <> ALL(s.clearances)))
  OR ('senior' = ANY(string_to_array(k.asks, ' '))
    AND NOT EXISTS (SELECT FROM certificate c WHERE c.agent = s.id AND c.lane = k.lane)))
LIMIT %s
"""


def unfit(*, limit: int) -> tuple[tuple[CaseId, UUID], ...]:
    """Return cases with whoever holds or signs them and lacks what a fact asked for since; a look without a lock."""
    with connection.cursor() as cursor:
        cursor.execute(_UNFIT, (sorted(CLEARANCES), limit))
        return tuple(cursor.fetchall())


def held_by(agent: UUID) -> tuple[CaseId, ...]:
    """Return the cases an agent holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM case_row WHERE agent = %s ORDER BY danger DESC, start_by", (agent,))
        return tuple(row[0] for row in cursor.fetchall())
