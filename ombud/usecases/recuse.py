"""Take a case from somebody who turned out to be tied to it, or who lacks what a fact has asked for since."""

from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.refusals import Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import exposure, queue
from ombud.store.in_turn import each
from ombud.store.ledger import Book, open_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:recuse"
CONFLICT: Final = "conflict"
UNFIT: Final = "unfit"


def recuse(*, now: datetime, limit: int = 64) -> int:
    """Let cases go back whose agent or signer is tied to them or may not have them any more; the book says why.

    Return how many: tied to its subject or to the account behind that, without the clearance or the certificate that
    a fact asked for after they had it.
    """
    found = [(*one, CONFLICT) for one in queue.tied(limit=limit)]
    found += [(*one, UNFIT) for one in queue.unfit(limit=limit)]
    return each(found, lambda one: _unless_held(*one, now=now), what="ties", now=now)


def _unless_held(case_id: CaseId, agent: AgentId, why: str, *, now: datetime) -> int:
    try:
        return _give_back(case_id, agent, why=why, now=now)
    except Refused:  # somebody works on it right now: the next round looks again
        return 0


@one_transaction
def _give_back(case_id: CaseId, agent: AgentId, *, why: str, now: datetime) -> bool:
    with open_case(case_id, skip_locked=True) as book:
        if not _holds(book, agent):
            return False
        exposure.note(book.state, agent=agent, now=now)
        book.write(facts.Returned(agent=agent, why=why), by=BY, now=now)
        return True


def _holds(book: Book[Case], agent: AgentId) -> bool:
    """Say whether this person still has it: to work on, or to sign; what they signed before stays in the book."""
    case = book.state
    if case.status is Status.COSIGNING:
        return case.signer == agent
    return case.status in {Status.IN_HAND, Status.WAITING} and case.agent == agent
