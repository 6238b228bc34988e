"""How long did things take? Exact to the minute, in room that does not grow with how many there were."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate

_MINUTE = timedelta(minutes=1)
_HOUR = 60


@dataclass(slots=True)
class Spread:
    """How often something took so many whole minutes."""

    minutes: Counter[int] = field(default_factory=Counter)

    def add(self, took: timedelta) -> None:
        """Count one more; what ended before it began took no time."""
        self.minutes[max(took // _MINUTE, 0)] += 1

    @property
    def n(self) -> int:
        """Return how many were counted."""
        return self.minutes.total()

    def median(self) -> float | None:
        """Return the hours that half of them took at most; nothing of nothing."""
        if not self.n:
            return None
        middle = ((self.n - 1) // 2, self.n // 2)
        return round(sum(self._at(place) for place in middle) / 2 / _HOUR, 2)

    def mean(self) -> float | None:
        """Return how many hours they took on average; nothing of nothing."""
        if not self.n:
            return None
        return round(sum(took * n for took, n in self.minutes.items()) / self.n / _HOUR, 2)

    def _at(self, place: int) -> int:
        """Return the minutes of the one in this place, shortest first."""
        times = sorted(self.minutes)
        lasts = list(accumulate(self.minutes[took] for took in times))
        return times[bisect_right(lasts, place)]
