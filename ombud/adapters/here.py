"""What time is it here, and what is a new thing called? Only doors and the worker ask."""

import secrets
import time
from datetime import UTC, datetime
from uuid import UUID

from ombud.core import ids


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def mint(bucket: int | None = None) -> UUID:
    """Make an id (UUIDv7) whose last byte is its bucket; without one, a random one.

    The twelve bits after the milliseconds hold a fraction of it, so that ids sort by their making.
    """
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = (rest << 12) // 1_000_000
    noise = fraction << 64 | secrets.randbits(62)
    return ids.mint(milliseconds, noise.to_bytes(ids.NOISE), bucket)
