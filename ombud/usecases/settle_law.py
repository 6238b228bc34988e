"""Say whose law is followed in a case where duties of two places contradict each other and no precedence decides."""

from dataclasses import asdict
from datetime import datetime

from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.pack.settling import Choice
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role
from ombud.store import contradicting, fitting, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def settle_law(
    case_id: CaseId,
    *,
    choice: Choice,
    reason: str,
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Write down whose duty is followed, and why; clocks and alarms follow in the same commit.

    It may be chosen anew while the case is open; the last choice counts. Whoever chose has a hand in the decision.

    Raises: NOT_ALLOWED, NEEDS_REASON, CONFLICT, NOT_CONTRADICTED, ALREADY_DONE.
    """
    person = staff.colleague(by)
    if Role.LEAD not in person.roles:
        raise Refused(No.NOT_ALLOWED, role=Role.LEAD.value)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON, field="reason")
    with open_case(case_id, seen=seen) as book:
        fitting.check_untied(book.state, person)
        open_to_choice = (one for one in packs.conflicts_of(book.state) if one.chosen or not one.settled)
        found = next((one for one in open_to_choice if choice in one.choices), None)
        if found is None:
            raise Refused(No.NOT_CONTRADICTED)
        if found.chosen and choice == found.choices[0]:
            raise Refused(No.ALREADY_DONE)
        words = texts.keep_for(case_id, reason, mint=mint)
        book.write(facts.LawSettled(**asdict(choice), words=words), by=f"agent:{by}", now=now)
        contradicting.settled(book.state, by=by, now=now)
