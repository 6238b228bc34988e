"""Propose how to decide a case; where no second signature is needed it is decided at once."""

from datetime import datetime

from ombud.core import decisions, facts, publicity
from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import deciding, exposure, fitting, packs, staff
from ombud.store.drafting import Draft, Fault, Unfounded, proposal_of
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

__all__ = ["Draft", "Fault", "Unfounded", "propose"]


@one_transaction
def propose(
    case_id: CaseId,
    *,
    draft: Draft,
    seen: int,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> facts.Proposed:
    """Write the proposal and, if every signature it needs is there, the decision with its orders."""
    with open_case(case_id, seen=seen) as book:
        person = staff.colleague(by)
        fitting.check_may_judge(book.state, person, now=now)
        publicity.check_answers(book.state, person.roles)
        pack = packs.of_case(book.state)
        proposal = proposal_of(book.state, draft, pack=pack, by=by, mint=mint, now=now)
        exposure.note(book.state, agent=by, now=now)
        book.write(proposal, by=f"agent:{by}", now=now)
        if decisions.is_complete(book.state):
            deciding.decide(book, pack=pack, by=f"agent:{by}", now=now)
    return proposal
