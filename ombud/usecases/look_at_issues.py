"""Show the public which faults are known, so that nobody has to complain to hear of them."""

from datetime import datetime

from ombud.store import issues
from ombud.store.issues import Published

__all__ = ["Published", "look_at_issues"]


def look_at_issues(*, now: datetime) -> tuple[Published, ...]:
    """Return what is known and by when it is mended."""
    return issues.published(now=now)
