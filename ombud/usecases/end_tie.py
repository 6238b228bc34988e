"""End a tie that holds no longer: a lead does, with a reason, and never their own."""

from datetime import datetime

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role, SubjectId
from ombud.store import staff, ties
from ombud.store.transactions import one_transaction


@one_transaction
def end_tie(agent: AgentId, *, subject: SubjectId, reason: str, by: AgentId, now: datetime) -> None:
    """Let cases about this account reach a colleague again; who ended it and why stays beside it."""
    if by == agent or Role.LEAD not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if not ties.end(agent, subject, why=reason.strip(), by=by, now=now):
        raise Refused(No.ALREADY_DONE)
