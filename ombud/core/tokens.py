"""By which blind tokens is a sealed text found again?

The index holds keyed hashes, never words: whoever reads the database without the key learns how often a token
occurs, not which word it is. The rows are erased with the person.
"""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from typing import Final

TOKEN_BYTES: Final = 8
MOST_TOKENS: Final = 1_024  # distinct tokens kept of one text, in the order they occur
MOST_LETTERS: Final = 32  # of one word; the rest is cut, in texts and questions alike
_MOST_TEXT: Final = 20_000

_IDEOGRAMS: Final = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
_RUNS: Final = re.compile(f"([{_IDEOGRAMS}]+)|[^\\W_{_IDEOGRAMS}]+")


def tokens(text: str, key: bytes) -> frozenset[bytes]:
    """Return the keyed hashes of the text's words and, where a script has no spaces, of its pairs of characters.

    A question matches a text when its tokens are a subset; one lone ideogram only matches where it stands alone.
    The key has 16 to 64 bytes.
    """
    fresh = blake2b(digest_size=TOKEN_BYTES, key=key, person=b"ombud token")
    found = []
    for word in islice(dict.fromkeys(words(text)), MOST_TOKENS):
        keyed = fresh.copy()
        keyed.update(word.encode())
        found.append(keyed.digest())
    return frozenset(found)


def words(text: str) -> Iterator[str]:
    """Yield the words and pairs of a text, as they are hashed."""
    for run in _RUNS.finditer(normal(text[:_MOST_TEXT])):
        found = run.group()
        if run.group(1) and len(found) > 1:
            yield from (found[at : at + 2] for at in range(len(found) - 1))
        else:
            yield found[:MOST_LETTERS]


def normal(text: str) -> str:
    """Return the text without differences of width, form and case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
