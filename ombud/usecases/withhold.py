"""Do not tell a side yet, on a ground of the pack."""

from datetime import datetime

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.pack.promises import ORDERED, Ground
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side, may_act_as
from ombud.store import mailroom, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def withhold(
    case_id: CaseId,
    *,
    side: Side,
    ground: str,
    approver: AgentId,
    mint: Mint,
    now: datetime,
    why: str = "",
    until: datetime | None = None,
) -> datetime:
    """Hold letters to a side back, by somebody the ground names who does not work on the case; return the review date.

    A ground is reason enough to begin. Whoever lets it go on at a review says `why` it is so still; once the day is over that an
    authority had named, only with the day `until` which it renewed its order. Where the law of the place has no such ground, an
    authority's request takes its place: which one it is (`why`), and until which day, no later than the pack says. For an account that
    is the law of where it is, once the host says so, wherever whoever complained may be.

    Raises: NEEDS_REASON, GROUND_UNKNOWN, SIGNER_ROLE, HAND_IN_IT, SILENCE_OVER, BAD_TIME.
    """
    with open_case(case_id) as book:
        case = book.state
        if case.is_withheld(side) and not why.strip():
            raise Refused(No.NEEDS_REASON, field="reason")
        known = packs.over(case, side).grounds
        if ground not in known:
            raise Refused(No.GROUND_UNKNOWN, ground=ground, known=sorted(known))
        needed = known[ground].approver
        _check_law(known[ground], why=why)
        if not may_act_as(needed, staff.colleague(approver).roles):
            raise Refused(No.SIGNER_ROLE, role=needed)
        if approver in {case.agent, case.signer}:
            raise Refused(No.HAND_IN_IT, case=case_id)
        ends = _ends(case, side=side, ground=known[ground], until=until, now=now)
        review_at = known[ground].next_look(ends=ends, now=now)
        words = texts.keep_for(case_id, why, mint=mint) if why.strip() else None
        fact = facts.Withheld(
            side=side.value,
            ground=ground,
            approver=approver,
            review_at=review_at,
            words=words,
            until=ends if until else None,
        )
        book.write(fact, by=f"agent:{approver}", now=now)
        if side is Side.ACCOUNT:
            mailroom.hold(case_id)
    return review_at


def _check_law(ground: Ground, *, why: str) -> None:
    """Refuse a ground that the law of the place does not have, and an order of which nobody says which one it is."""
    if ground.ordered:
        raise Refused(No.GROUND_UNKNOWN, ground=ground.id, why="ordered")
    if ground.longest is not None and not why.strip():
        raise Refused(No.NEEDS_REASON, field="reason", why="which_order")


def _ends(
    case: Case, *, side: Side, ground: Ground, until: datetime | None, now: datetime
) -> datetime | None:
    """Return until when an authority silences us; refuse to go on over the day that it named without another one to come."""
    if side is not Side.ACCOUNT or ground.id != ORDERED:
        return None
    if until is not None and until <= now:
        raise Refused(No.BAD_TIME, field="silent_until")
    if until is None and case.silent_until is not None and case.silent_until <= now:
        raise Refused(No.SILENCE_OVER, at=case.silent_until)
    ends = until or case.silent_until
    if ground.longest is not None and (ends is None or ends > now + ground.longest):
        raise Refused(No.BAD_TIME, field="silent_until", why="longest", at=now + ground.longest)
    return ends
