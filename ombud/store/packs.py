"""Which pack, and with it which calendars, is a case judged by? Stored by digest, never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final, cast

from django.db import connection
from psycopg import Connection

from ombud.core.calendars import Calendar
from ombud.core.complaint import Complaint
from ombud.core.pack.plain import record
from ombud.core.pack.types import Pack, WorkingDays
from ombud.store import rulebook
from ombud.store.models import CompiledPack


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPack:
    """A pack that is kept here; `golden` is how many golden cases it passed when it was stored, None untried."""

    digest: str
    version: str
    golden: int | None
    at: datetime


APART: Final = "calendars"
"""What calendars were called when they were kept as if they were a pack."""


def store_pack(pack: Pack, *, now: datetime, golden: int | None = None) -> bool:
    """Store a compiled pack with the number of golden cases it passed, None if nobody tried; say whether it is new."""
    _, made = CompiledPack.objects.get_or_create(
        digest=pack.digest,
        defaults={
            "pack": pack.id,
            "jurisdiction": pack.jurisdiction,
            "version": pack.version,
            "golden": golden,
            "body": pack.compiled,
            "stored_at": now,
        },
    )
    forget()
    return made


def is_stored(digest: str) -> bool:
    """Say whether a pack is stored already."""
    return CompiledPack.objects.filter(digest=digest).exists()


def has_any(jurisdiction: str) -> bool:
    """Say whether a place has a pack at all."""
    return CompiledPack.objects.filter(jurisdiction=jurisdiction).exists()


def stored(jurisdiction: str) -> tuple[StoredPack, ...]:
    """Return what is stored for a place, newest first."""
    rows = CompiledPack.objects.filter(jurisdiction=jurisdiction).order_by("-stored_at")
    return tuple(
        StoredPack(digest=row.digest, version=row.version, golden=row.golden, at=row.stored_at)
        for row in rows.defer("body")
    )


def forget() -> None:
    """Look again which packs are in force."""
    rulebook.forget()


def in_force(jurisdiction: str) -> Pack:
    """Return the pack that new cases of a jurisdiction are judged by."""
    return rulebook.in_force(jurisdiction, connection=_link())


def _link() -> Connection:
    connection.ensure_connection()
    return cast("Connection", connection.connection)


def of_complaint(complaint: Complaint) -> Pack:
    """Return the pack a complaint was sorted by; before that, and for older lines, what is in force now."""
    return by_digest(complaint.pack) if complaint.pack else in_force(complaint.received.jurisdiction)


def by_digest(digest: str) -> Pack:
    """Return the pack of a digest; refuse a body that is another's."""
    return rulebook.by_digest(digest, connection=_link())


@lru_cache(maxsize=64)
def calendars_of(digest: str) -> Mapping[str, Calendar]:
    """Return the calendars that a pack counts by; they are part of it, so its digest pins them, too."""
    entries = tuple(by_digest(digest).calendars.values()) or _kept_apart()
    return MappingProxyType({days.id: days.calendar() for days in entries})


def _kept_apart() -> tuple[WorkingDays, ...]:
    """Return the calendars that were kept beside the packs, for those from before they were part of them."""
    row = CompiledPack.objects.filter(pack=APART).order_by("-stored_at").first()
    plain = json.loads(bytes(row.body)) if row else ()
    return tuple(record(WorkingDays, entry, where=APART) for entry in plain)
