"""Know a machine by its key."""

from psycopg import Connection

from ombud.store import callers
from ombud.store.callers import Caller


def know_key(hashed: bytes, *, connection: Connection) -> Caller | None:
    """Return whose key has this keyed hash, if it is in force; nothing of Django is needed."""
    return callers.find(hashed, connection=connection)
