"""Order what was announced for a day once the day has come, and move the day of what was told too late."""

from collections.abc import Sequence
from datetime import datetime

from ombud.core.vocabulary import CaseId
from ombud.store import due, taking_effect
from ombud.store.in_turn import in_groups
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction


def take_effect(*, now: datetime, limit: int = 200) -> int:
    """Let every decision whose day has come take effect, and return how many that were."""
    return in_groups(
        due.cases("effect_at", now=now, limit=limit), lambda ids: _take(ids, now=now), what="effects", now=now
    )


@one_transaction
def _take(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    done = sum(taking_effect.take(book, now=now) for book in books.values())
    put_cases(books.values())
    return done
