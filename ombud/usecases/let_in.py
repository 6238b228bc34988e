"""Let a colleague see a case again who was kept out of it."""

from datetime import datetime

from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, keeping_out, staff, teams, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def let_in(case_id: CaseId, *, agent: AgentId, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """End that somebody is kept out of a case, and say why; somebody else does it for them.

    Whose team is complained of is let in by nobody: only where no other could take the case does the house do it.

    Raises: NEEDS_REASON, NOT_ALLOWED, NOT_FOUND, KEPT_OUT.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id) as book:
        if not access.may_let_in(book.state, staff.colleague(by)):
            raise Refused(No.NOT_ALLOWED)
        if agent not in book.state.kept_out:
            raise Refused(No.NOT_FOUND, field="agent")
        if agent in book.state.of_team:
            raise Refused(No.KEPT_OUT, why=teams.TEAM)
        words = texts.keep_for(case_id, reason, mint=mint)
        keeping_out.let_in(book, agent, words=words, by=f"agent:{by}", now=now)
