"""How does a new cluster come to be, and is an old one ours to open?"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ombud.adapters.database.binaries import Binaries
from ombud.adapters.database.place import Place
from ombud.adapters.database.unusable import Unusable, Why

SETTINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "listen_addresses": "''",
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "max_connections": "120",
        "shared_buffers": "256MB",
        "fsync": "on",
        "wal_compression": "on",
        "max_wal_size": "512MB",  # what a killed server reads again before it answers: seconds, not minutes
        "checkpoint_timeout": "5min",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_min_messages": "warning",
        "idle_in_transaction_session_timeout": "60s",
    }
)
_HBA: Final = "local all all scram-sha-256\n"
_OWN_FILE: Final = "ombud.conf"


def make(place: Place, binaries: Binaries, *, durably: bool) -> None:
    """Make a cluster under a temporary name and move it into place, so that half a cluster is never found."""
    draft = place.folder / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    password = place.folder / "password"
    try:
        password.touch(mode=0o600)
        password.write_text(place.passwords["ombud_super"], encoding="utf-8")
        place.account.own(password)
        done = place.account.run(
            [
                *(binaries.folder / "initdb", "-D", draft, "-U", "ombud_super", f"--pwfile={password}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--data-checksums"),
                *(() if durably else ("--no-sync",)),
            ]
        )
    finally:
        password.unlink(missing_ok=True)
    if done.returncode != 0:
        raise Unusable(Why.DID_NOT_START, said=_last(done.stderr), log=place.log)
    (draft / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
    with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(f"\ninclude '{_OWN_FILE}'\n")
    _put(place, draft / _OWN_FILE, "")
    draft.rename(place.data)


def refuse_other_major(place: Place, binaries: Binaries) -> None:
    """Refuse data that these programs cannot read."""
    found = int((place.data / "PG_VERSION").read_text(encoding="ascii").strip())
    if found != binaries.major:
        raise Unusable(Why.OTHER_MAJOR, found=found, ours=binaries.major, data=place.data)


def configure(place: Place, settings: Mapping[str, str]) -> None:
    """Write our settings anew at every start: a new release may know better ones."""
    ours = {**SETTINGS, "unix_socket_directories": f"'{place.socket}'", **settings}
    _put(place, place.data / _OWN_FILE, "".join(f"{name} = {value}\n" for name, value in ours.items()))


def _put(place: Place, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    place.account.own(path)


def _last(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else "nothing"
