"""Show what was answered with a known fault and nobody has read yet, each in the words of whoever wrote it."""

from datetime import datetime
from typing import Final

from ombud.core.vocabulary import AgentId
from ombud.store import matching, staff
from ombud.store.matching import Unread

__all__ = ["PAGE", "Unread", "look_at_matches"]

PAGE: Final = 20
"""So many lie on one page: as many as somebody reads before saying that all of them are that fault."""


def look_at_matches(*, by: AgentId, now: datetime) -> tuple[Unread, ...]:
    """Return a page of those that this person may read, the oldest first."""
    return matching.waiting(staff.colleague(by), now=now, limit=PAGE)
