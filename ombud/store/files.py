"""How are evidence bytes kept?

A file is written before the commit that names it: temporary name, fsync, rename, fsync of the folder. A crash in
between leaves an orphan, which `sweep` finds a day later; it never leaves a fact without its file. Paths are made of
the random name alone: bucket folder, then the id in hex.

Shape: magic, 16 bytes of key salt, then 1 MiB chunks of (salt + content), each AES-256-GCM under a key of this file
alone (person's key, key salt, name) with the nonce (counter, last?): a cut, moved or repeated chunk does not open.
The digest in the ledger is SHA-256(salt + content), the salt sealed inside like a text's.
"""

import hmac
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from ombud.store.sealing import SALT_BYTES, SealBroken

CHUNK: Final = 1 << 20
ORPHANED_AFTER: Final = timedelta(days=1)
_TAG_BYTES: Final = 16
_MAGIC: Final = b"OMBUDF1\n"
_HEADER_BYTES: Final = len(_MAGIC) + SALT_BYTES
_UNFINISHED: Final = ".part"
_OURS: Final = re.compile(r"[0-9a-f]{32}(\.part)?")

Known = Callable[[frozenset[UUID]], frozenset[UUID]]
"""Which of these names does a row name? (A set's `intersection` will do.)"""


class FileGone(Exception):  # noqa: N818 - said as people say it
    """A file that a row names is not in its folder."""


class Source(Protocol):
    """What a file is read from: an upload, a socket, an open file."""

    def read(self, size: int, /) -> bytes:
        """Return at most this many bytes, none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on disk, ready to be named by a commit."""

    name: UUID
    size: int
    digest: bytes


def keep(folder: Path, name: UUID, source: Source, key: bytes, *, limit: int) -> Kept:
    """Write the source sealed and durable; refuse with FILE_TOO_LARGE over the limit, leaving nothing behind."""
    header = _MAGIC + os.urandom(SALT_BYTES)
    salt = os.urandom(SALT_BYTES)
    digest = sha256()
    size = -SALT_BYTES
    with _durably(_path(folder, name)) as out:
        out.write(header)
        cipher = _cipher(key, header, name)
        for count, (chunk, last) in enumerate(_chunks(_Salted(salt, source), CHUNK)):
            size += len(chunk)
            if size > limit:
                raise Refused(No.FILE_TOO_LARGE, limit=limit)
            digest.update(chunk)
            out.write(cipher.encrypt(_nonce(count, last=last), chunk, None))
    return Kept(name, size, digest.digest())


def open_file(folder: Path, name: UUID, key: bytes, *, part: range | None = None) -> Iterator[bytes]:
    """Yield the content, or a part of its bytes, in checked chunks: only those it lies in are read.

    Raise FileGone at once, SealBroken before a chunk that was tampered with.
    """
    if not is_kept(folder, name):
        raise FileGone(name)
    chunk, skip = divmod(SALT_BYTES + (part.start if part else 0), CHUNK)
    content = _without(_opened(_path(folder, name), name, key, first=chunk), skip)
    return _up_to(content, len(part)) if part else content


def matches(folder: Path, name: UUID, key: bytes, digest: bytes) -> bool:
    """Tell whether the file is the one a fact vouches for; raise FileGone or SealBroken if it cannot be read."""
    if not is_kept(folder, name):
        raise FileGone(name)
    found = sha256()
    for chunk in _opened(_path(folder, name), name, key):
        found.update(chunk)
    return hmac.compare_digest(digest, found.digest())


def is_kept(folder: Path, name: UUID) -> bool:
    """Tell whether the file is there, without its person's key."""
    return _path(folder, name).is_file()


def fingerprint(folder: Path, name: UUID) -> str:
    """Return the SHA-256 of a file as it lies there, sealed; empty when there is none."""
    if not is_kept(folder, name):
        return ""
    with _path(folder, name).open("rb") as stored:
        return file_digest(stored, "sha256").hexdigest()


def drop(folder: Path, name: UUID) -> None:
    """Remove a file whose person was erased or whose time is over; a file already gone is fine."""
    path = _path(folder, name)
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        _settle(path.parent)


def sweep(folder: Path, known: Known, *, now: datetime) -> Iterator[Path]:
    """Yield what a crash between file and commit left over a day ago, folder by folder; removing is the caller's."""
    before = (now - ORPHANED_AFTER).timestamp()
    for shard in sorted(path for path in folder.glob("[0-9a-f][0-9a-f]") if path.is_dir()):
        old = [
            path for path in sorted(shard.iterdir()) if _OURS.fullmatch(path.name) and _is_old(path, before)
        ]
        names = {path: UUID(hex=path.name) for path in old if path.suffix != _UNFINISHED}
        named = known(frozenset(names.values()))
        yield from (path for path in old if names.get(path) not in named)


def _path(folder: Path, name: UUID) -> Path:
    return folder / f"{bucket_of(name):02x}" / name.hex


def _is_old(path: Path, before: float) -> bool:
    try:
        found = path.stat()
    except FileNotFoundError:  # finished or removed while we looked
        return False
    return stat.S_ISREG(found.st_mode) and found.st_mtime < before


@contextmanager
def _durably(path: Path) -> Iterator[BinaryIO]:
    _make_folder(path.parent)
    if path.exists():
        raise FileExistsError(path)
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:  # noqa: PTH123 - by descriptor, for the mode
            yield out
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _make_folder(shard: Path) -> None:
    if not shard.is_dir():
        shard.mkdir(mode=0o700, parents=True, exist_ok=True)
        _settle(shard.parent)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(slots=True)
class _Salted:
    """The salt, then the source, read as one."""

    salt: bytes
    source: Source

    def read(self, size: int, /) -> bytes:
        if not self.salt:
            return self.source.read(size)
        salt, self.salt = self.salt, b""
        return salt


def _chunks(source: Source, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield full chunks, and whether each is the last one (short reads are not the end)."""
    chunk = _fill(source, size)
    while following := _fill(source, size):
        yield chunk, False
        chunk = following
    yield chunk, True


def _fill(source: Source, size: int) -> bytes:
    filled = source.read(size)
    while filled and len(filled) < size and (more := source.read(size - len(filled))):
        filled += more
    return filled


def _opened(path: Path, name: UUID, key: bytes, *, first: int = 0) -> Iterator[bytes]:
    with path.open("rb") as stored:
        header = stored.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
            raise SealBroken(name)
        cipher = _cipher(key, header, name)
        stored.seek(first * (CHUNK + _TAG_BYTES), os.SEEK_CUR)
        for count, (chunk, last) in enumerate(_chunks(stored, CHUNK + _TAG_BYTES), first):
            try:
                yield cipher.decrypt(_nonce(count, last=last), chunk, None)
            except (InvalidTag, ValueError):  # ValueError: too short to hold a tag
                raise SealBroken(name) from None


def _without(opened: Iterator[bytes], skip: int) -> Iterator[bytes]:
    yield next(opened)[skip:]
    yield from opened


def _up_to(content: Iterator[bytes], left: int) -> Iterator[bytes]:
    for chunk in content:
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            return


def _cipher(key: bytes, header: bytes, name: UUID) -> AESGCM:
    return AESGCM(hmac.digest(key, b"ombud file\0" + header + name.bytes, "sha256"))


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11) + bytes((last,))
