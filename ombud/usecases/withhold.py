"""Do not tell a side yet, on a ground of the pack."""

from datetime import datetime

from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side, may_act_as
from ombud.store import mailroom, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def withhold(
    case_id: CaseId, *, side: Side, ground: str, approver: AgentId, mint: Mint, now: datetime, why: str = ""
) -> datetime:
    """Hold letters to a side back, by somebody the ground names who does not work on the case; return the review date.

    A ground is reason enough to begin. Whoever lets it go on at a review says `why` it is so still.

    Raises: NEEDS_REASON, GROUND_UNKNOWN, SIGNER_ROLE, HAND_IN_IT.
    """
    with open_case(case_id) as book:
        case = book.state
        if case.is_withheld(side) and not why.strip():
            raise Refused(No.NEEDS_REASON, field="reason")
        known = packs.of_case(case).grounds
        if ground not in known:
            raise Refused(No.GROUND_UNKNOWN, ground=ground, known=sorted(known))
        needed = known[ground].approver
        if not may_act_as(needed, staff.colleague(approver).roles):
            raise Refused(No.SIGNER_ROLE, role=needed)
        if approver in {case.agent, case.signer}:
            raise Refused(No.HAND_IN_IT, case=case_id)
        review_at = now + known[ground].review_after
        words = texts.keep_for(case_id, why, mint=mint) if why.strip() else None
        fact = facts.Withheld(
            side=side.value, ground=ground, approver=approver, review_at=review_at, words=words
        )
        book.write(fact, by=f"agent:{approver}", now=now)
        if side is Side.ACCOUNT:
            mailroom.hold(case_id)
    return review_at
