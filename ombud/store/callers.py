"""Whose API key is this? Plain SQL, so that a door without a framework can ask."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg import Connection

_FIND: Final = "SELECT sender, name, scopes FROM api_key WHERE hash = %s AND revoked_at IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A machine that showed a key we know, and what it may do."""

    sender: UUID
    name: str
    scopes: frozenset[str]


def find(hashed: bytes, *, connection: Connection) -> Caller | None:
    """Return whose key has this hash, if it is in force."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, (hashed,))
        row = cursor.fetchone()
    return None if row is None else Caller(sender=row[0], name=row[1], scopes=frozenset(row[2]))
