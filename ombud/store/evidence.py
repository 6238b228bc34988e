"""How is a complainant's file kept? Bytes first, sealed and durable; then the row that names them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from ombud.core.facts import EvidenceAdded, Scanned
from ombud.core.ids import bucket_of
from ombud.store import files, texts
from ombud.store.files import Kept, Source
from ombud.store.models import Evidence
from ombud.store.vault import vault

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_FILES: Final = 20
OPENABLE: Final = frozenset({"clean", "not_scanned"})
"""What a scanner must have said of a file that is opened; `not_scanned`: the operator runs without one."""
PENDING: Final = "pending"
SCAN_AGAIN: Final = tuple(timedelta(seconds=each) for each in (60, 300, 900, 3600, 6 * 3600, 24 * 3600))
"""After each time the scanner was asked in vain; the last again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A kept file as its row knows it."""

    id: UUID
    owner: UUID
    person: UUID
    media: str
    size: int
    scan: str
    quarantined: bool
    at: datetime
    erased: bool
    scans: int = 0

    @property
    def shut(self) -> str:
        """Say why nobody may open it, if so: quarantined, or the scanner has not said that it is clean."""
        if self.quarantined:
            return "quarantined"
        return "" if self.scan in OPENABLE else self.scan


def keep(name: UUID, *, source: Source, person: UUID) -> Kept:
    """Write the bytes under the person's key, before any commit names them."""
    return files.keep(vault().folder, name, source, texts.key_of(person), limit=MOST_BYTES)


class _Poured:
    """Bytes that come in chunks, read as a file is."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._held = chunks, b""

    def read(self, size: int, /) -> bytes:
        """Return this many bytes, fewer at the end."""
        while len(self._held) < size and (more := next(self._chunks, b"")):
            self._held += more
        taken, self._held = self._held[:size], self._held[size:]
        return taken


def copy(name: UUID, *, file: File, person: UUID) -> Kept:
    """Write the bytes of a kept file under another name and another person's key; they lie nowhere open meanwhile."""
    return keep(name, source=_Poured(content(file)), person=person)


def drop(name: UUID) -> None:
    """Remove bytes that no commit came to name."""
    files.drop(vault().folder, name)


def fingerprint(name: UUID) -> str:
    """Return the digest of the sealed bytes as they lie there, empty when they do not."""
    return files.fingerprint(vault().folder, name)


def attach(fact: EvidenceAdded, *, owner: UUID, person: UUID, scan: str, at: datetime) -> None:
    """Write the row of a file that a fact of the same commit names."""
    Evidence(
        bucket=bucket_of(owner),
        owner=owner,
        id=fact.evidence,
        person=person,
        media=fact.media,
        size=fact.size,
        scan=scan,
        quarantined=fact.quarantined,
        source=fact.source,
        at=at,
        scan_due_at=at + SCAN_AGAIN[0] if scan == PENDING else None,
    ).save(force_insert=True)


def of(owner: UUID) -> tuple[File, ...]:
    """Return the files of a complaint or case, oldest first."""
    return _files(Evidence.objects.filter(bucket=bucket_of(owner), owner=owner).order_by("at", "id"))


def find(file: UUID) -> File | None:
    """Return a file by its random name, which carries the bucket of its complaint."""
    return next(iter(_files(_row(file))), None)


def to_scan(*, now: datetime, limit: int) -> tuple[File, ...]:
    """Return pending files whose time to be scanned again has come; a look without a lock."""
    return _files(Evidence.objects.filter(scan_due_at__lte=now).order_by("scan_due_at")[:limit])


def lease_scan(file: File, *, now: datetime) -> bool:
    """Take the scan for one worker, and plan the next for when it fails; say no if somebody was faster."""
    row = _row(file.id).filter(scans=file.scans, scan_due_at__lte=now)
    pause = SCAN_AGAIN[min(file.scans, len(SCAN_AGAIN) - 1)]
    return bool(row.update(scans=file.scans + 1, scan_due_at=now + pause))


def scanned(fact: Scanned) -> None:
    """Write into the row what a fact of the same commit says."""
    row = _row(fact.evidence)
    row.update(scan=fact.verdict, scan_due_at=None)
    if fact.quarantined:
        row.update(quarantined=True)


def scan_no_more(file: File) -> None:
    """Ask no more about a file that nobody can read: its person was erased."""
    _row(file.id).update(scan_due_at=None)


def _row(file: UUID) -> QuerySet[Evidence]:
    return Evidence.objects.filter(bucket=bucket_of(file), id=file)


def content(file: File, part: range | None = None) -> Iterator[bytes]:
    """Yield the bytes, or a part of them, each chunk checked; refuse at once when the person was erased."""
    return files.open_file(vault().folder, file.id, texts.key_of(file.person), part=part)


def _files(rows: Iterable[Evidence]) -> tuple[File, ...]:
    found = tuple(rows)
    known, folder = texts.known({row.person for row in found}), vault().folder
    return tuple(
        File(
            id=row.id,
            owner=row.owner,
            person=row.person,
            media=row.media,
            size=row.size,
            scan=row.scan,
            quarantined=row.quarantined,
            at=row.at,
            erased=row.person not in known or not files.is_kept(folder, row.id),
            scans=row.scans,
        )
        for row in found
    )
