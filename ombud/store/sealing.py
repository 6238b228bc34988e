"""How is a text kept so that only its person's key opens it, and a fact can still vouch for it?

A fact carries the salted digest, SHA-256(salt + text). The salt is sealed beside the text: when the key is gone,
nobody can try guesses against the digest, and the chain over the facts still verifies.
"""

import hmac
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_ABOUT: Final = b"ombud sealed 1\0"


class SealBroken(Exception):  # noqa: N818 - said as people say it
    """What was sealed does not open: changed, cut, moved to another owner, or under another key."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The body the database keeps and the digest the ledger keeps."""

    body: bytes = field(repr=False)
    digest: bytes


def seal(key: bytes, plain: bytes, *, about: bytes) -> Sealed:
    """Return the text sealed under a person's key, bound to what it is about (its owner's row)."""
    chance = os.urandom(_NONCE_BYTES + SALT_BYTES)
    nonce, salt = chance[:_NONCE_BYTES], chance[_NONCE_BYTES:]
    body = nonce + AESGCM(key).encrypt(nonce, plain + salt, _ABOUT + about)
    return Sealed(body, sha256(salt + plain).digest())


def open_sealed(key: bytes, body: bytes, *, about: bytes) -> bytes:
    """Return the text of a sealed body."""
    return _open(key, body, about)[0]


def matches(digest: bytes, key: bytes, body: bytes, *, about: bytes) -> bool:
    """Tell whether the sealed body is the one a fact vouches for; raise SealBroken if it does not even open."""
    plain, salt = _open(key, body, about)
    return hmac.compare_digest(digest, sha256(salt + plain).digest())


def _open(key: bytes, body: bytes, about: bytes) -> tuple[bytes, bytes]:
    cipher = AESGCM(key)
    try:
        opened = cipher.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], _ABOUT + about)
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
        raise SealBroken from None
    return opened[:-SALT_BYTES], opened[-SALT_BYTES:]
