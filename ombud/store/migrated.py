"""Which migrations that this code knows has the database not had?"""

from datetime import datetime
from functools import cache

from django.db import Error as DatabaseError
from django.db.migrations.loader import MigrationLoader

from ombud.store.asking import asked

__all__ = ["DatabaseError", "missing"]


def missing() -> tuple[str, ...]:
    """Name the migrations that are still to come; raise DatabaseError if the database is silent."""
    applied = set(asked("SELECT app, name FROM django_migrations"))
    return tuple(sorted(".".join(key) for key in _known() - applied))


def since(name: str) -> datetime | None:
    """Return since when the database has had a migration: whoever wrote before did not know its rule."""
    found = asked("SELECT applied FROM django_migrations WHERE app = 'store' AND name = %s", name)
    return next((at for (at,) in found), None)


@cache
def _known() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)
