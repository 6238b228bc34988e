"""What does an order say to the host besides its measure?

1. A restoration names what ends by it and what stays: nothing is restored that another decision in force forbids.
2. Money that is granted to whoever asked goes back to who paid for what the case is about. The host knows who that is: it
   hears of the thing, never of the person who complained.
"""

from collections.abc import Iterable
from uuid import UUID

from ombud.core import enforcement
from ombud.core.case import Case
from ombud.core.vocabulary import Outcome


def restored(ordered: Iterable[str], required: Iterable[str]) -> dict[str, list[str]]:
    """Return which measures of those ordered so far end with a restoration, and which something still requires."""
    known, needed = set(ordered) - {enforcement.RESTORE}, set(required)
    return {"measures": sorted(known - needed), "keeps": sorted(known & needed)}


def refunds(case: Case, key: str) -> UUID | None:
    """Return what an order of this case gives money back for; nothing where it withholds a sum, or moves none."""
    granted = (past for past in case.decisions if past.proposal.outcome == Outcome.GRANTED)
    pays = any(one.key == key and one.amount is not None for past in granted for one in past.orders)
    return case.subject if pays else None
