"""How is a complainant's file kept? Bytes first, sealed and durable; then the row that names them."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A kept file as its row knows it."""

    id: UUID
    media: str
    size: int
    scan: str
    quarantined: bool
    at: datetime


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
    rows = Evidence.objects.filter(bucket=bucket_of(owner), owner=owner).order_by("at", "id")
    return tuple(
        File(id=row.id, media=row.media, size=row.size, scan=row.scan, quarantined=row.quarantined, at=row.at)
        for row in rows
    )
