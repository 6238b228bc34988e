"""Which part of a file does a request ask for? One range of bytes, as RFC 9110, section 14 has it."""

import re
from typing import Final

_ONE: Final = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


def part_of(asked: str, *, size: int) -> range | None:
    """Return the bytes that are asked for; an empty range when none of them is there, none for the whole.

    Whoever asks for several ranges, in another unit or in a way that cannot be read, gets the whole.
    """
    found = _ONE.fullmatch(asked.strip())
    first, last = found.groups() if found else ("", "")
    if not size or not (first or last) or (first and last and int(last) < int(first)):
        return None
    if not first:
        return range(max(size - int(last), 0), size)
    return range(min(int(first), size), min(int(last) + 1, size) if last else size)
