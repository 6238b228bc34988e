"""Is one version of a rule of the host's at fault: are many of its decisions in doubt at once, or do far more fall than usually?

No count here is about a person. What is counted are decisions, each once, however many complain of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import comb
from typing import Final

from ombud.core.pack.learning import Faulty


class Sign(StrEnum):
    """What speaks against a rule."""

    CONTESTED = "contested"
    OVERTURNED = "overturned"
    RATE = "rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """So many decisions were judged by people, and so many of those fell."""

    n: int
    fell: int

    @property
    def usual(self) -> float:
        """Return the share that falls, one of each kind added, so that a short past promises neither all nor nothing."""
        return (self.fell + 1) / (self.n + 2)


NONE: Final = Judged(n=0, fell=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of a rule: complained of and undone just now, judged lately and before that, and before that of `all` rules."""

    contested: int = 0
    overturned: int = 0
    lately: Judged = NONE
    before: Judged = NONE
    all: Judged = NONE


def signs(record: Record, *, rule: Faulty) -> tuple[Sign, ...]:
    """Return what speaks against a rule."""
    usual = record.before if record.before.n >= rule.fewest else record.all
    lately = record.lately
    unlikely = lately.n >= rule.fewest and by_chance(lately, usual.usual) * rule.one_in <= 1
    said = {
        Sign.CONTESTED: record.contested >= rule.contested,
        Sign.OVERTURNED: record.overturned >= rule.overturned,
        Sign.RATE: unlikely,
    }
    return tuple(sign for sign, speaks in said.items() if speaks)


def by_chance(judged: Judged, share: float) -> float:
    """Return how likely it is that at least so many fall, were each as likely to as that share says (binomial, exact)."""
    n = judged.n
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(judged.fell, n + 1))
