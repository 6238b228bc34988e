"""Let the books of cases that were open already say that they stand beside another."""

from datetime import datetime

from ombud.store import kin


def set_beside(*, now: datetime, limit: int = 64) -> int:
    """Settle who is due and return how many; doing it twice writes once."""
    waiting = kin.due(now=now, limit=limit)
    for first, other in waiting:
        kin.settle(first, other, now=now)
    return len(waiting)
