"""May an answer come later than promised, and until when is it promised then?

1. Only a clock that its rule lets be extended, once, while it runs, and before its time is up; the time of a body outside
   is its own to extend.
2. The new date never lies behind another law's that still runs; where it would not be later than the old one, nothing
   is gained and nothing can be extended.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core.clocks import Clock
from ombud.core.refusals import No, Refused

OTHERS: Final = "appeal"
"""Kind of the clocks in which somebody else than whoever decides may put something off."""


def extension(before: Iterable[Clock], after: Iterable[Clock], *, clock: str, now: datetime) -> datetime:
    """Return the new date of a clock, read as it stands and as if it were extended now.

    Raises: NOT_EXTENDABLE, ALREADY_DONE, TIME_IS_UP.
    """
    running = {one.rule_id: one for one in before if one.stopped_at is None}
    then = {one.rule_id: one for one in after if one.stopped_at is None}
    if clock not in running or (running[clock].kind == OTHERS and not running[clock].gives_back):
        raise Refused(No.NOT_EXTENDABLE, clock=clock)
    if running[clock].extended:
        raise Refused(No.ALREADY_DONE, clock=clock)
    if running[clock].breached_at is not None:
        raise Refused(No.TIME_IS_UP, clock=clock, at=running[clock].due_at)
    laws = (
        one.due_at for one in then.values() if one.statutory and one.kind == "decide" and one.due_at > now
    )
    until = min((then[clock].due_at, *laws))
    if until <= running[clock].due_at:
        raise Refused(No.NOT_EXTENDABLE, clock=clock)
    return until
