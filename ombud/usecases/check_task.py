"""Look whether what was mended holds: somebody else than who did it."""

from datetime import datetime

from ombud.core import facts, learning
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import packs, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def check_task(
    case_id: CaseId, *, no: int, held: bool, text: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Keep what was found: it holds, and is looked at again later or never more; or it came back and is open again.

    Raises: NOT_FOUND, NOT_IN_THIS_STATE, SAME_SIGNER, NOT_BEFORE, TEXT_EMPTY.
    """
    check_text(text)
    with open_case(case_id) as book:
        task, pack = book.state.lessons.task(no), packs.of_case(book.state)
        next_at = learning.check_of(task, by=by, pack=pack, held=held, now=now)
        words = texts.keep_for(case_id, text, mint=mint)
        fact = facts.TaskChecked(no=no, agent=by, held=held, words=words, next_at=next_at)
        book.write(fact, by=f"agent:{by}", now=now)
