"""Say that a chore lives."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ombud.store import heartbeats
from ombud.store.transactions import one_transaction


@one_transaction
def beat(chore: str, *, detail: Mapping[str, Any], first: bool = False, now: datetime) -> None:
    """Write down that a chore came round; the first time, forget chores that nobody does any more."""
    if first:
        heartbeats.forget(now=now)
    heartbeats.beat(chore, detail=detail, now=now)
