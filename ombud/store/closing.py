"""Which decided cases are carried out and told, which wait for their letters, and what keeps one open?"""

from datetime import datetime
from typing import Final

from django.db import connection

from ombud.core import closing
from ombud.core.affected import Reached
from ombud.core.case import Case
from ombud.core.clocks import Clock
from ombud.core.closing import Kept
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import CaseId, Side
from ombud.store import affected, letters, members, packs, rows, silences
from ombud.store.ledger import read_complaints

_AWAITED: Final = (
    "SELECT l.number FROM letter l WHERE l.case_id = {case} AND l.side <> 'affected'"
    " AND l.read_at IS NULL AND l.state IN ('due', 'dead') ORDER BY l.number"
)
"""The letters of a case that have reached nobody, and that nobody gave up; those to whoever a leak touched are counted apart."""
_TO_CLOSE: Final = """
SELECT k.id FROM case_row k WHERE k.close_due_at <= %s AND NOT EXISTS (
  SELECT FROM host_order o WHERE o.case_id = k.id AND o.state NOT IN ('confirmed', 'needless', 'overridden'))
AND NOT EXISTS ({awaited}) ORDER BY k.close_due_at DESC LIMIT %s
"""
_OWN: Final = """
WITH joined AS (SELECT * FROM unnest(%(buckets)s::smallint[], %(ids)s::uuid[]) AS j(bucket, id))
SELECT l.stream FROM joined j JOIN ledger l ON l.bucket = j.bucket AND l.stream = j.id WHERE l.kind = 'ClockMarked'
UNION SELECT k.owner FROM joined j JOIN clock k ON k.bucket = j.bucket AND k.owner = j.id
WHERE k.book = 'complaint' AND k.statutory
"""
"""The complaints of which some clock was marked, or one of law runs: their books are read."""


def to_close(*, now: datetime, limit: int) -> tuple[CaseId, ...]:
    """Return cases that look ready to close, those first that the host owes nothing; a look without a lock."""
    return _read(_TO_CLOSE.format(awaited=_AWAITED.format(case="k.id")), now, limit)


def to_fan_out(*, now: datetime, limit: int) -> tuple[CaseId, ...]:
    """Return decided cases whose complainants are not all told; a look without a lock."""
    return _read("SELECT id FROM case_row WHERE fan_due_at <= %s ORDER BY fan_due_at LIMIT %s", now, limit)


def _read(statement: str, now: datetime, limit: int) -> tuple[CaseId, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, (now, limit))
        return tuple(row for (row,) in cursor.fetchall())


def keeps_open(
    case: Case, *, now: datetime, read: tuple[Clock, ...] | None = None, far: Reached | None = None
) -> tuple[Kept, ...]:
    """Return what still keeps a case open: as its book tells, and of its letters that have not arrived.

    `read`: its clocks as they stand now, `far`: how far those are told whom a leak touched, where that is known already.
    """
    running = rows.case_clocks(case, now=now) if read is None else read
    return closing.keeps_open(
        case,
        packs.of_case(case),
        clocks=running,
        awaited=awaited(case.id),
        affected=affected.owed(case, far=far),
        own=own(case, now=now),
    )


def own(case: Case, *, now: datetime) -> tuple[str, ...]:
    """Return the times of law in the books of its complaints that hold a case, each `complaint:clock`."""
    joined = members.everybody(case.id)
    with connection.cursor() as cursor:
        cursor.execute(_OWN, {"buckets": [bucket_of(one) for one in joined], "ids": list(joined)})
        looked_at = [complaint for (complaint,) in cursor.fetchall()]
    return tuple(
        f"{one.id.hex}:{rule}" for one in read_complaints(looked_at) for rule in held_by(one, case, now=now)
    )


def held_by(complaint: Complaint, case: Case, *, now: datetime) -> tuple[str, ...]:
    """Return the times of law in the book of a complaint that hold a case; a letter that was given up is waited for no more."""
    given_up = any(
        letters.outcome_id(complaint.id, case_id=case.id, decision=past.no) in case.given_up
        for past in case.decisions
    )
    silent = given_up or case.is_withheld(Side.COMPLAINANT) or silences.holds(case, complaint)
    return closing.own_time(complaint, rows.complaint_clocks(complaint, now=now), silent=silent)


def awaited(case_id: CaseId) -> tuple[str, ...]:
    """Return the numbers of its letters that have reached nobody: of a decision, of a leak, of what the other side said, all of them."""
    with connection.cursor() as cursor:
        cursor.execute(_AWAITED.format(case="%s"), (case_id,))
        return tuple(number for (number,) in cursor.fetchall())
