"""Give a further signature; the last one makes the decision."""

from datetime import datetime

from ombud.core import decisions, facts
from ombud.core.decisions import Signer
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import clearing, deciding, exposure, fitting, packs, staff
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def cosign(case_id: CaseId, *, seen: int, by: AgentId, now: datetime) -> bool:
    """Sign a proposal that was given to this person; say whether it is decided now.

    Raises: whatever keeps somebody from signing; STRIKES_UNSAID where the host told of more that an intruder brought since it was proposed.
    """
    with open_case(case_id, seen=seen) as book:
        person, pack = staff.colleague(by), packs.of_case(book.state)
        proposal = decisions.check_signer(book.state, Signer(agent=by, roles=person.roles), pack=pack)
        fitting.check_may_judge(book.state, person, now=now)
        clearing.check_told_since(book.state, now=now)
        exposure.note(book.state, agent=by, now=now)
        book.write(facts.Cosigned(no=proposal.no, agent=by), by=f"agent:{by}", now=now)
        complete = decisions.is_complete(book.state)
        if complete:
            deciding.decide(book, pack=pack, by=f"agent:{by}", now=now)
    return complete
