"""What is an id, and in which bucket does its row live?"""

from typing import Final, Protocol
from uuid import UUID

NOISE: Final = 10  # bytes of chance an id is made of; 74 of their 80 bits are kept, 66 when a bucket is given
BUCKETS: Final = 256
_LATEST: Final = 1 << 48
_KEPT: Final = (0xFFF << 64) | ((1 << 62) - 1)  # what RFC 9562 leaves to chance
_MARKS: Final = (0x7 << 76) | (0b10 << 62)  # version 7, variant 2
_FREE: Final = (0x8 << 76) | (0b10 << 62)  # version 8: made of something else than time
_SET: Final = (0xF << 76) | (0b11 << 62)


def mint(ms: int, noise: bytes, bucket: int | None = None) -> UUID:
    """Return a UUIDv7 of this Unix millisecond whose last byte is the bucket (chance, if none is given)."""
    if len(noise) != NOISE or not 0 <= ms < _LATEST:
        raise ValueError(f"an id needs {NOISE} bytes of noise and a millisecond of 48 bits")
    value = (ms << 80) | (int.from_bytes(noise) & _KEPT) | _MARKS
    if bucket is None:
        return UUID(int=value)
    if not 0 <= bucket < BUCKETS:
        raise ValueError(f"there is no bucket {bucket}")
    return UUID(int=value & ~0xFF | bucket)


def drawn_from(digest: bytes, bucket: int | None = None) -> UUID:
    """Return the id that a digest always gives (UUIDv8): in this bucket, else in one of its own."""
    value = int.from_bytes(digest[:16]) & ~_SET | _FREE
    return UUID(int=value if bucket is None else value & ~0xFF | bucket)


def bucket_of(row: UUID) -> int:
    """Return the bucket that leads the primary key of everything rooted in this id."""
    return row.int & 0xFF


def bucket_by(digest: bytes) -> int:
    """Return the bucket of what is found by a keyed digest (a subject, an idempotency key)."""
    return digest[0]


def moment_of(row: UUID) -> int:
    """Return the Unix millisecond at which the id was minted."""
    return row.int >> 80


class Mint(Protocol):
    """Makes new ids; only the shell has one."""

    def __call__(self, bucket: int | None = None) -> UUID:
        """Return a new id, in the bucket asked for."""
