"""Have a faulty rule of the host's paused, and everybody put right whom it wronged since a day."""

from datetime import datetime

from ombud.core import facts
from ombud.core import redress as rules
from ombud.core.ids import Mint
from ombud.core.playbooks import CLOSE, open_steps
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import fitting, orders, packs, staff, subjects, texts, wronged
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def begin_redress(
    case_id: CaseId, *, since: datetime | None, reason: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Order the pause and begin; the chore does the rest, some at a time. A lead signs by it for every victim."""
    with open_case(case_id) as book:
        case, person = book.state, staff.colleague(by)
        rule = rules.check(case, wronged.rule_of(case), by=by, roles=person.roles, reason=reason)
        fitting.check_may_keep(case, person)
        if since is None or since > now:
            raise Refused(No.BAD_TIME, field="since")
        order = rules.pause(case, subjects.keep(rule.platform, rules.RULE, rule.external))
        words = texts.keep_for(case_id, reason, mint=mint)
        begun = facts.RedressBegun(pause=order, since=since, agent=by, words=words)
        book.write(begun, by=f"agent:{by}", now=now)
        left = open_steps(book.state, packs.of_case(book.state), before=CLOSE)
        for done in rules.steps(left, tools=rules.SISTERS, shown=(), words=words):
            book.write(done, by=f"agent:{by}", now=now)
        orders.place(case_id, (order,), cause=order.key, now=now)
