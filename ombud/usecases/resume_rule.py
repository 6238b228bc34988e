"""Let a rule of the host's go on that was paused."""

from datetime import datetime

from ombud.core import facts
from ombud.core import redress as rules
from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import orders, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def resume_rule(case_id: CaseId, *, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Let the rule go on, once it was mended."""
    with open_case(case_id) as book:
        begun = rules.check_resumes(book.state, roles=staff.colleague(by).roles, reason=reason)
        words = texts.keep_for(case_id, reason, mint=mint)
        order = rules.resumed(begun)
        book.write(facts.RuleResumed(order=order, words=words), by=f"agent:{by}", now=now)
        orders.place(case_id, (order,), cause=begun.pause.key, now=now)
