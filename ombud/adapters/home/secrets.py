"""Which keys does this installation hold?"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from ombud.adapters.home.place import Home
from ombud.adapters.home.sealed_file import read_or_make

FILE: Final = "secrets.json"
_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Secrets:
    """Keys made at the first start; losing them loses every code and every sealed text."""

    django: str
    codes: Mapping[int, bytes]
    """By version: the code of a complaint is derived from these."""
    master: Mapping[int, bytes]
    """By version: wraps the key of every person."""
    lookup: bytes
    """Keyed digests by which subjects, senders and words are found."""
    tokens: bytes
    """API keys, one-time links, log-in tickets."""
    checkpoint: bytes
    """Seed of the Ed25519 key that signs checkpoints of the ledgers."""

    def __repr__(self) -> str:
        """Say nothing."""
        return "Secrets(…)"


def secrets_of(home: Home) -> Secrets:
    """Read the keys of a home; the first call makes them."""
    kept = read_or_make(home.made().path / FILE, _new)
    return Secrets(
        django=kept["django"],
        codes=_versions(kept["codes"]),
        master=_versions(kept["master"]),
        lookup=bytes.fromhex(kept["lookup"]),
        tokens=bytes.fromhex(kept["tokens"]),
        checkpoint=bytes.fromhex(kept["checkpoint"]),
    )


def _versions(kept: Mapping[str, str]) -> Mapping[int, bytes]:
    return MappingProxyType({int(version): bytes.fromhex(key) for version, key in kept.items()})


def _new() -> dict[str, Any]:
    return {
        "django": secrets.token_urlsafe(48),
        "codes": {"1": secrets.token_hex(_BYTES)},
        "master": {"1": secrets.token_hex(_BYTES)},
        "lookup": secrets.token_hex(_BYTES),
        "tokens": secrets.token_hex(_BYTES),
        "checkpoint": secrets.token_hex(_BYTES),
    }
