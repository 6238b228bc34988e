"""How far do two people agree, beyond what chance would do, and how sure can one be of a share?

Where nearly everything is of one kind, Cohen's kappa falls although nearly all agree; Gwet's AC1 does not. Both stand beside the
percentage, so that nobody reads one of them alone. Sources: Cohen 1960 (Educ. Psychol. Meas. 20), Gwet 2002 (Stat. Methods for
Inter-Rater Reliability Assessment 1), Wilson 1927 (JASA 22).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

Z: Final = 1.959963984540054
"""How many standard deviations 95 of 100 are within."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of `n` pairs the share that agree; kappa and AC1 where chance alone does not explain everything."""

    n: int
    observed: float
    kappa: float | None
    ac1: float | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement | None:
    """Return how far the first and the second of each pair agree; None where nobody was asked twice."""
    n = len(pairs)
    if not n:
        return None
    observed = sum(one == other for one, other in pairs) / n
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    kinds = sorted({*first, *second})
    by_chance = sum(first[kind] * second[kind] for kind in kinds) / n**2
    means = [(first[kind] + second[kind]) / (2 * n) for kind in kinds]
    gwet = sum(mean * (1 - mean) for mean in means) / (len(kinds) - 1) if len(kinds) > 1 else 0.0
    return Agreement(n=n, observed=observed, kappa=_beyond(observed, by_chance), ac1=_beyond(observed, gwet))


def _beyond(observed: float, by_chance: float) -> float | None:
    return (observed - by_chance) / (1 - by_chance) if by_chance < 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, and between which two shares the true one lies in 95 of 100 cases (Wilson)."""

    k: int
    n: int
    low: float
    high: float


def share(k: int, n: int) -> Share:
    """Return a share with its interval; of nothing nothing is known."""
    if not n:
        return Share(k=k, n=n, low=0.0, high=1.0)
    p, zz = k / n, Z * Z
    middle = (p + zz / (2 * n)) / (1 + zz / n)
    half = Z * sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n)
    return Share(k=k, n=n, low=max(0.0, middle - half), high=min(1.0, middle + half))
