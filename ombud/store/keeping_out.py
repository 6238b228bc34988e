"""What becomes of what somebody holds or has signed, who is kept out of a case?"""

from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.vocabulary import AgentId
from ombud.store import exposure
from ombud.store.ledger import Book

WHY: Final = "kept_out"
"""Why the case goes back to its lane."""


def keep_out(
    book: Book[Case], agent: AgentId, *, words: facts.Words, by: AgentId, line_by: str = "", now: datetime
) -> None:
    """Write that `by` keeps somebody out, who then has nothing of it in hand; `line_by` where it follows from another case."""
    case, actor = book.state, line_by or f"agent:{by}"
    if case.has_signed(agent) and case.proposal is not None:
        book.write(facts.Declined(no=case.proposal.no, agent=by, words=words), by=actor, now=now)
    elif agent in {case.signer, case.agent} and case.status not in {Status.DECIDED, Status.CLOSED}:
        exposure.note(case, agent=agent, now=now)
        book.write(facts.Returned(agent=agent, why=WHY), by=actor, now=now)
    book.write(facts.KeptOut(agent=agent, words=words), by=actor, now=now)
