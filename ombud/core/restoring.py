"""May what was hidden come back yet, when does it come back by itself, and may it be hidden again?

1. Some laws let a thing come back because the other side answered, and not before a day (17 USC 512(g)(2)(C)). That binds
   whoever gives it back on the answer's account. A removal that was wrong from the start is overturned and undone at once.
2. Where a rule `gives_back` (电子商务法 art. 43, 信息网络传播权保护条例 art. 17), what a decision hid comes back by itself once the
   wait is over, whoever was right, unless the other side went to court first. What else was decided stands.
3. What came back that way stays, until a court is asked; where the rule bars it, a second notice hides it no more either.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core import enforcement, facts
from ombud.core.case import Case
from ombud.core.clocks import Clock
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OVERTURNS, Ruling

ANOTHER: Final = "another_right"
"""What an agent found where a notice on an item that came back is about another right than the first."""


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
    if proposal.ruling not in OVERTURNS:
        return False
    standing = enforcement.standing(case)
    lifted = {
        order.key for past in standing for order in enforcement.reversals(case, past, keep=proposal.measures)
    }
    hid = (order for past in standing for order in past.orders if enforcement.hides(order))
    return any(enforcement.lift_key(order.key) in lifted for order in hid)


def giving_back(case: Case, clocks: Iterable[Clock]) -> Clock | None:
    """Return the clock whose end gives back what is still hidden; of several laws the one that waits longest."""
    running = [one for one in clocks if one.gives_back and one.stopped_at is None]
    hidden = any(enforcement.seen_again(case, past) for past in case.decisions)
    return max(running, key=gives_back_at, default=None) if hidden else None


def gives_back_at(clock: Clock) -> datetime:
    """Return when it gives back: once its wait is over, or at once."""
    return clock.not_before or clock.started_at


def check_stays(case: Case, chosen: Iterable[facts.Chosen], *, barred: str | None = None, pack: Pack) -> None:
    """Refuse to hide again what a law gave back; `barred` names the law by which an earlier notice on it was answered.

    What the case has become since, danger or another kind, is no matter of that right and is never barred.

    Raises: CAME_BACK.
    """
    if not any(rule.gives_back for rule in pack.clocks_for(case.code)):
        return
    law = next((one.law for one in reversed(case.undone) if one.law), None)
    if law is None and not is_another(case):
        law = barred
    if law and not case.suits and any(enforcement.would_hide(case, one, pack=pack) for one in chosen):
        raise Refused(No.CAME_BACK, law=law)


def is_another(case: Case) -> bool:
    """Say whether an agent found that the notice is about another right."""
    return ANOTHER in case.found
