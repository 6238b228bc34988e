"""Say what was changed so that it does not happen again."""

from datetime import datetime

from ombud.core import facts, learning
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def finish_task(case_id: CaseId, *, no: int, text: str, by: AgentId, mint: Mint, now: datetime) -> datetime:
    """Keep it and return from when on another person looks whether it holds.

    Raises: NOT_FOUND, NOT_ALLOWED, NOT_IN_THIS_STATE, TEXT_EMPTY.
    """
    check_text(text)
    with open_case(case_id) as book:
        task, pack = book.state.lessons.task(no), packs.of_case(book.state)
        learning.check_owner(task, staff.colleague(by).roles, pack=pack)
        words = texts.keep_for(case_id, text, mint=mint)
        check_at = now + pack.learning.checks[0]
        book.write(facts.TaskDone(no=no, agent=by, words=words, check_at=check_at), by=f"agent:{by}", now=now)
    return check_at
