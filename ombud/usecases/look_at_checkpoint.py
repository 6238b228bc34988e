"""Show the newest checkpoint as it was signed, to anybody who wants to keep a copy."""

from ombud.adapters import checkpoints
from ombud.adapters.checkpoints import Shelf
from ombud.core.audit import Checkpoint


def look_at_checkpoint(shelf: Shelf) -> tuple[Checkpoint, str] | None:
    """Return what the newest checkpoint says and its signed statement; none if there is none yet."""
    place = shelf.newest()
    if place is None:
        return None
    statement = place.read_text(encoding="ascii")
    return checkpoints.believed(statement, key=shelf.key, name=place.name), statement
