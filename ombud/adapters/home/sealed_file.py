"""How is a small secret file written so that racing starts agree on one?"""

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any


def read_or_make(path: Path, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Read the file, or write what `make` returns; whoever comes first wins, all read the same."""
    with suppress(FileNotFoundError):
        return read(path)
    draft = _draft(path, make())
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    return read(path)


def replace(path: Path, content: dict[str, Any]) -> None:
    """Put new content in the file's place in one step."""
    _draft(path, content).replace(path)


def read(path: Path) -> dict[str, Any]:
    """Read the file."""
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


def _draft(path: Path, content: dict[str, Any]) -> Path:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(json.dumps(content, indent=2).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return draft
