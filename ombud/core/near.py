"""Do two texts tell of the same thing, although neither names it?

A text becomes 64 bits so that texts which share most of their words share most of their bits (simhash).
Texts at most 3 bits apart always agree in one of 4 bands of 16 bits: an index over bands finds them all.
"""

import re
import zlib
from array import array
from itertools import pairwise
from operator import add
from sys import byteorder
from typing import Final
from unicodedata import normalize

WIDTH: Final = 64
BANDS: Final = 4
NEAR: Final = BANDS - 1
"""How many bits may differ; one less than there are bands, or some neighbours would be missed."""

FEWEST_TOKENS: Final = 6
"""Below this a text says too little to be told from another ("怎么还不处理")."""

_BAND_WIDTH: Final = WIDTH // BANDS
_BAND_MASK: Final = (1 << _BAND_WIDTH) - 1
_SPREAD: Final = 0xFF37_79B9
_RUNS: Final = re.compile(r"([\u3400-\u9fff]+)|[^\W_]+")


def tokens(text: str) -> frozenset[str]:
    """Return what a text is made of: pairs of neighbouring Han characters; other words, alone and in pairs."""
    words: list[str] = []
    found: set[str] = set()
    for run in _RUNS.finditer(normalize("NFKC", text).lower()):
        if han := run[1]:
            found.update(map(add, han, han[1:]))
        else:
            words.append(run[0])
    found.update(words)
    found.update(f"{one} {other}" for one, other in pairwise(words))
    return frozenset(found)


def fingerprint(text: str) -> int | None:
    """Return the 64 bits of a text, or None where it says too little."""
    found = tokens(text)
    if len(found) < FEWEST_TOKENS:
        return None
    return _majority(_hashes(found), len(found))


def _hashes(found: frozenset[str]) -> bytes:
    """Return 8 bytes a token: its CRC-32 spread over 64 bits, all tokens in one multiplication.

    The factor is below 2**32, so that no product carries into its neighbour, and near it, so that no bit leans.
    """
    sums = array("Q", map(zlib.crc32, map(str.encode, found))).tobytes()
    return (int.from_bytes(sums, byteorder) * _SPREAD).to_bytes(len(sums), byteorder)


def _majority(rows: bytes, height: int) -> int:
    """Return 64 bits, each set where more than half of the 8-byte rows have it set.

    Counts a whole column of bytes at once: a loop over rows and bits would be ten times slower.
    """
    masks = [int.from_bytes(bytes((1 << bit,)) * height, "big") for bit in range(8)]
    bits = 0
    for place in range(8):
        column = int.from_bytes(rows[place::8], "big")
        for bit, mask in enumerate(masks):
            if (column & mask).bit_count() * 2 > height:
                bits |= 1 << (place * 8 + bit)
    return bits


def bands(bits: int) -> tuple[int, ...]:
    """Return the four 16-bit bands, lowest first, by which an index finds neighbours."""
    return tuple(bits >> band * _BAND_WIDTH & _BAND_MASK for band in range(BANDS))


def distance(one: int, other: int) -> int:
    """Count the bits in which two fingerprints differ."""
    return (one ^ other).bit_count()


def alike(one: int, other: int) -> bool:
    """Say whether two fingerprints are near enough to be one matter."""
    return distance(one, other) <= NEAR
