"""Look at the alarms nobody has cleared."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from ombud.store import lists_office
from ombud.store.alarms import CLAUSE, FAULTY, OUT_OF_LINE
from ombud.store.lists_office import AlarmSeen

__all__ = ["CLAUSE", "FAULTY", "FIRST", "OUT_OF_LINE", "AlarmSeen", "Key", "look_at_alarms"]

Key = tuple[datetime, UUID]
FIRST: Final[Key] = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))


def look_at_alarms(*, after: Key = FIRST) -> tuple[tuple[AlarmSeen, ...], Key | None]:
    """Return a page of open alarms, and the key of the next page if there may be one."""
    found = lists_office.alarms(after=after)
    last = found[-1] if len(found) == lists_office.PAGE else None
    return found, (last.raised_at, last.id) if last else None
