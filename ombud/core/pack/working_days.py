"""Which calendars does a pack count by?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ombud.core.calendars import Calendar
from ombud.core.pack.words import Source, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """A calendar as it was published: days off with their names, and weekend days that are worked (ISO 8601).

    `source` says which list it rests on; of a pack that was stored before it was looked up, in words alone.
    Years in `provisional` have no official list yet; see `core.calendars` for how they are counted.
    """

    id: str
    title: Text
    zone: str
    source: Source | str
    weekend: tuple[int, ...]
    known_until: str
    provisional: tuple[int, ...]
    holidays: Mapping[str, str]
    workdays: tuple[str, ...]

    def calendar(self) -> Calendar:
        """Return what clocks count by."""
        return Calendar(
            id=self.id,
            zone=self.zone,
            weekend=frozenset(self.weekend),
            holidays=frozenset(map(date.fromisoformat, self.holidays)),
            workdays=frozenset(map(date.fromisoformat, self.workdays)),
            known_until=date.fromisoformat(self.known_until),
            provisional=frozenset(self.provisional),
        )
