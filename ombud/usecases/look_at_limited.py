"""Look at whose contact is limited, or who objects: by the number of a complaint, and by nothing else."""

from datetime import datetime

from ombud.store import conduct
from ombud.store.conduct import LimitedSeen


def look_at_limited(*, now: datetime) -> tuple[LimitedSeen, ...]:
    """Return them, the soonest end first."""
    return conduct.listed(now=now)
