"""Which calendars ship with this house?"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from ombud.core.calendars import Calendar, parse

SHIPPED: Final = Path(__file__).resolve().parent.parent / "policies" / "calendars"


def read_calendars(folder: Path = SHIPPED) -> Mapping[str, Calendar]:
    """Read every calendar of a folder, by its id."""
    found = (parse(plain) for plain in read_plain(folder))
    return MappingProxyType({calendar.id: calendar for calendar in found})


def read_plain(folder: Path = SHIPPED) -> tuple[Mapping[str, Any], ...]:
    """Read every calendar of a folder as plain data, for storing it by digest."""
    return tuple(yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yml")))
