"""Say what a case is really about."""

from datetime import datetime

from ombud.core import facts, seals
from ombud.core.decisions import check_in_hand
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SEALED, AgentId, CaseId, lane_of
from ombud.store import access, contradicting, exposure, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def recode(case_id: CaseId, *, code: str, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Change the kind of a case: its playbook, clocks and allowed measures change with it.

    If the case now belongs to another lane it goes back to the queue there. Only whoever may open what is sealed can
    say that it need not be: nobody gets around clearance and grant by giving a case another name. Duties that contradict
    each other in the new kind alarm a lead.
    """
    with open_case(case_id) as book:
        case = book.state
        check_in_hand(case, by)
        pack = packs.of_case(case)
        if code not in pack.categories:
            raise Refused(No.UNKNOWN_WORD, field="code", value=code)
        if not reason.strip():
            raise Refused(No.NEEDS_REASON)
        category = pack.category(code)
        if case.sealed and not (category.sealed or SEALED in case.asks):
            seal = access.seal_of(case, staff.colleague(by), pack=pack, now=now)
            seals.check(seal, reason=reason)
        words = texts.keep_for(case_id, reason, mint=mint)
        lane = lane_of(code, case.opened.lang, category.tier)
        fact = facts.Recoded(code=code, lane=lane, words=words, sealed=category.sealed)
        book.write(fact, by=f"agent:{by}", now=now)
        if book.state.lane != case.lane:
            exposure.note(case, agent=by, now=now)
            book.write(facts.Returned(agent=by, why="escalated"), by=f"agent:{by}", now=now)
        contradicting.alarm((book.state,), now=now)
