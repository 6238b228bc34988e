"""Lift a provisional measure before it lapses."""

from datetime import datetime
from typing import Final

from ombud.core import decisions
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role
from ombud.store import locking, packs, staff, texts, undoing
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

WHY: Final = "lifted"


@one_transaction
def unprotect(case_id: CaseId, *, key: str, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Lift a protection, and say why: the agent who holds the case, or a lead.

    In danger, and where a child is concerned, a lead who took no part does. A step that had to be done by it is open again.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id) as book:
        case, pack, me = book.state, packs.of_case(book.state), f"agent:{by}"
        if by != case.agent and Role.LEAD not in staff.colleague(by).roles:
            raise Refused(No.NOT_YOURS, status=case.status.value)
        held = next((one for one in case.protections if one.order.key == key), None)
        if held is None:
            raise Refused(No.NOT_FOUND, key=key)
        again = decisions.check_lifts(case, held, by=by, pack=pack)
        words = texts.keep_for(case_id, reason, mint=mint)
        if held.by_alarm:
            undoing.undo(book, held, why=WHY, words=words, again=again, pack=pack, by=me, now=now)
        else:
            undoing.lift(book, held.order, why=WHY, words=words, again=again, by=me, now=now)
            locking.tell_over(book.state, held, pack=pack, now=now)
