"""Tell a side from now on; what was held back goes out."""

from datetime import datetime

from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role, Side
from ombud.store import packs, staff, statements
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def release(case_id: CaseId, *, side: Side, by: AgentId, now: datetime) -> None:
    """End the withholding: a lead, or whoever may approve its ground."""
    with open_case(case_id) as book:
        case = book.state
        held = next((one for one in case.withheld if one.side == side), None)
        if held is None:
            raise Refused(No.ALREADY_DONE, side=side.value)
        ground = packs.over(case, side).grounds.get(held.ground)
        may = {Role.LEAD.value, ground.approver if ground else Role.LEAD.value}
        if not may & staff.colleague(by).roles:
            raise Refused(No.SIGNER_ROLE, role=ground.approver if ground else Role.LEAD.value)
        book.write(facts.Released(side=side.value), by=f"agent:{by}", now=now)
        if side is Side.ACCOUNT:
            statements.let_go(book.state, pack=packs.of_case(case), now=now)
