"""Which chores beat, and what do they say?"""

from ombud.store.lists_office import Beat
from ombud.store.models import Heartbeat


def beats() -> tuple[Beat, ...]:
    """Return the chores by name."""
    rows = Heartbeat.objects.order_by("chore")
    return tuple(Beat(chore=row.chore, at=row.beat_at, detail=row.detail) for row in rows)
