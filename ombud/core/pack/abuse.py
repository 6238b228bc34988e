"""Who insults or threatens those who work here, and what may follow: a warning, then one channel to one contact for a time?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from ombud.core.pack.words import Text, falls_under


class Kind(StrEnum):
    """What a message to those who work here can be, beside angry: anger is none of it."""

    THREAT = "threat"
    INSULT = "insult"
    SEXUAL = "sexual"
    FLOODING = "flooding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Abuse:
    """How long what was marked counts (`within`), how long a limit lasts at most, and how often they are then answered together.

    `contacts` are the roles of which a lead names one. Of the kinds in `spares`, or where a danger, or a child, is heard, nobody is
    warned or limited. What an agent bore counts for the day as so many `minutes` of this `exposure`.
    """

    within: timedelta = timedelta(days=365)
    longest: timedelta = timedelta(days=30)
    every: timedelta = timedelta(days=7)
    contacts: tuple[str, ...] = ("lead",)
    spares: tuple[str, ...] = ("SH",)
    exposure: str = "E3"
    minutes: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType(dict.fromkeys((one.value for one in Kind), 15))
    )
    policy: Text | None = None
    examples: tuple[Text, ...] = ()

    def spares_kind(self, code: str) -> bool:
        """Say whether nobody who complains of this is warned or limited."""
        return falls_under(code, self.spares)
