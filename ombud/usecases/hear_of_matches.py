"""Take the host's word that something has a fingerprint that is kept out, or nearly: a person looks at each."""

from collections.abc import Iterable
from datetime import datetime

from ombud.core.ids import Mint
from ombud.store import matched
from ombud.store.matched import Match

__all__ = ["Match", "hear_of_matches"]


def hear_of_matches(key: str, matches: Iterable[Match], *, mint: Mint, now: datetime) -> int:
    """Return how many of these are new; `key` is that of the order by which the fingerprint is kept out."""
    first = matched.keeper_of(key)
    return sum(matched.hear(first, one, key=key, mint=mint, now=now) for one in matches)
