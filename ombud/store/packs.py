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
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.pack.plain import record
from ombud.core.pack.types import Pack, WorkingDays
from ombud.core.pack.union import Conflict, Union, about, union
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


def of_case(case: Case) -> Pack:
    """Return what a case is judged by: its pack, or every duty of the packs of all places that its complainants are of."""
    return joint(tuple(law.pack for law in case.laws)).pack


def for_reader(case: Case, complaint: Complaint) -> Pack:
    """Return the pack by which a complainant is written to: of their own place; else what judges the case."""
    own = complaint.received.jurisdiction
    return next((by_digest(law.pack) for law in case.laws if law.jurisdiction == own), of_case(case))


def laws_of(case: Case) -> tuple[Pack, ...]:
    """Return the pack of each place whose duties count, the one that the case began with first."""
    return tuple(by_digest(law.pack) for law in case.laws)


def conflicts_of(case: Case) -> tuple[Conflict, ...]:
    """Return where the duties of several places contradict each other in such a case."""
    found = joint(tuple(law.pack for law in case.laws))
    return tuple(one for one in found.conflicts if about(one, code=case.code, pack=found.pack))


def joint(digests: tuple[str, ...]) -> Union:
    """Return what holds where all of these packs do, and where they contradict each other."""
    return Union(pack=by_digest(digests[0])) if len(digests) == 1 else _joined(digests)


@lru_cache(maxsize=64)
def _joined(digests: tuple[str, ...]) -> Union:
    return union(tuple(by_digest(digest) for digest in digests))
