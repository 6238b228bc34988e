"""Give a machine a key of its own."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core.ids import Mint
from ombud.core.receipts import key_hash
from ombud.core.refusals import No, Refused
from ombud.store import apikeys
from ombud.store.callers import Caller
from ombud.store.transactions import one_transaction
from ombud.store.vault import vault

SCOPES: Final = frozenset({"file", "host"})
"""`file`: file complaints; `host`: import the decisions the host platform made by itself."""
PREFIX: Final = "ombud_"
_CHANCE: Final = 32
_NAME_LIMIT: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new key: this is the only time it can be seen."""

    key: str = field(repr=False)
    sender: UUID
    name: str


@one_transaction
def make_api_key(name: str, *, scopes: frozenset[str], mint: Mint, now: datetime) -> Made:
    """Make a key and keep its keyed hash; refuse a scope nobody knows."""
    if not scopes or not scopes <= SCOPES:
        raise Refused(No.UNKNOWN_WORD, field="scopes", known=sorted(SCOPES))
    if not 1 <= len(name) <= _NAME_LIMIT:
        raise Refused(No.BAD_INPUT, field="name", limit=_NAME_LIMIT)
    key = PREFIX + secrets.token_urlsafe(_CHANCE)
    caller = Caller(sender=mint(), name=name, scopes=scopes)
    apikeys.keep(key_hash(vault().tokens, key), caller=caller, now=now)
    return Made(key=key, sender=caller.sender, name=name)
