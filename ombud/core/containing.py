"""By what did data of ours get out, is that shut, and what says so?

1. A part of the host's own systems (a key, an endpoint, an export, a copy that got out) is named as the host names it. What shuts it is
   an order as any other, protective, confirmed by the host, and lifted once it is mended.
2. What only a person can do (at a partner's, at a hosting firm's) is a record: what, by whom, when; evidence is shown with it.
3. That a leak is contained is said by one of both, and by no sentence alone. That people were signed out shuts nothing by itself.
4. Whoever lifts what shuts a part says anew what contains the leak. Once one was confirmed a decision lifts none of it.
"""

from typing import Final

from ombud.core.case import Case, OrderState
from ombud.core.pack.kinds import CONTAINED
from ombud.core.pack.types import Measure, Pack, Step
from ombud.core.refusals import No, Refused

KIND: Final = "system"
"""What a part of the host's systems is, as a subject of orders to the host."""
SCOPE: Final = "system"
"""What a measure falls on that shuts a part of the host's systems."""
SIGNS_OUT: Final = "P14"
"""What signs people out: whoever got in by a hole gets in again by it."""
LONGEST: Final = 100
"""How long the name of one may be."""


def shuts(measure: Measure) -> bool:
    """Say whether a measure is aimed at a part of the host's systems."""
    return measure.scope == SCOPE


def name(said: str) -> str:
    """Return how the host calls a part of its systems; refuse what is no name.

    Raises: BAD_INPUT.
    """
    told = said.strip()
    if not told or len(told) > LONGEST or not told.isprintable() or any(sign.isspace() for sign in told):
        raise Refused(No.BAD_INPUT, field="system")
    return told


def is_ordered(case: Case, pack: Pack) -> bool:
    """Say whether the host confirmed what was ordered to contain it: one order at least that shuts something, and none on its way."""
    several = {code for code, one in pack.measures.items() if shuts(one)}
    held = [one.order for one in case.protections if one.order.measure in several]
    shut = any(order.measure != SIGNS_OUT for order in held)
    return shut and all(case.orders[order.key] is OrderState.CONFIRMED for order in held)


def undone_by(step: Step, measure: Measure | None) -> bool:
    """Say whether a step that records what contained a leak is open again once this measure ends."""
    return step.records == CONTAINED and measure is not None and shuts(measure) and measure.code != SIGNS_OUT


def needs_none(case: Case, step: Step, pack: Pack) -> bool:
    """Say whether a step that records what contained a leak is done by orders: then what a person did outside need not be said."""
    return step.records == CONTAINED and is_ordered(case, pack)
