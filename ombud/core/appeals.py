"""Who may ask for another look, and until when, and what does the book say of it?"""

from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case, Decision
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused


def check(
    case: Case,
    *,
    side: str,
    complaint: UUID | None = None,
    letter_until: datetime | None,
    pack: Pack,
    now: datetime,
) -> Decision:
    """Return the decision that is appealed; refuse after the window, twice, or beyond the last level."""
    decision = case.decision
    if decision is None:
        raise Refused(No.NOT_DECIDED)
    rule = pack.appeal(case.code)
    if side not in rule.sides or case.levels_of(complaint) > rule.levels:
        raise Refused(No.APPEAL_CLOSED, why="level")
    if letter_until is None or now > letter_until:
        raise Refused(No.APPEAL_CLOSED, why="window", until=letter_until)
    return decision


def check_once(case: Case, *, side: str, complaint: object) -> None:
    """Refuse a second appeal of the same person while the first is open."""
    if any(one.side == side and one.complaint == complaint for one in case.open_appeals):
        raise Refused(No.APPEAL_ALREADY)


class Why(TypedDict, total=False):
    """Why it is that a case is looked at again, where nobody simply appealed; see `facts.Appealed`."""

    counter: bool
    outside: bool
    look: int | None
    unread: bool
    child: bool
    again: UUID | None
    claims: bool


def asked(
    case: Case,
    *,
    side: str,
    letter: UUID,
    words: facts.Words,
    complaint: UUID | None,
    decision: int | None = None,
    **why: Unpack[Why],
) -> facts.Appealed:
    """Return what the book says when a case is looked at again: of its last decision, or of another."""
    return facts.Appealed(
        no=len(case.appeals) + 1,
        decision=len(case.decisions) if decision is None else decision,
        side=side,
        letter=letter,
        words=words,
        complaint=complaint,
        **why,
    )
