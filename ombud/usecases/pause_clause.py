"""Let nobody decide alone under a clause of ours for a time, while somebody looks whether it is at fault."""

from datetime import datetime

from ombud.core import clauses, facts
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import doubts, fitting, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def pause_clause(
    case_id: CaseId, *, clause: str, reason: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Write it into the book of a case that was decided under it, until the end that the pack names."""
    with open_case(case_id) as book:
        case, person = book.state, staff.colleague(by)
        clauses.check_pauses(case, clause, roles=person.roles, reason=reason)
        fitting.check_may_keep(case, person)
        if doubts.is_paused(clause, now=now):
            raise Refused(No.ALREADY_DONE)
        until = now + packs.of_case(case).learning.faulty.pause
        words = texts.keep_for(case_id, reason, mint=mint)
        paused = facts.ClausePaused(clause=clause, until=until, words=words)
        book.write(paused, by=f"agent:{by}", now=now)
