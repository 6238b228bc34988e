"""What is in an uploaded file, whatever its name and sender claim?

Only what is on the list comes in. Everything that a viewer might run or unpack (HTML, SVG, archives, office files,
programs) is refused; HTML and SVG are text and are known by their markup.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ombud.adapters.dimensions import SIZES, Seekable
from ombud.core.refusals import No, Refused


class Kind(StrEnum):
    """A type of file that may be evidence, by its media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    GIF = "image/gif"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"
    MP4 = "video/mp4"
    MOV = "video/quicktime"
    MP3 = "audio/mpeg"
    M4A = "audio/mp4"
    WAV = "audio/wav"
    OGG = "audio/ogg"
    TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is; `mismatch` if its sender or its name said otherwise, which is told to the agent."""

    kind: Kind
    mismatch: bool = False
    width: int | None = None
    height: int | None = None


ENDINGS: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        Kind.JPEG: ("jpg", "jpeg", "jfif"),
        Kind.PNG: ("png",),
        Kind.GIF: ("gif",),
        Kind.WEBP: ("webp",),
        Kind.HEIC: ("heic", "heif"),
        Kind.PDF: ("pdf",),
        Kind.MP4: ("mp4", "m4v"),
        Kind.MOV: ("mov", "qt"),
        Kind.MP3: ("mp3",),
        Kind.M4A: ("m4a", "m4b"),
        Kind.WAV: ("wav",),
        Kind.OGG: ("ogg", "oga", "opus"),
        Kind.TEXT: ("txt", "text", "log", "md", "csv", "srt"),
    }
)
"""By which endings a kind is known; the first is the one a download gets."""

MOST_PIXELS: Final = 220_000_000  # the largest phone camera sold makes 200 million
MOST_SIDE: Final = 65_500  # long screenshots are long; JPEG ends here

_MAGIC: Final = (
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"GIF8[79]a"), Kind.GIF),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), Kind.WEBP),
    (re.compile(rb"RIFF.{4}WAVE", re.DOTALL), Kind.WAV),
    (re.compile(rb"OggS\0"), Kind.OGG),
    (re.compile(rb"%PDF-[12]\."), Kind.PDF),
    (re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cxms])", re.DOTALL), Kind.HEIC),
    (re.compile(rb".{4}ftyp(?:mif1|msf1).{4}(?:.{4}){0,8}?hei[cx]", re.DOTALL), Kind.HEIC),
    (re.compile(rb".{4}ftypM4[AB] ", re.DOTALL), Kind.M4A),
    (re.compile(rb".{4}ftypqt  ", re.DOTALL), Kind.MOV),
    (re.compile(rb".{4}ftyp(?:iso[m2-9]|mp4[12]|avc1|dash|M4V |MSNV|mmp4)", re.DOTALL), Kind.MP4),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb][^\xf0-\xff]"), Kind.MP3),
)
_NO_TEXT: Final = re.compile(rb"\s*<[!?a-z]|#!|\{\\rtf|%!PS", re.IGNORECASE)
_MARKUP: Final = re.compile(
    rb"<(?:!doctype|html|head|body|script|svg|iframe|object|embed|form|meta|base|link|style|\?xml|\?php)[\s>/]",
    re.IGNORECASE,
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_LONGEST_OPENING: Final = 64  # bytes of markup that may lie across two blocks
_BLOCK: Final = 1 << 16
_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "image/jpg": Kind.JPEG,
        "image/pjpeg": Kind.JPEG,
        "image/heif": Kind.HEIC,
        "audio/mp3": Kind.MP3,
        "audio/x-m4a": Kind.M4A,
        "audio/x-wav": Kind.WAV,
        "audio/wave": Kind.WAV,
        "audio/vnd.wave": Kind.WAV,
        "application/ogg": Kind.OGG,
        "video/x-m4v": Kind.MP4,
        "text/csv": Kind.TEXT,
        "text/markdown": Kind.TEXT,
    }
)
_NO_CLAIM: Final = frozenset({"", "application/octet-stream", "binary/octet-stream"})


def sniff(source: Seekable, *, declared: str = "", named: str = "") -> Found:
    """Return what the content is and rewind it; refuse with FILE_TYPE, FILE_BROKEN or, for a bomb, FILE_TOO_LARGE."""
    source.seek(0)
    head = source.read(64)
    if not head:
        raise Refused(No.FILE_BROKEN)
    kind = next((kind for magic, kind in _MAGIC if magic.match(head)), None) or _text(source)
    width, height = _size(source, kind)
    source.seek(0)
    return Found(kind, not _as_declared(kind, declared) or not _as_named(kind, named), width, height)


def _text(source: Seekable) -> Kind:
    """Return plain text if all of it is UTF-8 without markup or control characters."""
    source.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = b""
    if _NO_TEXT.match(source.read(_BLOCK).removeprefix(codecs.BOM_UTF8)):
        raise Refused(No.FILE_TYPE)
    source.seek(0)
    while block := source.read(_BLOCK):
        seam = before + block
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            raise Refused(No.FILE_TYPE) from None
        if _CONTROL.search(block) or _MARKUP.search(seam):
            raise Refused(No.FILE_TYPE)
        before = seam[-_LONGEST_OPENING:]
    if decoder.getstate()[0]:
        raise Refused(No.FILE_TYPE)
    return Kind.TEXT


def _size(source: Seekable, kind: Kind) -> tuple[int, int] | tuple[None, None]:
    measure = SIZES.get(kind)
    if measure is None:
        return None, None
    width, height = measure(source)
    if not width or not height:
        raise Refused(No.FILE_BROKEN)
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise Refused(No.FILE_TOO_LARGE, width=width, height=height, most_pixels=MOST_PIXELS)
    return width, height


def _as_declared(kind: Kind, declared: str) -> bool:
    claim = declared.partition(";")[0].strip().lower()
    return claim in _NO_CLAIM or _ALIASES.get(claim, claim) == kind


def _as_named(kind: Kind, named: str) -> bool:
    _, dot, ending = named.rpartition(".")
    return not dot or ending.lower() in ENDINGS[kind]
