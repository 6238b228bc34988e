"""Write down what must not happen again, also where no decision was wrong: somebody is to prevent it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from ombud.core import facts, learning
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role
from ombud.store import access, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

FINDERS: Final = frozenset({access.HOLDS, access.FINISHES})
"""How somebody stands to a case who may say what must not happen again; a lead may from any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why it came about, by which clause it is felt if by any, what happened in plain words, and by what we admitted it, if we did."""

    cause: str
    clause: str
    text: str = field(repr=False)
    lapse: str = ""


@one_transaction
def find_fault(case_id: CaseId, *, found: Cause, by: AgentId, mint: Mint, now: datetime) -> None:
    """Keep it in the case's book; a chore makes it somebody's work.

    Raises: NOT_YOURS, UNKNOWN_WORD, CLAUSE_UNKNOWN, TEXT_EMPTY.
    """
    check_text(found.text)
    person = staff.colleague(by)
    with open_case(case_id) as book:
        case = book.state
        if access.standing(case, person) not in FINDERS and Role.LEAD not in person.roles:
            raise Refused(No.NOT_YOURS, status=case.status.value)
        pack = packs.of_case(case)
        learning.check_cause(found.cause, pack=pack)
        learning.check_admitted(found.lapse, case, pack=pack)
        if found.clause and found.clause not in pack.clauses:
            raise Refused(No.CLAUSE_UNKNOWN, clause=found.clause)
        words = texts.keep_for(case_id, found.text, mint=mint)
        fault = facts.Fault(lapse=found.lapse, cause=found.cause, words=words)
        book.write(facts.FaultFound(fault=fault, clause=found.clause or None), by=f"agent:{by}", now=now)
