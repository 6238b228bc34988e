"""Until when does what the host decided hold, or when did it end?"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any


def end_of(
    effects: Iterable[Mapping[str, Any]], *, made: datetime, earlier: Iterable[Mapping[str, Any]]
) -> datetime | None:
    """Return when the last effect of a decision ends, or ended: by its date, or before because the host lifted it.

    None while one has no end. `earlier` is what the host said when it was asked last: each measure, since when, and when it was lifted.
    """
    lifted = {
        (one["measure"], moment(one["at"])): moment(one["lifted_at"])
        for one in earlier
        if one.get("lifted_at")
    }
    ends = [_first(one.get("until"), lifted.get((one["measure"], made))) for one in effects]
    known = [one for one in ends if one is not None]
    return max(known) if known and len(known) == len(ends) else None


def _first(until: str | None, lifted: datetime | None) -> datetime | None:
    ends = (moment(until) if until else None, lifted)
    return min((one for one in ends if one is not None), default=None)


def moment(said: str) -> datetime:
    """Return a moment as a host says it; without a zone it is UTC."""
    at = datetime.fromisoformat(said)
    return at.replace(tzinfo=at.tzinfo or UTC)
