"""How large is a picture, by its header alone?

No pixel is decoded: a bomb of a few bytes that unfolds to gigabytes is known by what it claims.
"""

import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Protocol

from ombud.core.refusals import No, Refused

_START_OF_FRAME: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_END_MARKERS: Final = frozenset({0xD9, 0xDA})
_MARKER: Final = b"\xff"
_MOST_SEGMENTS: Final = 2_000  # a phone's depth map fills some hundred before the frame


class Seekable(Protocol):
    """An upload that can be read from anywhere."""

    def read(self, size: int, /) -> bytes:
        """Return at most this many bytes, none at the end."""
        ...

    def seek(self, offset: int, whence: int = 0, /) -> object:
        """Go to an offset."""
        ...


Size = tuple[int, int]


def png(source: Seekable) -> Size:
    """Return the size in a PNG's first chunk."""
    head = _read(source, 0, 24)
    if head[12:16] != b"IHDR":
        raise Refused(No.FILE_BROKEN)
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def gif(source: Seekable) -> Size:
    """Return the size of a GIF's canvas."""
    width, height = struct.unpack("<HH", _read(source, 6, 4))
    return width, height


def webp(source: Seekable) -> Size:
    """Return the size of a WebP: extended, lossless or lossy."""
    head = _read(source, 12, 18)
    match head[:4]:
        case b"VP8X":
            return 1 + int.from_bytes(head[12:15], "little"), 1 + int.from_bytes(head[15:18], "little")
        case b"VP8L":
            bits = int.from_bytes(head[9:13], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 " if head[11:14] == b"\x9d\x01\x2a":
            width, height = struct.unpack("<HH", head[14:18])
            return width & 0x3FFF, height & 0x3FFF
        case _:
            raise Refused(No.FILE_BROKEN)


def jpeg(source: Seekable) -> Size:
    """Return the size in a JPEG's frame header, wherever the segments before it end."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        lead, marker = _read(source, at, 2)
        if lead != _MARKER[0] or marker in _END_MARKERS:
            break
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", _read(source, at + 5, 4))
            return width, height
        at += 1 if marker == lead else 2 + _length(source, at, marker)
    raise Refused(No.FILE_BROKEN)


SIZES: Final[Mapping[str, Callable[[Seekable], Size]]] = MappingProxyType(
    {"image/png": png, "image/gif": gif, "image/webp": webp, "image/jpeg": jpeg}
)


def _length(source: Seekable, at: int, marker: int) -> int:
    """Return how many bytes a segment has after its marker."""
    return 0 if marker in _STANDALONE else int.from_bytes(_read(source, at + 2, 2))


def _read(source: Seekable, at: int, size: int) -> bytes:
    source.seek(at)
    found = source.read(size)
    if len(found) < size:
        raise Refused(No.FILE_BROKEN)
    return found
