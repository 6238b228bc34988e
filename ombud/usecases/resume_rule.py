"""Let a rule of the host's go on that was paused."""

from datetime import datetime

from ombud.core import facts
from ombud.core import redress as rules
from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import faulty, orders, staff, texts, wronged
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction


def resume_rule(case_id: CaseId, *, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Let the rule go on, once it was mended: also where it was stopped from another case, each in a commit of its own."""
    others = faulty.stopped_from(wronged.rule_of(read_case(case_id)), now=now)
    _resume(case_id, reason=reason, by=by, mint=mint, now=now)
    for other in others:
        if other != case_id:
            _resume(other, reason=reason, by=by, mint=mint, now=now)


@one_transaction
def _resume(case_id: CaseId, *, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    with open_case(case_id) as book:
        held = rules.check_resumes(book.state, roles=staff.colleague(by).roles, reason=reason, now=now)
        words = texts.keep_for(case_id, reason, mint=mint)
        for pause in held:
            order = rules.resumed(pause)
            book.write(facts.RuleResumed(order=order, words=words), by=f"agent:{by}", now=now)
            orders.place(case_id, (order,), cause=pause.key, now=now)
