"""Let a colleague see a case again who was kept out of it."""

from datetime import datetime

from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, keeping_out, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def let_in(case_id: CaseId, *, agent: AgentId, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """End that somebody is kept out of a case, and say why; somebody else does it for them.

    Raises: NEEDS_REASON, NOT_ALLOWED, NOT_FOUND.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id) as book:
        if not access.may_keep_out(book.state, staff.colleague(by)):
            raise Refused(No.NOT_ALLOWED)
        if agent not in book.state.kept_out:
            raise Refused(No.NOT_FOUND, field="agent")
        words = texts.keep_for(case_id, reason, mint=mint)
        keeping_out.let_in(book, agent, words=words, by=f"agent:{by}", now=now)
