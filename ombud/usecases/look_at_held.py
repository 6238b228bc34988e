"""List everything that a matter of law keeps from being erased."""

from typing import Final

from ombud.core.receipts import number_of
from ombud.core.vocabulary import AgentId
from ombud.store import due, keeping

MOST: Final = 100
"""How many of a kind the list shows."""


def look_at_held(*, by: AgentId) -> tuple[str, ...]:
    """Return the numbers of the complaints and cases that are held, for privacy, legal and audit."""
    keeping.check_may_look(by)
    complaints = (number_of(one, "C") for one in due.held("complaint", limit=MOST))
    return (*complaints, *(number_of(one, "K") for one in due.held("case", limit=MOST)))
