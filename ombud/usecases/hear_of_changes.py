"""Take the host's word that something happened to an account: what is odd on one that is watched is answered at once."""

from collections.abc import Iterable
from datetime import datetime

from ombud.core.ids import Mint
from ombud.core.vocabulary import SubjectKind
from ombud.core.watching import Change, odd
from ombud.store import subjects, taken_again, watching
from ombud.store.taken_again import Told


def hear_of_changes(
    platform: str, account: str, changes: Iterable[Change], *, raw: bytes, mint: Mint, now: datetime
) -> int:
    """Return how many of these are odd, on a watched account, and new; of an account that nobody watches none is."""
    several = tuple(changes)
    known = subjects.known_as(platform, SubjectKind.ACCOUNT, account)
    return sum(
        taken_again.hear(Told(about=one, changes=odd(several, since=one.since), raw=raw), mint=mint, now=now)
        for one in watching.of(known, now=now)
    )
