"""A search of the platform that somebody made, and that found nothing: steps that search rest on it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from ombud.core import facts
from ombud.core.ids import bucket_of
from ombud.core.pack.tools import OTHERS, SEARCH
from ombud.store import texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

ASKED = frozenset({SEARCH, OTHERS})
"""Tools of steps that rest on what the host answered."""
NOTHING = '{"found": []}'


@one_transaction
def search_made(
    case_id: UUID,
    *,
    by: UUID,
    mint: Callable[[int], UUID],
    now: datetime,
    copies: int = 0,
    tool: str = SEARCH,
) -> None:
    """Keep in the book of a case that it was searched for, or that the host was asked for other children, by the tool of a step."""
    evidence = mint(bucket_of(case_id))
    told = {"others": 0} if tool == OTHERS else {"copies": copies}
    with open_case(case_id) as book:
        words = texts.keep(NOTHING, owner=case_id, person=case_id, text_id=evidence, make_key=True)
        fact = facts.EvidenceAdded(
            evidence=evidence,
            digest=words.digest,
            media="application/json",
            size=len(NOTHING),
            source=tool,
            **told,
        )
        book.write(fact, by=f"agent:{by}", now=now)
