"""End a trusted flagger's standing: it was suspended or withdrawn."""

from datetime import datetime

from ombud.core.refusals import No, Refused
from ombud.store import apikeys
from ombud.store.transactions import one_transaction


@one_transaction
def distrust_key(hashed: bytes, *, now: datetime) -> None:
    """Let what comes in from now on wait like any notice; the key itself goes on."""
    if not apikeys.distrust(hashed, now=now):
        raise Refused(No.NOT_FOUND)
