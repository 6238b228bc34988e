"""Which secrets does this process hold? Set once at start by whoever wires the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import digest as keyed
from pathlib import Path
from typing import Protocol
from uuid import UUID

from ombud.core.ids import drawn_from
from ombud.core.receipts import code_for, same_code, same_token, token_for
from ombud.store.keys import KeyRing


@dataclass(frozen=True, slots=True, kw_only=True)
class Vault:
    """The keys that open people's keys, make codes, find subjects and check machines."""

    ring: KeyRing
    codes: Mapping[int, bytes] = field(repr=False)
    lookup: bytes = field(repr=False)
    tokens: bytes = field(repr=False)
    folder: Path

    @property
    def code_version(self) -> int:
        """Return the version that new codes are made with."""
        return max(self.codes)

    def code(self, row: UUID, version: int) -> str:
        """Return the secret code of a complaint or letter."""
        return code_for(self.codes[version], row)

    def is_code(self, given: str, row: UUID, version: int) -> bool:
        """Say whether this is the code, in constant time."""
        return same_code(given, self.codes[version], row)

    def link(self, letter: UUID, purpose: str) -> str:
        """Return the token of a one-time link."""
        return token_for(self.tokens, letter, purpose)

    def is_link(self, given: str, letter: UUID, purpose: str) -> bool:
        """Say whether this is the token of the link, in constant time."""
        return same_token(given, self.tokens, letter, purpose)

    def find(self, *parts: str) -> bytes:
        """Return the keyed digest by which something is found again."""
        joined = b"\0".join(sha256(part.encode()).digest() for part in parts)
        return keyed(self.lookup, joined, "sha256")

    def subject_id(self, platform: str, kind: str, external: str) -> UUID:
        """Return the row id of a subject: a keyed hash, so that it says nothing without the key."""
        return drawn_from(self.find("subject", platform, kind, external))


class Secrets(Protocol):
    """The keys of an installation, as its home keeps them."""

    @property
    def master(self) -> Mapping[int, bytes]:
        """Return the master keys by version."""
        ...

    @property
    def codes(self) -> Mapping[int, bytes]:
        """Return the keys of codes by version."""
        ...

    @property
    def lookup(self) -> bytes:
        """Return the key of look-ups."""
        ...

    @property
    def tokens(self) -> bytes:
        """Return the key of tokens."""
        ...


def vault_of(secrets: Secrets, *, folder: Path) -> Vault:
    """Return the vault that an installation's secrets make; evidence lies in the folder."""
    return Vault(
        ring=KeyRing(secrets.master),
        codes=secrets.codes,
        lookup=secrets.lookup,
        tokens=secrets.tokens,
        folder=folder,
    )


_held: list[Vault] = []


def use(vault: Vault) -> None:
    """Hold these secrets for the rest of the process."""
    _held[:] = [vault]


def vault() -> Vault:
    """Return the secrets in use."""
    if not _held:
        raise RuntimeError("no vault is in use: wire the house first (ombud.site.wiring)")
    return _held[0]
