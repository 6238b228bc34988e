"""Which decided cases are carried out and told, and which wait for their letters?"""

from datetime import datetime

from django.db import connection

from ombud.core.case import Case
from ombud.core.vocabulary import CaseId
from ombud.store import rows


def to_close(*, now: datetime, limit: int) -> tuple[CaseId, ...]:
    """Return cases that look ready to close, those first that the host owes nothing; a look without a lock."""
    return _read(
        "SELECT k.id FROM case_row k WHERE k.close_due_at <= %s AND NOT EXISTS (SELECT FROM host_order o"
        " WHERE o.case_id = k.id AND o.state NOT IN ('confirmed', 'needless', 'overridden'))"
        " ORDER BY k.close_due_at DESC LIMIT %s",
        now,
        limit,
    )


def to_fan_out(*, now: datetime, limit: int) -> tuple[CaseId, ...]:
    """Return decided cases whose complainants are not all told; a look without a lock."""
    return _read("SELECT id FROM case_row WHERE fan_due_at <= %s ORDER BY fan_due_at LIMIT %s", now, limit)


def _read(statement: str, now: datetime, limit: int) -> tuple[CaseId, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, (now, limit))
        return tuple(row for (row,) in cursor.fetchall())


def may_close(case: Case) -> bool:
    """Say whether the book of a decided case shows nothing left to do."""
    return rows.can_close(case)
