"""Tell a side from now on; what was held back goes out."""

from datetime import datetime

from ombud.core import facts, silencing
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role, Side
from ombud.store import packs, staff, statements
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def release(case_id: CaseId, *, side: Side, by: AgentId, now: datetime) -> None:
    """End the withholding: a lead, or whoever may approve its ground, and the one that an authority's request took the place of."""
    with open_case(case_id) as book:
        case = book.state
        held = next((one for one in case.withheld if one.side == side), None)
        if held is None:
            raise Refused(No.ALREADY_DONE, side=side.value)
        before = silencing.kept(case) if side is Side.ACCOUNT else ()
        grounds, roles = packs.over(case, side).grounds, staff.colleague(by).roles
        for name in (held.ground, *before):
            approver = grounds[name].approver if name in grounds else Role.LEAD.value
            if not {Role.LEAD.value, approver} & roles:
                raise Refused(No.SIGNER_ROLE, role=approver)
        book.write(facts.Released(side=side.value), by=f"agent:{by}", now=now)
        if side is Side.ACCOUNT:
            statements.let_go(book.state, pack=packs.of_case(case), now=now)
