"""The embedded PostgreSQL of one home: up, down, and how to reach it."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from ombud.adapters.database import binaries as programs
from ombud.adapters.database import cluster, place, postmaster, roles
from ombud.adapters.database.binaries import Binaries
from ombud.adapters.database.place import SHELF, Place
from ombud.adapters.database.unusable import Unusable, Why
from ombud.adapters.home import Home

NO_CHANGES: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Urls:
    """How the two roles reach the database."""

    owner: str
    app: str


class Server:
    """One home's PostgreSQL. `settings` change postgresql.conf, for tests and for machines that differ."""

    def __init__(
        self, home: Home, *, settings: Mapping[str, str] = NO_CHANGES, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._home = home
        self._settings = settings
        self._environ = environ

    def up(self) -> Urls:
        """Make sure the server runs, whoever else tries the same at this moment, and say how to reach it."""
        binaries = self._binaries()
        where = place.locate(self._home)
        with _alone(where):
            place.prepare(where)
            if not (where.data / "PG_VERSION").exists():
                cluster.make(where, binaries, durably=self._settings.get("fsync") != "off")
            cluster.refuse_other_major(where, binaries)
            if not postmaster.answers(where, binaries):
                cluster.configure(where, self._settings)
                postmaster.start(where, binaries)
            roles.settle(where)
        return _urls(where)

    def down(self) -> None:
        """End the server; none running is fine."""
        where = place.locate(self._home)
        if where.data.exists():
            with _alone(where):
                postmaster.stop(where, self._binaries())

    def runs(self) -> bool:
        """Tell cheaply whether the server's process lives; it may still be recovering."""
        return postmaster.running(place.locate(self._home))

    def answers(self) -> bool:
        """Tell whether the server takes connections."""
        return postmaster.answers(place.locate(self._home), self._binaries())

    def urls(self) -> Urls:
        """Say how to reach the server, running or not."""
        return _urls(place.locate(self._home))

    def superuser_url(self) -> str:
        """Say how its maker reaches it: for tests that clone databases, and for repair."""
        return _url(place.locate(self._home), "ombud_super", "postgres")

    @property
    def place(self) -> Place:
        """Where everything of this server lies."""
        return place.locate(self._home)

    def _binaries(self) -> Binaries:
        found = programs.find(self._environ)
        who = place.locate(self._home).account
        if who.dropped and who.run([found.folder / "postgres", "--version"]).returncode != 0:
            SHELF.mkdir(parents=True, exist_ok=True, mode=0o755)
            return programs.within_reach(found, shelf=SHELF)
        return found


@contextmanager
def _alone(where: Place) -> Iterator[None]:
    try:
        lock = where.lock.open("a")
    except OSError as error:
        raise Unusable(Why.NOT_WRITABLE, folder=where.home.path) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _urls(where: Place) -> Urls:
    return Urls(
        owner=_url(where, "ombud_owner", roles.DATABASE),
        app=_url(where, "ombud_app", roles.DATABASE),
    )


def _url(where: Place, role: str, database: str) -> str:
    return f"postgresql://{role}:{quote(where.passwords[role])}@/{database}?host={quote(str(where.socket), safe='')}"
