"""Look at the clocks that are over, and at those that were met too late without a word why, longest first."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from ombud.store import lists_office
from ombud.store.lists_office import LateSeen

Key = tuple[datetime, UUID, str]
FIRST: Final[Key] = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0), "")


def look_at_late(*, after: Key = FIRST) -> tuple[tuple[LateSeen, ...], Key | None]:
    """Return a page of late clocks, and the key of the next page if there may be one."""
    found = lists_office.late(after=after)
    last = found[-1] if len(found) == lists_office.PAGE else None
    return found, (last.due_at, last.owner, last.rule) if last else None
