"""Do not tell a side yet, on a ground of the pack."""

from datetime import datetime

from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side, may_act_as
from ombud.store import mailroom, packs, staff
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def withhold(case_id: CaseId, *, side: Side, ground: str, approver: AgentId, now: datetime) -> datetime:
    """Hold letters to a side back, by somebody the ground names who does not work on the case; return the review date."""
    with open_case(case_id) as book:
        case = book.state
        known = packs.of_case(case).grounds
        if ground not in known:
            raise Refused(No.GROUND_UNKNOWN, ground=ground, known=sorted(known))
        needed = known[ground].approver
        if not may_act_as(needed, staff.colleague(approver).roles):
            raise Refused(No.SIGNER_ROLE, role=needed)
        if approver in {case.agent, case.signer}:
            raise Refused(No.HAND_IN_IT, case=case_id)
        review_at = now + known[ground].review_after
        fact = facts.Withheld(side=side.value, ground=ground, approver=approver, review_at=review_at)
        book.write(fact, by=f"agent:{approver}", now=now)
        if side is Side.ACCOUNT:
            mailroom.hold(case_id)
    return review_at
