"""Say what was found out about a case, for the rules of severity."""

from collections.abc import Collection
from datetime import datetime

from ombud.core import facts
from ombud.core.decisions import check_in_hand
from ombud.core.following import check_may_work
from ombud.core.grading import check_unsays, established, is_asked_later, unsays
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def establish(
    case_id: CaseId, *, found: Collection[str], reason: str = "", by: AgentId, mint: Mint, now: datetime
) -> None:
    """Replace what was said before; the rules are read anew in the same commit.

    Whoever holds the case adds to it; once it is decided only, by whoever has a part in it, that somebody comes back and asks for
    the record of what was done to them. What was said is taken back by a lead who took no part, with a reason, and that lowers nothing: a
    case once graver is less grave only when a person says so.

    Raises: NOT_ALLOWED, NOT_YOURS, NOT_IN_THIS_STATE, NEEDS_REASON, UNKNOWN_WORD, ALREADY_DONE.
    """
    person = staff.colleague(by)
    with open_case(case_id) as book:
        case = book.state
        taken_back = unsays(case, found)
        if taken_back:
            check_unsays(case, by=by, leads=access.leads(case, person), reason=reason)
        elif is_asked_later(case, found):
            check_may_work(case, by)
        else:
            check_in_hand(case, by)
        fact = established(case, found)
        if fact is None:
            raise Refused(No.ALREADY_DONE)
        if taken_back:
            words = texts.keep_for(case_id, reason, mint=mint)
            book.write(facts.Noted(words=words), by=f"agent:{by}", now=now)
        book.write(fact, by=f"agent:{by}", now=now)
