"""Remind a lead of what nobody mended, looked at again or answered in time."""

from datetime import datetime
from typing import Final

from ombud.core.vocabulary import Role
from ombud.store import alarms, lessons
from ombud.store.alarms import Raised
from ombud.store.transactions import one_transaction

KIND: Final = "learning"


@one_transaction
def remind_lessons(*, now: datetime) -> int:
    """Raise one alarm for each task, check and look whose date has passed, and return how many are new."""
    late = (
        Raised(owner=case, kind=KIND, to_role=Role.LEAD.value, about=f"{what}:{no}", once=at.isoformat())
        for what, case, no, at in lessons.late(now=now)
    )
    return alarms.put(late, now=now)
