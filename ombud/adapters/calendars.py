"""Which calendars ship with this house?"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from ombud.adapters.policies import SHIPPED as POLICIES
from ombud.adapters.policies import content_of
from ombud.core.calendars import Calendar
from ombud.core.pack.merge import VERSION
from ombud.core.pack.plain import record
from ombud.core.pack.types import WorkingDays

SHIPPED: Final = POLICIES / "base" / "calendars"
SECTION: Final = "calendars"


def read_calendars(folder: Path = SHIPPED) -> Mapping[str, Calendar]:
    """Read every calendar of a folder, by its id."""
    plain = read_plain(folder)
    said = {name: {key: one for key, one in plain[name].items() if key != VERSION} for name in plain}
    return MappingProxyType(
        {
            name: record(WorkingDays, {"id": name, **entry}, where=f"{SECTION}.{name}").calendar()
            for name, entry in said.items()
        }
    )


def read_plain(folder: Path = SHIPPED) -> Mapping[str, Mapping[str, Any]]:
    """Read the entries of every file of a folder as plain data."""
    files = (content_of(path) for path in sorted(folder.glob("*.yml")))
    return {name: entry for content in files for name, entry in content[SECTION].items()}
