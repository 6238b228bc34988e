"""Have a rule of the host's stopped for a time while somebody looks whether it is at fault."""

from datetime import datetime

from ombud.core import facts
from ombud.core import redress as rules
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import faulty, fitting, orders, packs, staff, subjects, texts, wronged
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def stop_rule(case_id: CaseId, *, reason: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Order it, until the end that the pack names; whoever finds the rule wrong later has it paused for good and all put right."""
    with open_case(case_id) as book:
        case, person = book.state, staff.colleague(by)
        rule = rules.check_stops(case, wronged.rule_of(case), roles=person.roles, reason=reason)
        fitting.check_may_keep(case, person)
        if faulty.is_stopped(rule, now=now):
            raise Refused(No.ALREADY_DONE)
        until = now + packs.of_case(case).learning.faulty.pause
        target = subjects.keep(rule.platform, rules.RULE, rule.external)
        order = rules.stop(case, target, until=until)
        words = texts.keep_for(case_id, reason, mint=mint)
        book.write(facts.RulePaused(order=order, words=words), by=f"agent:{by}", now=now)
        orders.place(case_id, (order,), cause=order.key, now=now)
