"""How much of a limit is used? Counted once for all processes, by keys that say nothing of who it is."""

from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from django.db import connection

_TAKE: Final = """
INSERT INTO rate_window AS held (key, used, ends_at) VALUES (%(key)s, %(amount)s, %(ends_at)s)
ON CONFLICT (key) DO UPDATE SET
  used = excluded.used + CASE WHEN held.ends_at > %(now)s THEN held.used ELSE 0 END,
  ends_at = CASE WHEN held.ends_at > %(now)s THEN held.ends_at ELSE excluded.ends_at END
RETURNING used, ends_at
"""
_FORGET: Final = "DELETE FROM {0} WHERE {1} IN (SELECT {1} FROM {0} WHERE {2} <= %(now)s LIMIT %(limit)s)"
_KEPT: Final = (
    ("rate_window", "key", "ends_at"),
    ("shared_cache", "cache_key", "expires"),
    ("django_session", "session_key", "expire_date"),
)


class Link(Protocol):
    """A connection of Django's or of psycopg's own."""

    def cursor(self) -> Any:
        """Return a cursor."""
        ...


def take(
    key: bytes, *, amount: int, window: timedelta, now: datetime, link: Link = connection
) -> tuple[int, datetime]:
    """Take so many from a window in one statement; return how many are taken by now, and when the window ends."""
    said = {"key": key, "amount": amount, "now": now, "ends_at": now + window}
    with link.cursor() as cursor:
        cursor.execute(_TAKE, said)
        used, ends_at = cursor.fetchone()
    return used, ends_at


def forget(*, now: datetime, limit: int) -> int:
    """Remove windows and sessions that are over; return how many, at most so many of each kind."""
    gone = 0
    with connection.cursor() as cursor:
        for names in _KEPT:
            cursor.execute(_FORGET.format(*names), {"now": now, "limit": limit})
            gone += cursor.rowcount
    return gone
