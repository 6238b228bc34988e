"""Write to whoever a leak touched, some at a time, and set the cases of those who then complained beside the incident."""

from datetime import datetime

from ombud.store import affected
from ombud.store.in_turn import one_by_one


def tell_affected(*, now: datetime) -> int:
    """Do a page of the incident that has waited longest, and return of how many that was."""
    return one_by_one(
        lambda beside: affected.due(now=now, beside=beside),
        lambda one: affected.turn(one, now=now),
        what="affected",
        now=now,
    )
