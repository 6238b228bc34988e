"""What time is it here, and what is a new thing called? Only doors and the worker ask."""

import secrets
import time
from datetime import UTC, datetime
from uuid import UUID

_VERSION_7 = 0x7 << 76
_VARIANT = 0b10 << 62


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
    chance = secrets.randbits(62)
    if bucket is not None:
        if not 0 <= bucket <= 0xFF:  # noqa: PLR2004 - a bucket is one byte
            raise ValueError(f"a bucket is 0 to 255, not {bucket}")
        chance = chance & ~0xFF | bucket
    return UUID(int=milliseconds << 80 | _VERSION_7 | fraction << 64 | _VARIANT | chance)
