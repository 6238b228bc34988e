"""May what a body outside the house does with a decision be entered, and which clocks does it move?"""

from collections.abc import Iterable
from datetime import datetime

from ombud.core.case import Case, Outside
from ombud.core.clocks import Clock
from ombud.core.pack.lint_rules import OUTSIDE
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused


def check_dates(*, at: datetime | None, until: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """Return since when and until when; refuse a day that is still to come, and a date that is over.

    Raises: BAD_TIME.
    """
    if at is None or at > now:
        raise Refused(No.BAD_TIME, field="at")
    if until is None or until <= now:
        raise Refused(No.BAD_TIME, field="until")
    return at, until


def check_route(case: Case, route: str, *, side: str, pack: Pack) -> None:
    """Refuse a way out that the pack does not name for this side; none means a body that only the words name.

    Raises: BAD_INPUT.
    """
    if route and all(one.id != route for one in pack.routes_for(case.code, side=side)):
        raise Refused(No.BAD_INPUT, field="route")


def still_open(case: Case, no: int) -> Outside:
    """Return what is open before a body outside.

    Raises: NOT_FOUND, ALREADY_DONE.
    """
    found = next((one for one in case.outside if one.taken.no == no), None)
    if found is None:
        raise Refused(No.NOT_FOUND)
    if found.ruled is not None:
        raise Refused(No.ALREADY_DONE)
    return found


def prolonged(clocks: Iterable[Clock], *, pack: Pack, now: datetime) -> tuple[str, ...]:
    """Return the clocks that run longer where such a matter is complex: not yet extended, and not over."""
    running = (one for one in clocks if one.stopped_at is None and not one.extended and now <= one.due_at)
    ours = ((one.rule_id, pack.clocks.get(one.rule_id)) for one in running)
    return tuple(
        name for name, rule in ours if rule is not None and rule.starts == OUTSIDE and rule.extends_by
    )
