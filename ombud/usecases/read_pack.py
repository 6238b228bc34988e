"""Read the rules in force."""

from ombud.core.pack.types import Pack
from ombud.store import packs


def read_pack(jurisdiction: str) -> Pack:
    """Return the pack that new cases of a jurisdiction are judged by: what it says is public."""
    return packs.in_force(jurisdiction)
