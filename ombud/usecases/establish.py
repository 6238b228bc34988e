"""Say what was found out about a case, for the rules of severity."""

from collections.abc import Collection
from datetime import datetime

from ombud.core.decisions import check_in_hand
from ombud.core.grading import established
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def establish(case_id: CaseId, *, found: Collection[str], by: AgentId, now: datetime) -> None:
    """Replace what an agent said before; the rules are read anew in the same commit.

    What is taken back lowers nothing: a case once graver is less grave only when a person says so.
    """
    with open_case(case_id) as book:
        check_in_hand(book.state, by)
        fact = established(book.state, found)
        if fact is None:
            raise Refused(No.ALREADY_DONE)
        book.write(fact, by=f"agent:{by}", now=now)
