"""Enter that a body outside the house took up a decision: a court, an authority, one that settles disputes."""

from dataclasses import dataclass, field
from datetime import datetime

from ombud.core import facts, outside
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, packs, staff, texts
from ombud.store import outside as bodies
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What the body wrote: of which complaint (none: the account's), by which way out, who it is with its reference, and when."""

    number: str
    route: str
    body: str = field(repr=False)
    at: datetime | None
    until: datetime | None


@one_transaction
def go_outside(case_id: CaseId, *, brought: Brought, by: AgentId, mint: Mint, now: datetime) -> int:
    """Keep it in the case's book and return its number there; from then on nothing of the case is erased until it is over.

    Raises: NOT_YOURS, NOT_DECIDED, NOT_FOUND, BAD_INPUT, BAD_TIME.
    """
    check_text(brought.body)
    with open_case(case_id) as book:
        case = book.state
        if not access.may_enter(case, staff.colleague(by)):
            raise Refused(No.NOT_YOURS, status=case.status.value)
        letter = bodies.party(case, brought.number)
        outside.check_route(case, brought.route, side=letter.side, pack=packs.of_case(case))
        at, until = outside.check_dates(at=brought.at, until=brought.until, now=now)
        fact = facts.TakenOutside(
            no=len(case.outside) + 1,
            side=letter.side,
            letter=letter.id,
            complaint=letter.complaint,
            route=brought.route,
            words=texts.keep_for(case_id, brought.body, mint=mint),
            at=at,
            until=until,
        )
        book.write(fact, by=f"agent:{by}", now=now)
    return fact.no
