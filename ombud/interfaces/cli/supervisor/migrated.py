"""Must anything be migrated? Asked without loading Django, so that a second start is quick.

The stamp in the home holds a digest of every migration we know and how many the database had had. A database that was
restored or exchanged has another number or none; then the migration runs, and finds out for itself.
"""

import hashlib
from importlib import metadata
from importlib.resources import files
from typing import Final

import psycopg

from ombud.adapters.database import addresses
from ombud.adapters.home import Home

STAMP: Final = "migrated"
_OTHERS: Final = ("django", "django-allauth")


def up_to_date(home: Home) -> bool:
    """Tell whether the database has had everything we know."""
    try:
        kept = (home.path / STAMP).read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return kept == _stamp(home)


def remember(home: Home) -> None:
    """Write down that it has."""
    (home.path / STAMP).write_text(_stamp(home), encoding="ascii")


def _stamp(home: Home) -> str:
    return f"{_known()} {_applied(home)}\n"


def _known() -> str:
    digest = hashlib.sha256()
    for name in _OTHERS:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    ours = [file for file in files("ombud.store.migrations").iterdir() if file.name.endswith(".py")]
    for file in sorted(ours, key=lambda file: file.name):
        digest.update(file.name.encode() + b"\n" + file.read_bytes())
    return digest.hexdigest()


def _applied(home: Home) -> int:
    try:
        with psycopg.connect(addresses(home).app, connect_timeout=10) as link:
            row = link.execute("SELECT count(*) FROM django_migrations").fetchone()
    except psycopg.Error:
        return -1
    return row[0] if row else -1
