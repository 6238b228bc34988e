"""End a machine's key."""

from datetime import datetime

from ombud.core.refusals import No, Refused
from ombud.store import apikeys
from ombud.store.transactions import one_transaction


@one_transaction
def revoke_api_key(hashed: bytes, *, now: datetime) -> None:
    """End the key of this hash; doors that remember it forget it within half a minute."""
    if not apikeys.revoke(hashed, now=now):
        raise Refused(No.NOT_FOUND)
