"""May what was hidden come back yet?

Some laws let a thing come back because the other side answered, and not before a day (17 USC 512(g)(2)(C)). That binds
whoever gives it back on the answer's account. A removal that was wrong from the start is overturned and undone at once.
"""

from collections.abc import Iterable
from datetime import datetime

from ombud.core import enforcement, facts
from ombud.core.case import Case
from ombud.core.clocks import Clock
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Ruling


def check_not_before(case: Case, proposal: facts.Proposed, *, clocks: Iterable[Clock], now: datetime) -> None:
    """Refuse to give back too early, with the moment from which it may be done.

    Raises: NOT_BEFORE.
    """
    earliest = (one.not_before for one in clocks if one.stopped_at is None and one.not_before is not None)
    bound = max(earliest, default=now)
    if now < bound and proposal.ruling != Ruling.OVERTURNED and _gives_back(case, proposal):
        raise Refused(No.NOT_BEFORE, at=bound)


def _gives_back(case: Case, proposal: facts.Proposed) -> bool:
    """Say whether a proposal restores, or changes a decision so that what it hid is seen again."""
    if any(one.measure == enforcement.RESTORE for one in proposal.measures):
        return True
    if proposal.ruling not in enforcement.OVERTURNS:
        return False
    standing = enforcement.standing(case)
    lifted = {
        order.key for past in standing for order in enforcement.reversals(case, past, keep=proposal.measures)
    }
    hid = (order for past in standing for order in past.orders if enforcement.hides(order))
    return any(enforcement.lift_key(order.key) in lifted for order in hid)
