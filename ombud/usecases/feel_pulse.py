"""Say how the house stands: is its database migrated, and when did each chore last come round?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ombud.store import heartbeats, migrated

__all__ = ["Beat", "Pulse", "feel_pulse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """When a chore last said that it lives, and what it said."""

    chore: str
    seconds_ago: float
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """Migrations that the database has not had, and the beats of all chores; nothing of either if it is silent."""

    missing: tuple[str, ...] = ()
    beats: tuple[Beat, ...] = ()
    silent: str | None = None


def feel_pulse(*, now: datetime) -> Pulse:
    """Ask the database; where it does not answer, say what went wrong."""
    try:
        missing = migrated.missing()
        found = heartbeats.beats()
    except migrated.DatabaseError as error:
        return Pulse(silent=type(error).__name__)
    beats = tuple(
        Beat(chore=chore, seconds_ago=max(0.0, (now - beat_at).total_seconds()), detail=detail)
        for chore, beat_at, detail in found
    )
    return Pulse(missing=missing, beats=beats)
