"""Which calendars ship with this house?"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from ombud.core.calendars import Calendar

SHIPPED: Final = Path(__file__).resolve().parent.parent / "policies" / "calendars"


def parse(plain: Mapping[str, Any]) -> Calendar:
    """Turn one calendar's plain data (as YAML reads it) into the type that counts."""
    return Calendar(
        id=plain["id"],
        zone=plain["zone"],
        weekend=frozenset(plain["weekend"]),
        holidays=frozenset(_day(day) for day in plain["holidays"]),
        workdays=frozenset(_day(day) for day in plain["workdays"]),
        known_until=_day(plain["known_until"]),
        provisional=frozenset(plain["provisional"]),
    )


def _day(text: date | str) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)


def read_calendars(folder: Path = SHIPPED) -> Mapping[str, Calendar]:
    """Read every calendar of a folder, by its id."""
    found = (parse(plain) for plain in read_plain(folder))
    return MappingProxyType({calendar.id: calendar for calendar in found})


def read_plain(folder: Path = SHIPPED) -> tuple[Mapping[str, Any], ...]:
    """Read every calendar of a folder as plain data, for storing it by digest."""
    return tuple(yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yml")))
