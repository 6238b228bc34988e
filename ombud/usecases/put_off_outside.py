"""Enter another date that a body outside set for the next step, and that the matter is complex."""

from datetime import datetime

from ombud.core import facts, outside
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, packs, rows, staff
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def put_off_outside(
    case_id: CaseId, *, no: int, until: datetime | None, complex_matter: bool, by: AgentId, now: datetime
) -> None:
    """Move the next step; only for a complex matter the body has longer, as the clock's rule says, and once.

    Raises: NOT_YOURS, NOT_FOUND, ALREADY_DONE, BAD_TIME.
    """
    with open_case(case_id) as book:
        case = book.state
        if not access.may_enter(case, staff.colleague(by)):
            raise Refused(No.NOT_YOURS, status=case.status.value)
        outside.still_open(case, no)
        _, until = outside.check_dates(at=now, until=until, now=now)
        clocks = rows.case_clocks(case, now=now) if complex_matter else ()
        longer = outside.prolonged(clocks, pack=packs.of_case(case), now=now)
        book.write(facts.PutOffOutside(no=no, until=until, clocks=longer), by=f"agent:{by}", now=now)
