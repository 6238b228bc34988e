"""How is a number written so that people can read it out and a slip is noticed?

Crockford's base 32 (no I, L, O, U), and one check character from the same alphabet: a Reed-Solomon symbol over
GF(32), x^5 + x^2 + 1. Position k weighs alpha^k; the 31 powers differ, so up to 30 characters every single wrong
character and every swap of two different characters, adjacent or not, changes the check.
"""

import unicodedata
from types import MappingProxyType
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST: Final = 30  # characters with the check; beyond, weights repeat

_VALUES: Final = MappingProxyType({letter: value for value, letter in enumerate(ALPHABET)})
_SEPARATORS: Final = str.maketrans("", "", " \t\r\n-_.·‐‑‒–—―−ー─~\u200b\u200c\u200d\u2060\ufeff")
_LOOKALIKES: Final = str.maketrans("OIL", "011")

_TIMES_2: Final = tuple((x << 1) ^ (0b100101 if x & 0b10000 else 0) for x in range(32))
_TIMES_4: Final = tuple(_TIMES_2[_TIMES_2[x]] for x in range(32))
_PAIRS: Final = tuple(first + second for first in ALPHABET for second in ALPHABET)
_PAIR_CHECKS: Final = tuple(_TIMES_4[first] ^ _TIMES_2[second] for first in range(32) for second in range(32))


def spell(value: int, *, length: int, seed: int = 0) -> str:
    """Return the low bits of the value as `length` characters (an even number) and their check character.

    The seed is a silent first symbol: the same value under another seed has another check character.
    """
    text = ""
    check = _TIMES_2[seed]
    for shift in range(length * 5 - 10, -1, -10):
        pair = (value >> shift) & 0x3FF
        text += _PAIRS[pair]
        check = _TIMES_4[check] ^ _PAIR_CHECKS[pair]
    return text + ALPHABET[check]


def read(text: str) -> int:
    """Return the value of characters of the alphabet, without a check character."""
    value = 0
    for letter in text:
        value = value << 5 | _VALUES[letter]
    return value


def tidy(text: str) -> str:
    """Return what was typed without case, width, spaces and dashes."""
    return unicodedata.normalize("NFKC", text).upper().translate(_SEPARATORS)


def mend(text: str) -> str:
    """Return tidied text with the letters people take for digits as the digits they are."""
    return text.translate(_LOOKALIKES)


def in_groups(text: str) -> str:
    """Return the text in groups of four, as it is printed."""
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))
