"""How long does an account stay shut that goes back to its owner? Until it is back, however slow anybody is.

What is provisional ends by itself, so that silence takes nothing from anybody for good. Here silence would give: two people found
that somebody else sits in the account, and it is not back yet, because it cools down, because a letter is late, or because somebody
said "that was not me" and another person looks again. What keeps it shut is taken anew until then, each time with an end and a letter.
"""

from datetime import datetime, timedelta
from typing import Final

from ombud.core import announcing, enforcement, facts
from ombud.core.case import Case
from ombud.core.pack.types import Pack

LOCK: Final = "P5"
"""The measure that locks an account for its owner: whoever was in it is out."""
AHEAD: Final = timedelta(hours=1)
"""How long before its end it is taken anew, so that there is no moment without."""
PROLONGED: Final = "prolonged"
"""Why the earlier one ends."""


def waits(case: Case) -> bool:
    """Say whether an account waits to go back by a decision that stands."""
    return any(announcing.cools_down(past) for past in announcing.waiting(case))


def is_back(case: Case) -> bool:
    """Say whether an account went back to somebody by this case: whoever reads its inbox then is its owner."""
    gave = (past for past in case.decisions if past.proposal.gives_to is not None)
    return any(order.measure == enforcement.RESTORE for past in gave for order in past.orders)


def lasts(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> bool:
    """Say whether a provisional measure that is about to end is taken anew: it keeps shut what is not back yet."""
    entry, until = pack.measure(held.order.measure), held.order.until
    about_to_end = until is not None and until <= now + AHEAD
    return about_to_end and entry is not None and entry.protective and entry.takes and waits(case)
