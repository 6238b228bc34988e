"""How does handing over a message end, whichever way it goes?"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sent:
    """Whoever is next took it (or the folder did)."""

    key: str


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """An address or number that will never take it: no retry helps."""

    key: str
    detail: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """It did not leave, or nobody knows: another try is right."""

    key: str
    detail: str


Outcome: TypeAlias = Sent | Undeliverable | TryLater
