"""Keep a complaint or a case from being erased, for a matter of law: who, when, why."""

from datetime import datetime
from uuid import UUID

from ombud.core import facts
from ombud.core.ids import Mint, bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId
from ombud.store import keeping, texts
from ombud.store.transactions import one_transaction


@one_transaction
def hold(number: str, *, reason: str, by: AgentId, mint: Mint, now: datetime) -> UUID:
    """Set a hold and return its id; what was erased before it stays erased."""
    keeping.check_may_hold(by)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with keeping.open_by_number(number) as book:
        held = mint(bucket_of(book.id))
        words = texts.keep_for(book.id, reason, mint=mint)
        book.write(facts.HoldSet(hold=held, words=words), by=f"agent:{by}", now=now)
    return held
