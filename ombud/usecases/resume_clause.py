"""Let a clause of ours be used as before that was paused."""

from datetime import datetime

from ombud.core import clauses, facts
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import doubts, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


def resume_clause(clause: str, *, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Do so once somebody has looked, wherever it was paused from: each in a commit of its own."""
    cases = doubts.paused_from(clause, now=now)
    if not cases:
        raise Refused(No.ALREADY_DONE)
    for case in cases:
        _resume(case, clause=clause, reason=reason, by=by, mint=mint, now=now)


@one_transaction
def _resume(case_id: CaseId, *, clause: str, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    with open_case(case_id) as book:
        clauses.check_resumes(book.state, clause, roles=staff.colleague(by).roles, reason=reason, now=now)
        words = texts.keep_for(case_id, reason, mint=mint)
        book.write(facts.ClauseResumed(clause=clause, words=words), by=f"agent:{by}", now=now)
