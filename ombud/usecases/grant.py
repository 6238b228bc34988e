"""Let one agent open the sealed material of one case: a manager's leave, with a reason, for a time."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.ids import Mint, bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role
from ombud.store import staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

MANAGERS: Final = frozenset({Role.LEAD, Role.CHILD_SAFETY})
LASTS: Final = timedelta(hours=8)


@one_transaction
def grant(
    case_id: CaseId,
    *,
    to: AgentId,
    reason: str,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> UUID:
    """Grant access for a shift (《未成年人网络保护条例》 art. 36: approved by a responsible manager, recorded)."""
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    manager = staff.colleague(by)
    if not manager.roles & MANAGERS or by == to:
        raise Refused(No.NOT_ALLOWED)
    bucket = bucket_of(case_id)
    with open_case(case_id) as book:
        words = texts.keep_for(case_id, reason, mint=mint)
        leave = mint(bucket)
        fact = facts.Granted(grant=leave, agent=to, words=words, until=now + LASTS)
        book.write(fact, by=f"agent:{by}", now=now)
        staff.keep_grant(leave, case_id=case_id, bucket=bucket, agent=to, manager=by, until=fact.until)
    return leave
