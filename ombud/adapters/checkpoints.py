"""Where do signed checkpoints lie, and does one hold?

A checkpoint is two files under one number: `000007.heads.gz` lists how far each book has come, and `000007.txt` is a
statement over that list with an Ed25519 signature (RFC 8032), small enough to mail or to print.
"""

import gzip
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ombud.adapters.home import Home, secrets_of
from ombud.core.audit import Checkpoint, Head

ROOM: Final = "checkpoints"
NONE: Final = "0" * 64
"""What the first checkpoint says of the one before it."""
LISTS_KEPT: Final = 8
"""Lists of heads that stay: each covers all that came before it, so older ones only say when something changed."""
_SIGNATURE: Final = "signature: "


class Broken(Exception):  # noqa: N818 - read as a word
    """A checkpoint that cannot be believed; says why."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The checkpoints of one home, signed with its key."""

    folder: Path
    seed: bytes

    @property
    def key(self) -> str:
        """Return the public key, as hexadecimal digits."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw().hex()

    def newest(self) -> Path | None:
        """Return the statement of the newest checkpoint."""
        return max(self.folder.glob("[0-9]*.txt"), default=None)

    def add(self, heads: Iterable[Head], *, now: datetime) -> Path | None:
        """Write the next checkpoint; none if somebody else wrote it meanwhile."""
        last = self.newest()
        no = 1 if last is None else int(last.stem) + 1
        draft = self.folder / f".{no:06d}.{secrets.token_hex(6)}"
        try:
            books, lines, digest = _write_list(draft, heads)
            made = Checkpoint(
                no=no,
                at=now,
                books=books,
                lines=lines,
                heads=digest,
                before=NONE if last is None else sha256(last.read_bytes()).hexdigest(),
            )
            place = self.folder / f"{no:06d}.txt"
            if not self._state(made, place):
                return None
            draft.replace(_list_of(place))
        finally:
            draft.unlink(missing_ok=True)
        for old in sorted(self.folder.glob("[0-9]*.heads.gz"))[:-LISTS_KEPT]:
            old.unlink()
        return place

    def _state(self, made: Checkpoint, place: Path) -> bool:
        """Sign it and put it in its place, unless there is one."""
        text = f"{made.text()}key: {self.key}\n"
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode()).hex()
        with suppress(FileExistsError), place.open("x", encoding="ascii") as file:
            file.write(f"{text}{_SIGNATURE}{signature}\n")
            file.flush()
            os.fsync(file.fileno())
            return True
        return False


@cache
def shelf(home: Home) -> Shelf:
    """Return where a home keeps its checkpoints; its key is read once a process."""
    return Shelf(home.room(ROOM), secrets_of(home).checkpoint)


def read(place: Path, *, key: str) -> Checkpoint:
    """Return a checkpoint from the file of its statement, if it was signed with this public key."""
    return believed(place.read_text(encoding="ascii"), key=key, name=place.name)


def believed(statement: str, *, key: str, name: str) -> Checkpoint:
    """Return what a statement says, if it was signed with this public key."""
    text, _, signature = statement.rpartition(_SIGNATURE)
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature.strip()), text.encode()
        )
        return Checkpoint.read(text)
    except (InvalidSignature, ValueError, KeyError) as no:
        raise Broken(f"{name}: not signed with the key {key[:16]}…") from no


def heads(place: Path, checkpoint: Checkpoint, *, page: int = 1000) -> Iterator[list[Head]]:
    """Yield the list that a statement speaks of, page by page, once its digest was found to be the one signed."""
    listed = _list_of(place)
    if not listed.exists():
        raise Broken(f"{listed.name} is not beside {place.name}")
    with gzip.open(listed, "rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != checkpoint.heads:
        raise Broken(f"{listed.name} is not the list that was signed")
    with gzip.open(listed, "rt", encoding="ascii") as lines:
        while several := [Head.read(line.strip()) for line in islice(lines, page)]:
            yield several


def files(place: Path) -> tuple[Path, Path]:
    """Return the two files of a checkpoint: its statement and its list."""
    return place, _list_of(place)


def _write_list(draft: Path, heads: Iterable[Head]) -> tuple[int, int, str]:
    """Write all heads; return how many books and lines they stand for, and the digest of the list."""
    books = lines = 0
    digest = sha256()
    with draft.open("xb") as bare:
        with gzip.GzipFile(fileobj=bare, mode="wb", filename="", mtime=0) as file:
            for head in heads:
                books, lines = books + 1, lines + head.seq
                line = f"{head.text()}\n".encode()
                digest.update(line)
                file.write(line)
        bare.flush()
        os.fsync(bare.fileno())
    return books, lines, digest.hexdigest()


def _list_of(place: Path) -> Path:
    return place.with_suffix(".heads.gz")
