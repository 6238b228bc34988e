"""Where do the cluster, its socket and its passwords lie?

An ordinary user keeps all of it in the home. Root cannot: the account it drops to reaches nothing below a 0700
folder. So root's cluster lies in /var/lib/ombud under a name of chance that the home remembers.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ombud.adapters.database import account
from ombud.adapters.database.account import Account
from ombud.adapters.database.unusable import Unusable, Why
from ombud.adapters.home import Home
from ombud.adapters.home.sealed_file import read, read_or_make

CREDENTIALS: Final = "database.json"
SHELF: Final = Path("/var/lib/ombud")
SOCKET_PATH_LIMIT: Final = 107  # bytes in sockaddr_un, less the closing zero
SOCKET_NAME: Final = ".s.PGSQL.5432"
ROLES: Final = ("ombud_super", "ombud_owner", "ombud_app")


@dataclass(frozen=True, slots=True)
class Place:
    """Everything one cluster has a path for, and who owns it."""

    home: Home
    folder: Path
    socket: Path
    passwords: dict[str, str]
    account: Account

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "log"

    @property
    def lock(self) -> Path:
        """Held while somebody starts or stops."""
        return self.home.path / "database.lock"

    @property
    def note(self) -> Path:
        """Which home this cluster belongs to."""
        return self.folder / "home"


def locate(home: Home) -> Place:
    """Find the place of a home's cluster; the first call chooses it and its passwords."""
    inside = home.path / "database"
    who = account.choose()
    if who.dropped and inside.is_dir() and inside.stat().st_uid != 0:
        who = account.owner_of(inside)  # an ordinary user's home, opened by root
        folder = inside
        kept = _remembered(home)
    else:
        kept = _remembered(home)
        folder = SHELF / kept["name"] if who.dropped else inside
    return Place(
        home=home,
        folder=folder,
        socket=_socket(folder, kept["name"]),
        passwords=kept["passwords"],
        account=who,
    )


def prepare(place: Place) -> None:
    """Make the folders, for their owner only, and refuse a home that was copied or has lost its cluster."""
    _refuse_copy(place)
    try:
        for folder in (place.folder, place.socket):
            folder.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
            folder.mkdir(exist_ok=True, mode=0o700)
            if folder.stat().st_uid not in {place.account.uid, os.geteuid()}:
                raise Unusable(Why.NOT_WRITABLE, folder=folder)
            place.account.own(folder)
            folder.chmod(0o700)
        place.note.write_text(f"{place.home.path}\n", encoding="utf-8")
    except (PermissionError, NotADirectoryError) as error:
        raise Unusable(Why.NOT_WRITABLE, folder=error.filename or place.folder) from error


def _refuse_copy(place: Place) -> None:
    """Two homes must not share one cluster; a home that moved keeps its own."""
    if not place.note.exists():
        return
    other = Path(place.note.read_text(encoding="utf-8").strip())
    if other == place.home.path or not (other / CREDENTIALS).exists():
        return
    if read(other / CREDENTIALS) == read(place.home.path / CREDENTIALS) and not other.samefile(
        place.home.path
    ):
        raise Unusable(Why.COPIED_HOME, home=place.home.path, other=other)


def _remembered(home: Home) -> dict[str, Any]:
    file = home.made().path / CREDENTIALS
    if not file.exists() and (home.path / "database" / "data").exists():
        raise Unusable(Why.LOST_CLUSTER, file=file, data=home.path / "database")
    try:
        return read_or_make(file, _new)
    except PermissionError as error:
        raise Unusable(Why.NOT_WRITABLE, folder=home.path) from error


def _new() -> dict[str, Any]:
    return {"name": secrets.token_hex(12), "passwords": {role: secrets.token_urlsafe(24) for role in ROLES}}


def _socket(folder: Path, name: str) -> Path:
    socket = folder / "socket"
    if len(os.fsencode(socket / SOCKET_NAME)) + 5 <= SOCKET_PATH_LIMIT:  # 5: the ".lock" beside it
        return socket
    return Path("/tmp") / f"ombud-{name}"  # noqa: S108 - 0700, ours, and its name is of chance
