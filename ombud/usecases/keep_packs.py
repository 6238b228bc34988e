"""Keep the packs and calendars that ship with this house."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ombud.core.pack.types import Pack
from ombud.store import packs as kept
from ombud.store.transactions import one_transaction


@one_transaction
def keep_packs(packs: Sequence[Pack], *, calendars: tuple[Mapping[str, Any], ...], now: datetime) -> int:
    """Store what is not stored yet, by digest; return how many were new. The newest of a place is in force."""
    fresh = [kept.store_pack(pack, now=now) for pack in packs]
    return sum((*fresh, kept.store_calendars(calendars, now=now)))
