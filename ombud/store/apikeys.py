"""Which keys do machines have? Kept only as keyed hashes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ombud.store.callers import Caller
from ombud.store.models import ApiKey


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptKey:
    """What is known of an API key without the key."""

    hash: bytes = field(repr=False)
    sender: UUID
    name: str
    scopes: frozenset[str]
    made_at: datetime
    revoked_at: datetime | None


def keep(hashed: bytes, *, caller: Caller, now: datetime) -> None:
    """Write down a new key by its hash."""
    row = ApiKey(
        hash=hashed, sender=caller.sender, name=caller.name, scopes=sorted(caller.scopes), made_at=now
    )
    row.save(force_insert=True)


def revoke(hashed: bytes, *, now: datetime) -> bool:
    """End a key; say whether there was one in force."""
    return ApiKey.objects.filter(hash=hashed, revoked_at__isnull=True).update(revoked_at=now) == 1


def everyone() -> Sequence[KeptKey]:
    """Return every key ever made, oldest first."""
    return [
        KeptKey(
            hash=bytes(row.hash),
            sender=row.sender,
            name=row.name,
            scopes=frozenset(row.scopes),
            made_at=row.made_at,
            revoked_at=row.revoked_at,
        )
        for row in ApiKey.objects.order_by("made_at", "hash")
    ]
