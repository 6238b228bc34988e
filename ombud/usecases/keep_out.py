"""Keep a colleague out of a case: whoever is suspected neither looks into it nor sees how far it is."""

from datetime import datetime

from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, incidents, keeping_out, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def keep_out(case_id: CaseId, *, agent: AgentId, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Let somebody neither see the case nor act in it from here on, whatever their role, and say why.

    What they hold goes back to its lane in the same commit, and what they proposed or signed is dropped. Nobody keeps
    themselves out: whoever knows that they are tied says so (`declare_tie`). Whoever holds a complaint about our own staff says so
    of whom it turns out to be about. Out of an incident is out of every case beside it.

    Raises: NEEDS_REASON, NOT_ALLOWED, NOT_FOUND, KEPT_OUT.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    staff.colleague(agent)
    with open_case(case_id) as book:
        if by == agent or not access.may_keep_out(book.state, staff.colleague(by)):
            raise Refused(No.NOT_ALLOWED)
        words = texts.keep_for(case_id, reason, mint=mint)
        keeping_out.keep_out(book, agent, words=words, by=by, now=now)
        incidents.stir(book.state, now=now)
