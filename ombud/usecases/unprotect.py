"""Lift a provisional measure before it lapses."""

from datetime import datetime
from typing import Final

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role
from ombud.store import packs, staff, undoing
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

WHY: Final = "lifted"


@one_transaction
def unprotect(case_id: CaseId, *, key: str, by: AgentId, now: datetime) -> None:
    """Lift a protection: the agent who holds the case, or a lead."""
    with open_case(case_id) as book:
        case = book.state
        if by != case.agent and Role.LEAD not in staff.colleague(by).roles:
            raise Refused(No.NOT_YOURS, status=case.status.value)
        held = next((one for one in case.protections if one.order.key == key), None)
        if held is None:
            raise Refused(No.NOT_FOUND, key=key)
        if held.by_alarm:
            undoing.undo(book, held, why=WHY, pack=packs.of_case(case), by=f"agent:{by}", now=now)
        else:
            undoing.lift(book, held.order, why=WHY, by=f"agent:{by}", now=now)
