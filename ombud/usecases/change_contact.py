"""Name another contact for a complaint in parts, by hand and with a reason; whoever complained is written to."""

from datetime import datetime

from ombud.core import contacts, facts
from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, ComplaintId
from ombud.store import contacts as named
from ombud.store import staff, texts
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def change_contact(
    complaint_id: ComplaintId, *, to: AgentId, reason: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Write the fact and the letter together; a new mask is drawn, and what was promised stands.

    Raises: NOT_YOURS, ALREADY_DONE, NEEDS_REASON, NOT_FOUND, NOT_ALLOWED, KEPT_OUT, CONFLICT, ERASED.
    """
    person = staff.colleague(by)
    with open_complaint(complaint_id) as book:
        it = book.state
        cases, mask = named.cases_of(it), contacts.mask(mint())
        leads = named.leads_any(cases, person)
        before = contacts.check_changes(it, cases, to=to, reason=reason, by=by, leads=leads)
        named.check_able(to, cases)
        words = texts.keep_theirs(it.id, reason.strip(), person=it.received.person, mint=mint)
        letter = named.tell_changed(it, mask=mask, until=it.word_by or now, now=now)
        fact = facts.ContactNamed(
            agent=to, mask=mask, why=contacts.CHANGED, before=before.agent, words=words, letter=letter
        )
        book.write(fact, by=f"agent:{by}", now=now)
