"""Take the cases that stand beside one's own into one's hands, to decide them alike."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core import along, facts
from ombud.core.refusals import Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import fitting, staff
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction

HOW: Final = "alike"


def take_along(
    case_id: CaseId, *, others: Iterable[CaseId], by: AgentId, now: datetime
) -> tuple[tuple[CaseId, Refused | None], ...]:
    """Take each in a commit of its own, if the dispatcher would give it to this agent; say which and why not."""
    return tuple((one, _take(case_id, one, by=by, now=now)) for one in dict.fromkeys(others))


def _take(first: CaseId, other: CaseId, *, by: AgentId, now: datetime) -> Refused | None:
    try:
        _assign(first, other, by=by, now=now)
    except Refused as no:
        return no
    return None


@one_transaction
def _assign(first: CaseId, other: CaseId, *, by: AgentId, now: datetime) -> None:
    leader = read_case(first)
    with open_case(other) as book:
        along.check_takes(leader, book.state, by=by)
        fitting.check_given(book.state, staff.colleague(by), now=now)
        book.write(facts.Assigned(agent=by, how=HOW), by=f"agent:{by}", now=now)
