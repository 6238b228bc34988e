"""Who may ask for another look, and until when?"""

from datetime import datetime

from ombud.core.case import Case, Decision
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused


def check(case: Case, *, side: str, letter_until: datetime | None, pack: Pack, now: datetime) -> Decision:
    """Return the decision that is appealed; refuse after the window, twice, or beyond the last level."""
    decision = case.decision
    if decision is None:
        raise Refused(No.NOT_DECIDED)
    rule = pack.appeal(case.code)
    if side not in rule.sides or case.levels > rule.levels:
        raise Refused(No.APPEAL_CLOSED, why="level")
    if letter_until is None or now > letter_until:
        raise Refused(No.APPEAL_CLOSED, why="window", until=letter_until)
    return decision


def check_once(case: Case, *, side: str, complaint: object) -> None:
    """Refuse a second appeal of the same person while the first is open."""
    if any(one.side == side and one.complaint == complaint for one in case.open_appeals):
        raise Refused(No.APPEAL_ALREADY)
