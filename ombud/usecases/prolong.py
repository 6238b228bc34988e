"""Take the lock of an account anew before anything is decided: with a reason, and a second person stands by it."""

from datetime import datetime

from ombud.core import enforcement, facts, shutting
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, calling, packs, prolonging, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def prolong(case_id: CaseId, *, key: str, reason: str, by: AgentId, mint: Mint, now: datetime) -> str:
    """Order it anew and return its key: it ends when the earlier one would have, unless a second person stands by it before.

    Whoever has the case does it, or a lead; the host sees no moment without. Whoever waits for the account is told once the second
    has answered.

    Raises: NOT_YOURS, NEEDS_REASON, NOT_FOUND, MEASURE_NOT_ALLOWED, LOCK_RUNS, NEEDS_VERIFICATION, LOCKED_LONGEST.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id) as book:
        case, pack = book.state, packs.of_case(book.state)
        if not access.may_enter(case, staff.colleague(by)):
            raise Refused(No.NOT_YOURS, status=case.status.value)
        held = next((one for one in case.protections if one.order.key == key), None)
        if held is None:
            raise Refused(No.NOT_FOUND, key=key)
        it = shutting.anew(case, held, pack=pack, now=now)
        entry = pack.measures[held.order.measure]
        order = enforcement.protective_order(case, entry, target=held.order.target, until=it.until)
        again = facts.Protected(
            order=order,
            words=texts.keep_for(case_id, reason, mint=mint),
            review_at=it.review_at,
            level=shutting.LEVEL,
            answer_by=held.order.until,
            since=it.since,
        )
        prolonging.anew(book, again, ends=held.order, why=shutting.PROLONGED, by=f"agent:{by}", now=now)
        calling.call(book, pack.paging.asks[0], about=order.key, by=f"agent:{by}", now=now)
    return order.key
