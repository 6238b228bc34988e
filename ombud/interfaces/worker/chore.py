"""What is a chore?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ombud.core.ids import Mint


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that is done as long as it is due, then looked at again every so many seconds."""

    name: str
    every: float
    run: Callable[[datetime, Mint], int]
