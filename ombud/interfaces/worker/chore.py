"""What is a chore?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ombud.core.ids import Mint


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that is done as long as it is due, then looked at again every so many seconds.

    `says` is what its heartbeat tells besides.
    """

    name: str
    every: float
    run: Callable[[datetime, Mint], int]
    says: Callable[[datetime], Mapping[str, Any]] | None = None
