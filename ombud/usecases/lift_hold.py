"""Let a complaint or a case be erased again, because the matter of law that held it is over."""

from datetime import datetime
from uuid import UUID

from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId
from ombud.store import keeping, texts
from ombud.store.transactions import one_transaction


@one_transaction
def lift_hold(number: str, *, hold: UUID, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Lift one hold; others go on."""
    keeping.check_may_hold(by)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with keeping.open_by_number(number) as book:
        if hold not in book.state.holds:
            raise Refused(No.ALREADY_DONE)
        words = texts.keep_for(book.id, reason, mint=mint)
        book.write(facts.HoldLifted(hold=hold, words=words), by=f"agent:{by}", now=now)
