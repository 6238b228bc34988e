"""How does a person name a complaint, a letter or a case, and prove that it is theirs?

The number is public: bucket and 52 random bits of the id, so that a look-up touches one bucket. The code is
secret: 100 bits of a keyed hash of the id, hence the same when an answer is repeated, and never stored.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal
from uuid import UUID

from ombud.core import crockford
from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused

Prefix = Literal["C", "L", "K"]  # complaint, letter, case

NOBODY: Final = UUID(int=0)
"""Whose code to compare with when a number is unknown or withdrawn, before refusing: so the time tells nothing."""

_PREFIXES: Final = MappingProxyType[str, Prefix]({"C": "C", "L": "L", "K": "K"})
_SEEDS: Final = MappingProxyType[Prefix, int]({"C": 1, "L": 2, "K": 3})
_CHANCE_BITS: Final = 52
_NUMBER_LENGTH: Final = 12
_NUMBER: Final = re.compile(f"[{''.join(_PREFIXES)}][{crockford.ALPHABET}]{{{_NUMBER_LENGTH + 1}}}")
_CODE_LENGTH: Final = 20
_CODE_WRITTEN: Final = _CODE_LENGTH + 1
_TYPED_AT_MOST: Final = 64


@dataclass(frozen=True, slots=True)
class Number:
    """A public number that was written well; whether it exists is another question."""

    prefix: Prefix
    bucket: int
    text: str


def number_of(row: UUID, prefix: Prefix) -> str:
    """Return the public number of an id, such as C-7K3M-9QF2-TX4V-H."""
    value = bucket_of(row) << _CHANCE_BITS | (row.int >> 8) & ((1 << _CHANCE_BITS) - 1)
    return _printed(value, prefix)


def is_case(text: str) -> bool:
    """Say whether somebody typed the number of a case."""
    try:
        return parse_number(text).prefix == "K"
    except Refused:
        return False


def parse_number(text: str) -> Number:
    """Return the number a person typed, forgiving case, width, spaces, dashes, O for 0 and I or L for 1."""
    tidied = crockford.tidy(text[: _TYPED_AT_MOST + 1])
    mended = tidied[:1] + crockford.mend(tidied[1:])
    if len(text) > _TYPED_AT_MOST or not _NUMBER.fullmatch(mended):
        raise Refused(No.BAD_NUMBER)
    prefix = _PREFIXES[mended[0]]
    value = crockford.read(mended[1:-1])
    printed = _printed(value, prefix)
    if printed[-1] != mended[-1]:
        raise Refused(No.BAD_NUMBER)
    return Number(prefix, value >> _CHANCE_BITS, printed)


def code_for(secret: bytes, row: UUID) -> str:
    """Return the secret code of an id in five groups and a check character; the door never logs it."""
    return crockford.in_groups(_code(secret, row))


def same_code(given: str, secret: bytes, row: UUID) -> bool:
    """Tell whether this is the code of the id, in the same steps for a right, a wrong and a malformed one."""
    tidied = crockford.mend(crockford.tidy(given[:_TYPED_AT_MOST]))
    offered = tidied.encode("ascii", "replace")[:_CODE_WRITTEN].ljust(_CODE_WRITTEN, b"?")
    same = hmac.compare_digest(offered, _code(secret, row).encode("ascii"))
    return same & (len(tidied) == _CODE_WRITTEN) & (len(given) <= _TYPED_AT_MOST)


def key_hash(pepper: bytes, key: str) -> bytes:
    """Return what is stored and looked up instead of an API key; its chance needs no slow hash."""
    return hmac.digest(pepper, b"ombud key\0" + key.encode("utf-8", "replace"), "sha256")


def token_for(secret: bytes, letter: UUID, purpose: str) -> str:
    """Return the token of a one-time link to a letter: 256 bits, safe in an address's fragment or path."""
    mac = hmac.digest(secret, b"ombud link\0" + letter.bytes + purpose.encode(), "sha256")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode("ascii")


def same_token(given: str, secret: bytes, letter: UUID, purpose: str) -> bool:
    """Tell whether this is the letter's token for this purpose; spending it once is the store's to see."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), token_for(secret, letter, purpose).encode())


def _printed(value: int, prefix: Prefix) -> str:
    spelled = crockford.spell(value, length=_NUMBER_LENGTH, seed=_SEEDS[prefix])
    return f"{prefix}-{crockford.in_groups(spelled)}"


def _code(secret: bytes, row: UUID) -> str:
    mac = hmac.digest(secret, b"ombud code\0" + row.bytes, "sha256")
    return crockford.spell(int.from_bytes(mac[:13]) >> 4, length=_CODE_LENGTH)
