"""Which keys do machines have? Kept only as keyed hashes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ombud.core.flaggers import Trust
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
    trust: Trust | None = None


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
            trust=_trust(row),
        )
        for row in ApiKey.objects.order_by("made_at", "hash")
    ]


def trust(hashed: bytes, standing: Trust) -> bool:
    """Give a key that is in force a standing in place of any before; say whether there is such a key."""
    given = {
        "trusted_for": list(standing.areas),
        "trusted_by": standing.by,
        "trusted_since": standing.since,
        "trusted_until": standing.until,
    }
    return ApiKey.objects.filter(hash=hashed, revoked_at__isnull=True).update(**given) == 1


def distrust(hashed: bytes, *, now: datetime) -> bool:
    """End a standing; what came in before keeps its priority. Say whether there was one."""
    rows = ApiKey.objects.filter(hash=hashed, trusted_since__isnull=False)
    return rows.exclude(trusted_until__lte=now).update(trusted_until=now) == 1


def trusts(senders: Iterable[UUID]) -> Mapping[UUID, Trust]:
    """Return the standing of each of these machines that has or had one."""
    wanted = frozenset(senders)
    rows = ApiKey.objects.filter(sender__in=wanted, trusted_since__isnull=False) if wanted else ()
    return {row.sender: given for row in rows if (given := _trust(row)) is not None}


def _trust(row: ApiKey) -> Trust | None:
    if row.trusted_since is None:
        return None
    return Trust(
        areas=tuple(row.trusted_for), by=row.trusted_by, since=row.trusted_since, until=row.trusted_until
    )
