"""Change how grave a case is; a step down from S0 or S1 takes a second person."""

from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Severity
from ombud.store import access, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

GUARDED: Final = frozenset({Severity.S0, Severity.S1})
BY_PERSON: Final = "by_person"
"""Why, in the book; what the person wrote is sealed like all that anybody writes."""


@one_transaction
def grade(case_id: CaseId, *, severity: Severity, why: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Set the severity: the agent who holds the case may raise it, down from S0 or S1 only a lead, as second.

    The first is the agent who holds it: while nobody does, nobody has looked, and nothing is stepped down.
    """
    with open_case(case_id) as book:
        case = book.state
        if severity is case.severity:
            raise Refused(No.ALREADY_DONE)
        second = None
        if not why.strip():
            raise Refused(No.NEEDS_REASON, field="grade_why")
        if case.severity in GUARDED and severity > case.severity:
            if not access.leads(case, staff.colleague(by)) or case.agent in {None, by}:
                raise Refused(No.DOWNGRADE_NEEDS_SECOND)
            second = by
        elif by != case.agent and not access.leads(case, staff.colleague(by)):
            raise Refused(No.NOT_YOURS, status=case.status.value)
        words = texts.keep_for(case_id, why.strip(), mint=mint)
        fact = facts.Graded(severity=severity.value, why=BY_PERSON, second=second, words=words)
        book.write(fact, by=f"agent:{by}", now=now)
