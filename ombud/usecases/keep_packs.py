"""Keep packs; a place begins with its first pack, every later one waits to be activated."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from ombud.core.pack.types import Pack
from ombud.store import packs as kept
from ombud.store.transactions import one_transaction

AFTER: Final = timedelta(microseconds=1)
"""Who is kept together with another is not a place's first."""


def _untried(_pack: Pack) -> None:
    """Leave a pack untried: it can be stored, but nobody can propose it."""


@one_transaction
def keep_packs(
    packs: Sequence[Pack],
    *,
    following: Sequence[Pack] = (),
    trial: Callable[[Pack], int | None] = _untried,
    now: datetime,
) -> tuple[str, ...]:
    """Store what is not stored yet, by digest; return the places whose new pack waits to be activated.

    `following` are those that these turn into on a later day; they come into force then, as was signed. `trial` says how
    many golden cases a pack passes, 0 if it misses one; it is asked about all but a place's first.
    """
    waiting = []
    for pack in packs:
        later = kept.has_any(pack.jurisdiction) and not kept.is_stored(pack.digest)
        kept.store_pack(pack, golden=trial(pack) if later else None, now=now)
        waiting += [pack.jurisdiction] * later
    for pack in following:
        if not kept.is_stored(pack.digest):
            kept.store_pack(pack, golden=trial(pack), now=now + AFTER)
    return tuple(waiting)
