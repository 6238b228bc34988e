"""Who runs the database? PostgreSQL refuses to be root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ombud.adapters.database.unusable import Unusable, Why

UNPRIVILEGED: Final = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """Ourselves, or whom root drops to."""

    uid: int
    gid: int
    dropped: bool

    def run(self, command: Sequence[str | Path], *, quiet: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, far from our folder, terminal and settings.

        `quiet` is for whatever leaves a child behind: that child would keep a pipe open for ever.
        """
        out = subprocess.DEVNULL if quiet else subprocess.PIPE
        try:
            return subprocess.run(
                [str(part) for part in command],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                text=True,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                user=self.uid if self.dropped else None,
                group=self.gid if self.dropped else None,
                extra_groups=[] if self.dropped else None,
            )
        except PermissionError as error:
            return subprocess.CompletedProcess(command, returncode=126, stdout="", stderr=str(error))

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        if self.dropped:
            os.chown(path, self.uid, self.gid)


def choose() -> Account:
    """Stay who we are; root drops to an account that exists."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), dropped=False)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid, dropped=True)
    raise Unusable(Why.NO_ACCOUNT, names=", ".join(UNPRIVILEGED))


def owner_of(folder: Path) -> Account:
    """Become, as root, whoever made this folder."""
    found = folder.stat()
    return Account(uid=found.st_uid, gid=found.st_gid, dropped=True)
