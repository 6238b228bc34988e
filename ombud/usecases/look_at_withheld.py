"""Look at the letters that are held back."""

from ombud.store import lists_office_people
from ombud.store.lists_office_people import WithheldSeen

MOST = 100


def look_at_withheld() -> tuple[WithheldSeen, ...]:
    """Return letters held back, with the date by which each must be looked at again."""
    return lists_office_people.withheld(limit=MOST)
