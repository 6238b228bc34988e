"""How is a moment written in a letter?"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def moment(at: datetime, *, lang: str, zone: ZoneInfo) -> str:
    """Return day, minute and zone in the reader's language; a letter is read far from where it was written."""
    local = at.astimezone(zone)
    if lang == "zh":
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}({_place(zone)})"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M} ({_place(zone)})"


def _place(zone: ZoneInfo) -> str:
    return zone.key
