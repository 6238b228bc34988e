"""Forget who asked how often, and who was logged in, as soon as it no longer counts."""

from datetime import datetime
from typing import Final

from ombud.store import rates
from ombud.store.transactions import one_transaction

MOST: Final = 1000


@one_transaction
def forget_rates(*, now: datetime, limit: int = MOST) -> int:
    """Remove windows and sessions that are over, at most so many of each kind, and return how many."""
    return rates.forget(now=now, limit=limit)
