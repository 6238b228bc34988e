"""Which folder is home?"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DEFAULT: Final = "var"


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder of one installation."""

    path: Path

    @classmethod
    def at(cls, path: str | os.PathLike[str]) -> "Home":
        """Name a folder, wherever we stand."""
        return cls(Path(path).expanduser().absolute())

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Home":
        """Take OMBUD_HOME, else ./var."""
        return cls.at(environ.get("OMBUD_HOME") or DEFAULT)

    @property
    def policies(self) -> Path:
        """Return where this house lays its own rules over those that ship; it need not be there."""
        return self.path / "policies"

    def made(self) -> "Home":
        """Make sure the folder is there, for its owner only."""
        if not self.path.is_dir():
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self

    def room(self, name: str) -> Path:
        """Return a folder inside, made for the owner only."""
        folder = self.made().path / name
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder
