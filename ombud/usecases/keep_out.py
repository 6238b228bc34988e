"""Keep a colleague out of a case: whoever is suspected neither looks into it nor sees how far it is."""

from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, exposure, staff, texts
from ombud.store.ledger import Book, open_case
from ombud.store.transactions import one_transaction

WHY: Final = "kept_out"
"""Why the case goes back to its lane."""


@one_transaction
def keep_out(case_id: CaseId, *, agent: AgentId, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Let somebody neither see the case nor act in it from here on, whatever their role, and say why.

    What they hold goes back to its lane in the same commit, and what they proposed or signed is dropped. Nobody keeps
    themselves out: whoever knows that they are tied says so (`declare_tie`).

    Raises: NEEDS_REASON, NOT_ALLOWED, NOT_FOUND, KEPT_OUT.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    staff.colleague(agent)
    with open_case(case_id) as book:
        if by == agent or not access.may_keep_out(book.state, staff.colleague(by)):
            raise Refused(No.NOT_ALLOWED)
        words = texts.keep_for(case_id, reason, mint=mint)
        _take_back(book, agent, words=words, by=by, now=now)
        book.write(facts.KeptOut(agent=agent, words=words), by=f"agent:{by}", now=now)


def _take_back(book: Book[Case], agent: AgentId, *, words: facts.Words, by: AgentId, now: datetime) -> None:
    """Take from somebody what they hold or have signed and nobody has decided."""
    case = book.state
    if case.has_signed(agent) and case.proposal is not None:
        book.write(facts.Declined(no=case.proposal.no, agent=by, words=words), by=f"agent:{by}", now=now)
    elif agent in {case.signer, case.agent} and case.status not in {Status.DECIDED, Status.CLOSED}:
        exposure.note(case, agent=agent, now=now)
        book.write(facts.Returned(agent=agent, why=WHY), by=f"agent:{by}", now=now)
