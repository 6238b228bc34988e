"""Does the server answer, and if not, how is it brought up in spite of what a killed one left behind?

1. It answers: nothing to do (asked by connecting, never by a pid file).
2. Its pid file names a process that is gone, a zombie, or somebody else's: the number in it is replaced by one that
   nobody has. The rest of the file stays: by it PostgreSQL sees whether children of the dead one still write.
3. It runs but recovers: wait.
4. It was killed and its children still hold the shared memory: they notice within moments; try again.
"""

import time
from pathlib import Path
from typing import Final

from ombud.adapters.database.binaries import Binaries
from ombud.adapters.database.place import SOCKET_NAME, Place
from ombud.adapters.database.unusable import Unusable, Why

PATIENCE: Final = 600.0  # seconds; a recovery after a crash under load may take minutes
_BREATH: Final = 0.1
_ORPHANS_GONE: Final = 30.0
_NOBODY: Final = 2_147_483_646  # beyond every kernel's highest process number
_STILL_HELD: Final = "shared memory block"


def answers(place: Place, binaries: Binaries) -> bool:
    """Tell whether the server takes connections."""
    if not (place.socket / SOCKET_NAME).exists():
        return False
    asked = place.account.run([binaries.folder / "pg_isready", "-q", "-h", place.socket], quiet=True)
    return asked.returncode == 0


def start(place: Place, binaries: Binaries) -> None:
    """Bring the server up; the caller holds the lock."""
    if running(place):
        _wait_until_it_answers(place, binaries)
        return
    _free(place)
    began = time.monotonic()
    while (said := _try(place, binaries)) is not None:
        if _STILL_HELD not in said or time.monotonic() - began > _ORPHANS_GONE:
            raise Unusable(Why.DID_NOT_START, said=said, log=place.log)
        time.sleep(_BREATH)


def stop(place: Place, binaries: Binaries) -> None:
    """End the server, rolling back what is open; none running is fine."""
    if running(place):
        pg_ctl = binaries.folder / "pg_ctl"
        place.account.run([pg_ctl, "-D", place.data, "-m", "fast", "-w", "-t", "120", "stop"], quiet=True)


def running(place: Place) -> bool:
    """Tell whether the pid file names a living server of this very data."""
    try:
        first = (place.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0]
        pid = int(first)
    except (FileNotFoundError, ValueError):
        return False
    process = Path("/proc") / str(pid)
    if not Path("/proc/self").exists():
        return True  # no /proc to ask: let pg_ctl find out
    try:
        return (process / "cwd").readlink() == place.data.resolve() and _state(process) != "Z"
    except OSError:
        return False


def _free(place: Place) -> None:
    """Take the dead server's name off its files; the caller knows that it is dead."""
    (place.socket / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)
    file = place.data / "postmaster.pid"
    if not file.exists():
        return
    first, _, rest = file.read_text(encoding="utf-8", errors="replace").partition("\n")
    if first.strip().lstrip("-").isdigit():
        file.write_text(f"{_NOBODY}\n{rest}", encoding="utf-8")
    else:
        file.unlink()


def _try(place: Place, binaries: Binaries) -> str | None:
    """Start once; return what the server said if it did not."""
    size = place.log.stat().st_size if place.log.exists() else 0
    pg_ctl = binaries.folder / "pg_ctl"
    begun: list[str | Path] = [
        pg_ctl,
        "-D",
        place.data,
        "-w",
        "-t",
        f"{PATIENCE:.0f}",
        "-l",
        place.log,
        "start",
    ]
    if place.account.run(begun, quiet=True).returncode == 0:
        return None
    return _said_since(place.log, size)


def _said_since(log: Path, size: int) -> str:
    try:
        with log.open("rb") as file:
            file.seek(size)
            lines = file.read().decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return "nothing"
    grave = [line for line in lines if "FATAL" in line or "PANIC" in line]
    return (grave or lines or ["nothing"])[0]


def _state(process: Path) -> str:
    return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]


def _wait_until_it_answers(place: Place, binaries: Binaries) -> None:
    began = time.monotonic()
    while not answers(place, binaries):
        if time.monotonic() - began > PATIENCE:
            raise Unusable(Why.DID_NOT_START, said="it runs but does not answer", log=place.log)
        if not running(place):
            start(place, binaries)
            return
        time.sleep(_BREATH)
