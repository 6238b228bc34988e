"""How is a moment written, in letters and on pages?"""

from datetime import datetime, timedelta
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
        "Asia/Hong_Kong": ("香港时间", "Hong Kong time"),
        "Asia/Taipei": ("台北时间", "Taipei time"),
        "Asia/Singapore": ("新加坡时间", "Singapore time"),
        "Asia/Tokyo": ("东京时间", "Tokyo time"),
        "Europe/Brussels": ("布鲁塞尔时间", "Brussels time"),
        "Europe/London": ("伦敦时间", "London time"),
        "America/New_York": ("纽约时间", "New York time"),
        "Asia/Kolkata": ("印度时间", "India time"),
        "Asia/Calcutta": ("印度时间", "India time"),  # as browsers still call it
        "UTC": ("世界时", "UTC"),
    }
)


def zone_name(local: datetime, lang: str) -> str:
    """Return whose clock a moment is read from, as people say it, or how far it is from UTC then."""
    zh, en = _PLACES.get(getattr(local.tzinfo, "key", str(local.tzname())), ("", ""))
    if en:
        return zh if lang == "zh" else en
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def moment(at: datetime, *, lang: str, zone: ZoneInfo) -> str:
    """Return day, minute and zone in the reader's language; a letter is read far from where it was written."""
    return by_its_clock(at.astimezone(zone), lang)


def by_its_clock(local: datetime, lang: str) -> str:
    """Return day, minute and zone of a moment by the clock that it carries."""
    zone = zone_name(local, lang)
    if lang == "zh":
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}（{zone}）"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M} ({zone})"
