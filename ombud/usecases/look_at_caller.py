"""Is contact limited with whoever is reached by the telephone that a caller gives?"""

from datetime import datetime

from ombud.core.facts import ContactLimited
from ombud.store import conduct


def look_at_caller(phone: str, *, now: datetime) -> ContactLimited | None:
    """Return the limit that holds, of whoever has proved to read what is sent there; what the caller says is taken in all the same."""
    return conduct.limit_by("phone", phone, now=now)
