"""Look at what waits for whoever is on duty and cannot wait until they open the office."""

from ombud.store import waking


def look_at_pages(duty: str) -> tuple[str, ...]:
    """Return the kind of each open page for this duty, oldest first."""
    return waking.waiting_for(duty)
