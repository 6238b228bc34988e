"""Which pack and which calendars is a case judged by? Stored by digest, never changed."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final

from ombud.core.calendars import Calendar, parse
from ombud.core.complaint import Complaint
from ombud.core.pack.parse import from_compiled
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.store.models import CompiledPack

CALENDARS: Final = "calendars"
EVERYWHERE: Final = "*"
_active: dict[str, str] = {}


def store_pack(pack: Pack, *, now: datetime) -> bool:
    """Store a compiled pack; say whether it is new."""
    return _store(pack.compiled, digest=pack.digest, name=pack.id, jurisdiction=pack.jurisdiction, now=now)


def store_calendars(plain: tuple[Mapping[str, Any], ...], *, now: datetime) -> bool:
    """Store the calendars; say whether they are new."""
    body = json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str).encode()
    return _store(body, digest=sha256(body).hexdigest(), name=CALENDARS, jurisdiction=EVERYWHERE, now=now)


def _store(body: bytes, *, digest: str, name: str, jurisdiction: str, now: datetime) -> bool:
    _, made = CompiledPack.objects.get_or_create(
        digest=digest,
        defaults={
            "pack": name,
            "jurisdiction": jurisdiction,
            "version": digest[:12],
            "body": body,
            "stored_at": now,
        },
    )
    forget()
    return made


def forget() -> None:
    """Look again which packs are in force."""
    _active.clear()
    calendars.cache_clear()


def in_force(jurisdiction: str) -> Pack:
    """Return the pack that new cases of a jurisdiction are judged by."""
    digest = _active.get(jurisdiction)
    if digest is None:
        newest = (
            CompiledPack.objects.exclude(pack=CALENDARS)
            .filter(jurisdiction=jurisdiction)
            .order_by("-stored_at")
        )
        row = newest.values_list("digest", flat=True).first()
        if row is None:
            raise Refused(No.PACK_BROKEN, jurisdiction=jurisdiction)
        _active[jurisdiction] = digest = row
    return by_digest(digest)


def of_complaint(complaint: Complaint) -> Pack:
    """Return the pack a complaint was sorted by; before that, and for older lines, what is in force now."""
    return by_digest(complaint.pack) if complaint.pack else in_force(complaint.received.jurisdiction)


@lru_cache(maxsize=64)
def by_digest(digest: str) -> Pack:
    """Return the pack of a digest."""
    row = CompiledPack.objects.filter(digest=digest).first()
    if row is None:
        raise Refused(No.PACK_BROKEN, digest=digest)
    return from_compiled(bytes(row.body))


@lru_cache(maxsize=1)
def calendars() -> Mapping[str, Calendar]:
    """Return the calendars in force."""
    row = CompiledPack.objects.filter(pack=CALENDARS).order_by("-stored_at").first()
    if row is None:
        raise Refused(No.PACK_BROKEN, digest=CALENDARS)
    parsed = (parse(plain) for plain in json.loads(bytes(row.body)))
    return MappingProxyType({calendar.id: calendar for calendar in parsed})
