"""Look at whose notices wait because they were suspended."""

from datetime import datetime

from ombud.store import misuse
from ombud.store.misuse import SuspendedSeen


def look_at_suspended(*, now: datetime) -> tuple[SuspendedSeen, ...]:
    """Return the suspensions in force, the soonest end first."""
    return misuse.in_force(now=now)
