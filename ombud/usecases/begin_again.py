"""Have every decision looked at again that was made under a clause of ours in a time, and still stands."""

from datetime import datetime

from ombud.core import clauses, facts
from ombud.core.clauses import Period
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import fitting, looking_again, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

__all__ = ["Period", "begin_again"]


@one_transaction
def begin_again(
    case_id: CaseId, *, clause: str, period: Period, reason: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Begin, from a case in which the clause fell; the chore does the rest, some at a time."""
    with open_case(case_id) as book:
        case, person = book.state, staff.colleague(by)
        since, until = clauses.check_again(
            case, clause, period=period, roles=person.roles, reason=reason, now=now
        )
        fitting.check_may_keep(case, person)
        if looking_again.is_going_on(clause):
            raise Refused(No.ALREADY_DONE)
        words = texts.keep_for(case_id, reason, mint=mint)
        begun = facts.AgainBegun(clause=clause, since=since, until=until, agent=by, words=words)
        book.write(begun, by=f"agent:{by}", now=now)
