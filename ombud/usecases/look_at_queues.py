"""Look whether promises are kept: clocks, lanes, what waits for a person, and whether the chores beat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ombud.store import lists_office
from ombud.store.lists_office import Beat, ClocksSeen, Counts, LaneSeen
from ombud.store.lists_office_beats import beats


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """The house at a glance."""

    clocks: tuple[ClocksSeen, ...]
    lanes: tuple[LaneSeen, ...]
    states: Mapping[str, int]
    opened: tuple[int, ...]
    counts: Counts
    beats: tuple[Beat, ...]


def look_at_queues(*, now: datetime) -> Queues:
    """Return the house at a glance."""
    return Queues(
        clocks=lists_office.clocks(now=now),
        lanes=lists_office.lanes(),
        states=lists_office.states(),
        opened=lists_office.opened_by_hour(now=now),
        counts=lists_office.counts(),
        beats=beats(),
    )
