"""Return a case to its lane: a break, or "not this one"; nobody asks why."""

from datetime import datetime

from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import conduct, exposure
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def give_back(case_id: CaseId, *, why: str, by: AgentId, now: datetime) -> None:
    """Return a case, or a proposal that was given to sign, to its queue; `why` is break, not_this_one, escalated or attacked.

    Whoever was threatened or insulted by it, as somebody marked, has borne something besides: it counts for their day.
    """
    with open_case(case_id) as book:
        if by not in (book.state.agent, book.state.signer):
            raise Refused(No.NOT_YOURS, status=book.state.status.value)
        exposure.note(book.state, agent=by, now=now)
        if why == facts.ATTACKED:
            conduct.bear(book.state, agent=by, now=now)
        book.write(facts.Returned(agent=by, why=why), by=f"agent:{by}", now=now)
