"""Let the books of cases that were open already say that they stand beside another."""

from datetime import datetime

from ombud.core.vocabulary import CaseId
from ombud.store import kin
from ombud.store.in_turn import each


def set_beside(*, now: datetime, limit: int = 64) -> int:
    """Settle who is due and return how many; doing it twice writes once."""
    return each(kin.due(now=now, limit=limit), lambda pair: _settle(*pair, now=now), what="kin", now=now)


def _settle(first: CaseId, other: CaseId, *, now: datetime) -> int:
    kin.settle(first, other, now=now)
    return 1
