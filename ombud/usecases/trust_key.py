"""Let the notices that come with a machine's key be looked at first: it was named a trusted flagger."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core.flaggers import Trust
from ombud.core.pack.words import falls_under
from ombud.core.refusals import No, Refused
from ombud.store import apikeys, packs
from ombud.store.transactions import one_transaction

_BY_LIMIT: Final = 200


@one_transaction
def trust_key(hashed: bytes, *, areas: Iterable[str], by: str, until: datetime | None, now: datetime) -> None:
    """Keep who named it, for which kinds and until when, in place of what was said before.

    Raises: UNKNOWN_WORD, BAD_INPUT, NOT_FOUND.
    """
    known = packs.in_force("EU").categories
    wanted = tuple(dict.fromkeys(areas))
    for area in wanted:
        if not any(falls_under(code, (area,)) for code in known):
            raise Refused(No.UNKNOWN_WORD, field="areas", value=area, known=sorted(known))
    if not wanted or not 1 <= len(by.strip()) <= _BY_LIMIT or (until is not None and until <= now):
        raise Refused(No.BAD_INPUT, field="trust")
    if not apikeys.trust(hashed, Trust(areas=wanted, by=by.strip(), since=now, until=until)):
        raise Refused(No.NOT_FOUND)
