"""Write a note for colleagues."""

from datetime import datetime

from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def note(
    case_id: CaseId, *, text: str, attempt: bool = False, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Keep an internal note; neither party ever sees it. An `attempt` to get an account by talking stays with the account."""
    if not text.strip():
        raise Refused(No.TEXT_EMPTY, field="text")
    person = staff.colleague(by)
    with open_case(case_id) as book:
        if access.standing(book.state, person) is None:
            raise Refused(No.NOT_YOURS, status=book.state.status.value)
        words = texts.keep_for(case_id, text, mint=mint)
        book.write(facts.Noted(words=words, attempt=attempt), by=f"agent:{by}", now=now)
