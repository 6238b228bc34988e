"""How is a moment written in a letter?"""

from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


_PLACES: Final = MappingProxyType(
    {
        "Asia/Shanghai": ("北京时间", "Beijing time"),
        "Europe/Brussels": ("布鲁塞尔时间", "Brussels time"),
        "Europe/London": ("伦敦时间", "London time"),
        "America/New_York": ("纽约时间", "New York time"),
        "Asia/Kolkata": ("印度时间", "India time"),
    }
)


def moment(at: datetime, *, lang: str, zone: ZoneInfo) -> str:
    """Return day, minute and zone in the reader's language; a letter is read far from where it was written."""
    local = at.astimezone(zone)
    zh, en = _PLACES.get(zone.key, (zone.key, zone.key))
    if lang == "zh":
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}（{zh}）"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M} ({en})"
