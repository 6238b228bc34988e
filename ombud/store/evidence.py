"""How is a complainant's file kept? Bytes first, sealed and durable; then the row that names them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core.facts import EvidenceAdded
from ombud.core.ids import bucket_of
from ombud.store import files, texts
from ombud.store.files import Kept, Source
from ombud.store.models import Evidence
from ombud.store.vault import vault

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_FILES: Final = 20
OPENABLE: Final = frozenset({"clean", "not_scanned"})
"""What a scanner must have said of a file that is opened; `not_scanned`: the operator runs without one."""


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

    @property
    def shut(self) -> str:
        """Say why nobody may open it, if so: quarantined, or the scanner has not said that it is clean."""
        if self.quarantined:
            return "quarantined"
        return "" if self.scan in OPENABLE else self.scan


def keep(name: UUID, *, source: Source, person: UUID) -> Kept:
    """Write the bytes under the person's key, before any commit names them."""
    return files.keep(vault().folder, name, source, texts.key_of(person), limit=MOST_BYTES)


def drop(name: UUID) -> None:
    """Remove bytes that no commit came to name."""
    files.drop(vault().folder, name)


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
    ).save(force_insert=True)


def of(owner: UUID) -> tuple[File, ...]:
    """Return the files of a complaint or case, oldest first."""
    return _files(Evidence.objects.filter(bucket=bucket_of(owner), owner=owner).order_by("at", "id"))


def find(file: UUID) -> File | None:
    """Return a file by its random name, which carries the bucket of its complaint."""
    return next(iter(_files(Evidence.objects.filter(bucket=bucket_of(file), id=file))), None)


def content(file: File) -> Iterator[bytes]:
    """Yield the bytes, each chunk checked; refuse at once when the person was erased."""
    return files.open_file(vault().folder, file.id, texts.key_of(file.person))


def _files(rows: Iterable[Evidence]) -> tuple[File, ...]:
    found = tuple(rows)
    known = texts.known({row.person for row in found})
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
            erased=row.person not in known,
        )
        for row in found
    )
