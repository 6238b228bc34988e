"""Put right whom a faulty rule wronged, some at a time."""

from datetime import datetime

from ombud.core.ids import Mint
from ombud.store import redress


def put_right(*, mint: Mint, now: datetime) -> int:
    """Do a page of the redress that has waited longest, and return how many decisions were looked at."""
    return sum(redress.turn(first, mint=mint, now=now) for first in redress.due(now=now))
