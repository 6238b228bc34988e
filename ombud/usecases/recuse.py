"""Take a case from somebody who turned out to be tied to it: to its subject, or to the account behind that."""

from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.refusals import Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import exposure, queue
from ombud.store.ledger import Book, open_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:recuse"
WHY: Final = "conflict"


def recuse(*, now: datetime, limit: int = 64) -> int:
    """Let cases go back whose agent or signer is tied to them, and return how many; the book says why."""
    back = 0
    for case_id, agent in queue.tied(limit=limit):
        try:
            back += _give_back(case_id, agent, now=now)
        except Refused:  # somebody works on it right now: the next round looks again
            continue
    return back


@one_transaction
def _give_back(case_id: CaseId, agent: AgentId, *, now: datetime) -> bool:
    with open_case(case_id, skip_locked=True) as book:
        if not _holds(book, agent):
            return False
        exposure.note(book.state, agent=agent, now=now)
        book.write(facts.Returned(agent=agent, why=WHY), by=BY, now=now)
        return True


def _holds(book: Book[Case], agent: AgentId) -> bool:
    """Say whether this person still has it: to work on, or to sign; what they signed before stays in the book."""
    case = book.state
    if case.status is Status.COSIGNING:
        return case.signer == agent
    return case.status in {Status.IN_HAND, Status.WAITING} and case.agent == agent
