"""Tell a side from now on; what was held back goes out."""

from datetime import datetime

from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import holding_back, packs, staff, statements
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def release(case_id: CaseId, *, side: Side, by: AgentId, now: datetime) -> None:
    """End the withholding: a lead, or whoever may approve its ground, and the one that an authority's request took the place of."""
    with open_case(case_id) as book:
        case = book.state
        if not case.is_withheld(side):
            raise Refused(No.ALREADY_DONE, side=side.value)
        role = holding_back.lacks(case, side, staff.colleague(by).roles)
        if role is not None:
            raise Refused(No.SIGNER_ROLE, role=role)
        book.write(facts.Released(side=side.value), by=f"agent:{by}", now=now)
        if side is Side.ACCOUNT:
            statements.let_go(book.state, pack=packs.of_case(case), now=now)
