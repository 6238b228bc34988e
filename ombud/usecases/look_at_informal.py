"""Look at what was asked off the record: all of it, for whoever watches over that."""

from datetime import datetime

from ombud.store import informal
from ombud.store.informal import InformalSeen, Stands

__all__ = ["InformalSeen", "Stands", "look_at_informal"]

PAGE = 50


def look_at_informal(*, before: datetime) -> tuple[tuple[InformalSeen, ...], datetime | None]:
    """Return a page of it, newest first, and where the next begins."""
    found = informal.asked(before=before, limit=PAGE)
    return found, found[-1].at if len(found) == PAGE else None
