"""What does an order say to the host besides its measure?

1. A restoration names what ends by it and what stays: nothing is restored that another decision in force forbids.
2. Money that is granted to whoever asked goes back to who paid for what the case is about, and a payment that goes back to who made it.
   The host knows who that is: it hears of the thing, never of the person who complained.
3. An account that goes back to its owner goes back empty of whoever was in it: every session, token and app ends, and the
   next log-in asks for a new secret and a second step.
4. A removal may keep out copies. While any decision in force asks for that the host does so; once none does, it is told.
5. Of what is counted (strikes, sums) the end of one names that one: the others stand.
6. What holds in some territories alone names them. Each such order stands for itself: two of them hold wherever either does.
7. What is said to others than the two sides is in sealed words; the order names where they lie, and the host is told them.
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from ombud.core import enforcement, facts
from ombud.core.case import Case
from ombud.core.vocabulary import Outcome

LIFTS: Final = "lifts"
"""Names the one order that ends, of several of one measure."""
BLOCK: Final = "block"
"""Says that copies are kept out as well."""
TERRITORY: Final = "territory"
"""Names where alone a measure holds, by codes of ISO 3166-1."""
WORDS: Final = "words"
"""Names where the words lie that are said by it; the host gets the words themselves."""


def asked(order: facts.Order) -> dict[str, Any] | None:
    """Return what an order says by itself, before it has its turn."""
    words = order.words and str(order.words.id)
    said = {BLOCK: order.block, TERRITORY: list(order.territory), WORDS: words}
    return {name: value for name, value in said.items() if value} or None


def restored(ordered: Iterable[str], required: Iterable[str]) -> dict[str, list[str]]:
    """Return which measures of those ordered so far end with a restoration, and which something still requires."""
    known, needed = set(ordered) - {enforcement.RESTORE}, set(required)
    return {"measures": sorted(known - needed), "keeps": sorted(known & needed)}


RECOVERS: Final = ("sessions", "tokens", "apps", "secret", "second_factor")
"""What the host ends, and asks for anew, where an account goes back to its owner."""


def recovers(case: Case, key: str) -> tuple[str, ...]:
    """Return what an order of this case ends beside its measure; nothing where it gives nobody an account."""
    gave = (past for past in case.decisions if past.proposal.gives_to is not None)
    gives = any(one.key == key and one.measure == enforcement.RESTORE for past in gave for one in past.orders)
    return RECOVERS if gives else ()


def blocks(case: Case, key: str) -> bool:
    """Say whether an order of this case was given to keep out copies, and not only sent so for another's sake."""
    return any(one.key == key and one.block for past in case.decisions for one in past.orders)


def refunds(case: Case, key: str) -> UUID | None:
    """Return what an order of this case gives money back for; nothing where it withholds a sum, or moves none."""
    given = (one.refunds for past in case.decisions for one in past.orders if one.key == key and one.refunds)
    back = next(given, None)
    if back is not None:
        return back
    granted = (past for past in case.decisions if past.proposal.outcome == Outcome.GRANTED)
    pays = any(one.key == key and one.amount is not None for past in granted for one in past.orders)
    return case.subject if pays else None
