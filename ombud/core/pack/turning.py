"""On which day does a pack turn into another, and who must know before?"""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from ombud.core.pack.types import Pack

AHEAD: Final = (7, 30)
"""So many days before the rules of a place turn somebody is told, each once, the nearer the more urgent."""


def today(pack: Pack, *, now: datetime) -> date:
    """Return the date on the wall of the place whose law it is; in UTC where it has no calendar."""
    return now.astimezone(ZoneInfo(pack.zone) if pack.zone else UTC).date()


def notice(pack: Pack, *, today: date) -> int | None:
    """Return for how many days ahead somebody must be told now, 0 on the day itself; None while it is far away."""
    if pack.then is None:
        return None
    left = (pack.then.day - today).days
    return 0 if left <= 0 else next((days for days in AHEAD if left <= days), None)
