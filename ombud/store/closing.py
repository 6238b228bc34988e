"""Which decided cases are carried out and told, which wait for their letters, and what keeps one open?"""

from datetime import datetime
from typing import Final

from django.db import connection

from ombud.core import closing
from ombud.core.case import Case
from ombud.core.clocks import Clock
from ombud.core.closing import Kept
from ombud.core.vocabulary import CaseId
from ombud.store import affected, packs, rows

_AWAITED: Final = (
    "SELECT l.number FROM letter l WHERE l.case_id = {case} AND l.complaint IS NOT NULL AND l.decision IS NOT NULL"
    " AND l.read_at IS NULL AND l.state IN ('due', 'dead') ORDER BY l.number"
)
"""The letters about a case's decisions that have not reached whoever complained, and that nobody gave up."""
_TO_CLOSE: Final = """
SELECT k.id FROM case_row k WHERE k.close_due_at <= %s AND NOT EXISTS (
  SELECT FROM host_order o WHERE o.case_id = k.id AND o.state NOT IN ('confirmed', 'needless', 'overridden'))
AND NOT EXISTS ({awaited}) ORDER BY k.close_due_at DESC LIMIT %s
"""


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


def keeps_open(case: Case, *, now: datetime, read: tuple[Clock, ...] | None = None) -> tuple[Kept, ...]:
    """Return what still keeps a case open: as its book tells, and of its letters that have not arrived.

    `read`: its clocks as they stand now, where they are read already.
    """
    running = rows.case_clocks(case, now=now) if read is None else read
    return closing.keeps_open(
        case, packs.of_case(case), clocks=running, awaited=awaited(case.id), affected=affected.owed(case)
    )


def awaited(case_id: CaseId) -> tuple[str, ...]:
    """Return the numbers of the letters about its decisions that have not reached whoever complained."""
    with connection.cursor() as cursor:
        cursor.execute(_AWAITED.format(case="%s"), (case_id,))
        return tuple(number for (number,) in cursor.fetchall())
