"""By what did data of ours get out, is that shut, and what says so?

1. A part of the host's own systems (a key, an endpoint, an export, a copy that got out) is named as the host names it. What shuts it is
   an order as any other, protective, confirmed by the host, and lifted once it is mended.
2. What only a person can do (at a partner's, at a hosting firm's) is a record: what, by whom, when; evidence is shown with it.
3. That a leak is contained is said by one of both, and by no sentence alone.
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
    """Say whether the host confirmed what was ordered to contain it: one order at least, and none that is still on its way."""
    several = {code for code, one in pack.measures.items() if shuts(one)}
    held = [case.orders[one.order.key] for one in case.protections if one.order.measure in several]
    return bool(held) and all(state is OrderState.CONFIRMED for state in held)


def needs_none(case: Case, step: Step, pack: Pack) -> bool:
    """Say whether a step that records what contained a leak is done by orders: then what a person did outside need not be said."""
    return step.records == CONTAINED and is_ordered(case, pack)
