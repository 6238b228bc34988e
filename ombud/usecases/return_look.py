"""Give a second look back: nobody asks why, and the time in front of it counts."""

from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.lessons import LookState
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import exposure
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

GAVE_BACK: Final = "gave_back"


@one_transaction
def return_look(case_id: CaseId, *, no: int, by: AgentId, now: datetime) -> None:
    """Let it wait for somebody else.

    Raises: NOT_FOUND, NOT_YOURS.
    """
    with open_case(case_id) as book:
        look = book.state.lessons.look(no)
        if look.state is not LookState.IN_HAND or look.agent != by:
            raise Refused(No.NOT_YOURS, status=look.state.value)
        exposure.note(book.state, agent=by, now=now)
        book.write(facts.LookReturned(no=no, agent=by, why=GAVE_BACK), by=f"agent:{by}", now=now)
