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
    case_id: CaseId,
    *,
    clause: str,
    period: Period,
    reason: str,
    once_more: str = "",
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Begin, from a case in which the clause fell; the chore does the rest, some at a time.

    One goes on at a time. Where it was done before for the same clause it takes another reason, why `once_more`.

    Raises: SIGNER_ROLE, NEEDS_REASON, NOT_DECIDED, BAD_TIME, CONFLICT, LOOKING_AGAIN.
    """
    with open_case(case_id) as book:
        case, person = book.state, staff.colleague(by)
        since, until = clauses.check_again(
            case, clause, period=period, roles=person.roles, reason=reason, now=now
        )
        fitting.check_may_keep(case, person)
        before = looking_again.begun_under(clause)
        if before and looking_again.is_going_on(clause):
            far = looking_again.far(before[-1])
            raise Refused(No.LOOKING_AGAIN, clause=clause, at=before[-1].at, n=far.opened, m=far.whole)
        if before and not once_more.strip():
            raise Refused(No.NEEDS_REASON, why="once_more", field="once_more", at=before[-1].at)
        words = texts.keep_for(case_id, f"{reason}\n{once_more}".strip(), mint=mint)
        begun = facts.AgainBegun(clause=clause, since=since, until=until, agent=by, words=words)
        book.write(begun, by=f"agent:{by}", now=now)
