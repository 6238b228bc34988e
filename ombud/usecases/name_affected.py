"""Name the accounts that a leak touched, so that each of them is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import affected, kin
from ombud.store.affected import Named
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

__all__ = ["Named", "name_affected"]

SOURCE: Final = "list"


@one_transaction
def name_affected(
    case_id: CaseId, lines: Iterable[str], *, opened_for: str = "", by: AgentId, now: datetime
) -> Named:
    """Take in a list, one account a line; whoever holds the incident does, or a lead. Lines that name no account come back."""
    with open_case(case_id) as book:
        kin.check_may(book.state, by, opened_for=opened_for, now=now)
        return affected.take_in(book, lines, source=SOURCE, by=f"agent:{by}", now=now)
