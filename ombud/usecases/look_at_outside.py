"""Look at the cases that are before a body outside the house."""

from ombud.store import lists_office
from ombud.store.lists_office import OutsideSeen

MOST = 200


def look_at_outside() -> tuple[OutsideSeen, ...]:
    """Return the cases that are open there, the soonest next step first."""
    return lists_office.outside(limit=MOST)
