"""Take in from the host which accounts a leak touched."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core.affected import Touched
from ombud.core.refusals import No, Refused
from ombud.store import affected, kin
from ombud.store.affected import Named
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

SOURCE: Final = "host"


@one_transaction
def hear_of_affected(number: str, accounts: Iterable[str | Touched], *, now: datetime) -> Named:
    """Add them to the incident of this number; one that is told nowhere, or of no leak, is refused like one that is not there."""
    row = kin.named(number)
    if row is None:
        raise Refused(No.NOT_FOUND, field="case")
    with open_case(row.id) as book:
        return affected.take_in(book, accounts, source=SOURCE, by=SOURCE, now=now)
