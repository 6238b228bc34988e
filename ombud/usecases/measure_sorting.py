"""Measure how far behind sorting is."""

from datetime import datetime

from ombud.store import sorting
from ombud.store.sorting import Lag


def measure_sorting(*, now: datetime) -> Lag:
    """Return how many complaints wait to be sorted, and for how many seconds the oldest, and the oldest danger, has."""
    return sorting.lag(now=now)
