"""Answer somebody who asks that what they sent be erased: by a date, or by the reason that stands against it."""

from datetime import datetime

from ombud.core import facts, retention
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import erasing, keeping, letters, packs, staff
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def answer_erasure(number: str, *, by: AgentId | None, now: datetime) -> facts.ErasureAnswered:
    """Write fact and letter together; what is granted goes by the chore `retain`, a week after it was promised.

    Privacy's own work; nobody means the operator at the command line.
    """
    if by is not None and Role.PRIVACY not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED)
    complaint_id, is_case = keeping.find(number)
    if is_case:
        raise Refused(No.NOT_FOUND)
    with open_complaint(complaint_id) as book:
        it = book.state
        if it.erased:
            raise Refused(No.ERASED)
        if it.erase_on is not None:
            raise Refused(No.ALREADY_DONE)
        found = retention.against(it, pack=packs.of_complaint(it), held=erasing.is_held(it, now=now), now=now)
        at = now + retention.NOTICE if found is None else found.until
        letter = letters.answer_erasure(it, against=found, at=at, now=now)
        ground = found.ground if found else ""
        fact = facts.ErasureAnswered(letter=letter, granted=found is None, ground=ground, at=at)
        book.write(fact, by=f"agent:{by}" if by else "operator", now=now)
    return fact
