"""Did the host confirm what a step says was done?

1. A step that is done on what was ordered is done by orders of a decision of this case, and by nobody's word: one of its measures
   is confirmed, and none of those that were ordered is still on its way, was refused or overridden.
2. What was lifted since does not count: a step that was not over by then is not made over by it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from ombud.core.case import Case, OrderState
from ombud.core.facts import Chosen, Order
from ombud.core.pack.kinds import BY_ORDERS, COPIES, STRIKE, UNDONE, Step
from ombud.core.pack.words import falls_under

LIFT: Final = "lift"
"""What an order does that ends something."""


def by_order(step: Step) -> bool:
    """Say whether a step is done by what the host confirms of a decision."""
    return step.done_on == BY_ORDERS


def does(step: Step, one: Chosen | Order) -> bool:
    """Say whether a measure is one of those that do this step; what the host took is undone by its own name."""
    undoes = isinstance(one, Order) and one.do == LIFT and one.host_decision is not None
    return (
        falls_under(one.measure, step.ordered)
        or (one.block and COPIES in step.ordered)
        or (undoes and STRIKE in step.ordered)
    )


def chooses(step: Step, several: Iterable[Chosen]) -> bool:
    """Say whether any of the measures that were chosen does this step."""
    return any(does(step, one) for one in several)


def confirmed_at(case: Case, step: Step) -> datetime | None:
    """Return when the host had confirmed all that was ordered for this step; None before, or where nothing was."""
    keys = tuple(_ordered(case, step))
    if any(case.orders.get(key) is not OrderState.CONFIRMED for key in keys):
        return None
    return max((case.confirmed_at[key] for key in keys), default=None)


def _ordered(case: Case, step: Step) -> Iterator[str]:
    """Yield the keys of what was ordered for a step and not lifted since; what undoes a decision of the host's is a lift itself."""
    later = tuple(order for past in case.undone for order in past.orders)
    made = tuple(order for past in case.decisions for order in past.orders)
    lifted = {
        (one.measure, one.target) for one in (*made, *later) if one.do == LIFT and not one.host_decision
    }
    for order in made:
        counts = order.do != LIFT or order.host_decision is not None
        if counts and does(step, order) and (order.measure, order.target) not in lifted:
            yield order.key
    if UNDONE in step.ordered:
        yield from (order.key for order in later)
