"""Write to whoever a leak touched, some at a time, and set the cases of those who then complained beside the incident."""

from datetime import datetime

from ombud.store import affected


def tell_affected(*, now: datetime) -> int:
    """Do a page of the incident that has waited longest, and return of how many that was."""
    case_id = affected.due(now=now)
    return 0 if case_id is None else affected.turn(case_id, now=now)
