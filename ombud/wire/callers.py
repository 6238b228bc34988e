"""Which machine calls? Remembered for at most half a minute, so that a revoked key soon ends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from ombud.core.receipts import key_hash
from ombud.core.refusals import No, Refused
from ombud.store.callers import Caller
from ombud.store.vault import vault

REMEMBERED_FOR: Final = 30.0
"""Seconds that a key is trusted without asking the database again."""
MOST: Final = 10_000
LONGEST: Final = 200
_SCHEME: Final = "bearer "


@dataclass(slots=True)
class Callers:
    """The machines that lately showed a key that was in force."""

    known: dict[bytes, tuple[float, Caller]] = field(default_factory=dict)

    def who(
        self, authorization: str, *, scope: str, look_up: Callable[[bytes], Caller | None], clock: float
    ) -> Caller:
        """Return who shows this header; refuse an unknown key and one that may not do this."""
        hashed = hash_of(authorization)
        found = self.remembered(hashed, clock=clock)
        if found is None:
            found = look_up(hashed)
            if found is None:
                raise Refused(No.NOT_SIGNED_IN, scheme="Bearer")
            self.remember(hashed, found, clock=clock)
        return may(found, scope)

    def remembered(self, hashed: bytes, *, clock: float) -> Caller | None:
        """Return who showed this key within the last half minute."""
        until, caller = self.known.get(hashed, (0.0, None))
        return caller if until > clock else None

    def remember(self, hashed: bytes, caller: Caller, *, clock: float) -> None:
        """Trust the key for half a minute."""
        if len(self.known) >= MOST:
            self.known.clear()
        self.known[hashed] = (clock + REMEMBERED_FOR, caller)


def hash_of(authorization: str) -> bytes:
    """Return the keyed hash of the key in a Bearer header; refuse a header without one."""
    key = authorization[len(_SCHEME) :].strip()
    if not authorization[: len(_SCHEME)].lower() == _SCHEME or not 1 <= len(key) <= LONGEST:
        raise Refused(No.NOT_SIGNED_IN, scheme="Bearer")
    return key_hash(vault().tokens, key)


def may(caller: Caller, scope: str) -> Caller:
    """Return the caller if it may do this."""
    if scope not in caller.scopes:
        raise Refused(No.NOT_ALLOWED)
    return caller
