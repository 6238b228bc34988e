"""Answer for what a colleague told in an emergency: stand by it, or say why it should not have been told."""

from datetime import datetime
from typing import Final

from ombud.core import disclosing, facts
from ombud.core.ids import Mint
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role
from ombud.store import access, alarms, fitting, packs, staff, texts
from ombud.store.alarms import Raised
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

KIND: Final = "told_wrongly"


@one_transaction
def answer_disclosure(
    case_id: CaseId, *, no: int, agrees: bool, reason: str = "", by: AgentId, mint: Mint, now: datetime
) -> None:
    """Write the answer of a second person who took no part; it ends the calls. A no alarms the privacy officer: it cannot be undone."""
    if not agrees and not reason.strip():
        raise Refused(No.NEEDS_REASON)
    with open_case(case_id) as book:
        person, pack = staff.colleague(by), packs.of_case(book.state)
        if access.standing(book.state, person) is None:
            raise Refused(No.NOT_FOUND)
        disclosing.check_answers(book.state, no, by=by, roles=person.roles, pack=pack)
        fitting.check_untied(book.state, person)
        words = texts.keep_for(case_id, reason, mint=mint) if reason.strip() else None
        fact = facts.DisclosureAnswered(no=no, agent=by, agrees=agrees, words=words)
        book.write(fact, by=f"agent:{by}", now=now)
        if not agrees:
            number = number_of(case_id, "K")
            wrong = Raised(owner=case_id, kind=KIND, to_role=Role.PRIVACY.value, about=number, once=str(no))
            alarms.put((wrong,), now=now)
