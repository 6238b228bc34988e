"""Sign how far every book has come, once a day, so that a copy kept elsewhere bears witness."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ombud.adapters import checkpoints
from ombud.adapters.checkpoints import Shelf
from ombud.store.heads import heads

EVERY: Final = timedelta(days=1)


def checkpoint(shelf: Shelf, *, now: datetime, every: timedelta = EVERY) -> Path | None:
    """Write the next checkpoint and return its statement; none if the last is younger than `every`."""
    last = shelf.newest()
    if last is not None and now - checkpoints.read(last, key=shelf.key).at < every:
        return None
    return shelf.add(heads(), now=now)
