"""What does an order say to the host besides its measure?

A restoration names what ends by it and what stays: nothing is restored that another decision in force forbids.
"""

from collections.abc import Iterable

from ombud.core import enforcement


def restored(ordered: Iterable[str], required: Iterable[str]) -> dict[str, list[str]]:
    """Return which measures of those ordered so far end with a restoration, and which something still requires."""
    known, needed = set(ordered) - {enforcement.RESTORE}, set(required)
    return {"measures": sorted(known - needed), "keeps": sorted(known & needed)}
