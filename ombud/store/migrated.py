"""Which migrations that this code knows has the database not had?"""

from datetime import datetime
from functools import cache

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

__all__ = ["DatabaseError", "missing"]


def missing() -> tuple[str, ...]:
    """Name the migrations that are still to come; raise DatabaseError if the database is silent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    return tuple(sorted(".".join(key) for key in _known() - applied))


def since(name: str) -> datetime | None:
    """Return since when the database has had a migration: whoever wrote before did not know its rule."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT applied FROM django_migrations WHERE app = 'store' AND name = %s", (name,))
        return next((at for (at,) in cursor.fetchall()), None)


@cache
def _known() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)
