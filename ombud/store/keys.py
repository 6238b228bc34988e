"""Whose key opens a text, and how is it destroyed?

Every person has a random key of their own. It is kept only wrapped by the newest master key, bound to the person;
who deletes the wrapped key has erased everything it sealed, wherever copies of that lie: only backups of the wrapped
key itself have to expire.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ombud.core.refusals import No, Refused

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
KEY_NOISE: Final = KEY_BYTES + NONCE_BYTES


class KeyBroken(Exception):  # noqa: N818 - said as people say it
    """A wrapped key does not open: it was changed, or belongs to another person or master."""


class KeyMissing(Exception):  # noqa: N818 - said as people say it
    """The master key of this version is not in the ring."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The master keys by version, 32 bytes each; the newest wraps, older ones still open.

    One version may wrap 2^32 keys (random nonces of 96 bits); a platform beyond that adds a version.
    """

    master: Mapping[int, bytes] = field(repr=False)
    newest: int = field(init=False)
    _wrapping: Mapping[int, AESGCM] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.master or any(len(key) != KEY_BYTES for key in self.master.values()):
            raise ValueError(f"a key ring needs master keys of {KEY_BYTES} bytes")
        object.__setattr__(self, "newest", max(self.master))
        wrapping = {version: AESGCM(self.derive("wrap", version)) for version in self.master}
        object.__setattr__(self, "_wrapping", wrapping)

    def derive(self, purpose: str, version: int | None = None) -> bytes:
        """Return the 32-byte key for another purpose (codes, API keys, search tokens), apart from all others."""
        master = self.master.get(self.newest if version is None else version)
        if master is None:
            raise KeyMissing(version)
        return hmac.digest(master, b"ombud/" + purpose.encode(), "sha256")

    def wrapping(self, version: int) -> AESGCM:
        """Return the cipher that wraps under a version of the master key."""
        cipher = self._wrapping.get(version)
        if cipher is None:
            raise KeyMissing(version)
        return cipher


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A person's key, wrapped for the database and open for the moment."""

    person: UUID
    version: int
    wrapped: bytes = field(repr=False)
    key: bytes = field(repr=False)


def new_person_key(ring: KeyRing, person: UUID, noise: bytes) -> PersonKey:
    """Return a new key for the person, made of 44 bytes of noise (key and nonce)."""
    if len(noise) != KEY_NOISE:
        raise ValueError(f"a key needs {KEY_NOISE} bytes of noise")
    return _wrap(ring, person, noise[:KEY_BYTES], noise[KEY_BYTES:])


def unwrap(ring: KeyRing, person: UUID, version: int, wrapped: bytes | None) -> bytes:
    """Return the person's key; refuse with ERASED if the wrapped key has been destroyed."""
    if not wrapped:
        raise Refused(No.ERASED)
    try:
        return ring.wrapping(version).decrypt(
            wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _about(person, version)
        )
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
        raise KeyBroken(person) from None


def rewrap(ring: KeyRing, person: UUID, version: int, wrapped: bytes | None, *, nonce: bytes) -> PersonKey:
    """Return the same key wrapped by the newest master key; what it sealed stays as it is."""
    return _wrap(ring, person, unwrap(ring, person, version, wrapped), nonce)


def _wrap(ring: KeyRing, person: UUID, key: bytes, nonce: bytes) -> PersonKey:
    version = ring.newest
    wrapped = nonce + ring.wrapping(version).encrypt(nonce, key, _about(person, version))
    return PersonKey(person, version, wrapped, key)


def _about(person: UUID, version: int) -> bytes:
    return b"ombud person key" + version.to_bytes(4) + person.bytes
