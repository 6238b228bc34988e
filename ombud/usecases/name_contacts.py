"""Name who answers for all parts of a complaint, and who takes over from whoever no longer may."""

from datetime import datetime
from typing import Final

from ombud.core import contacts, facts
from ombud.core.ids import Mint
from ombud.core.vocabulary import ComplaintId, Role
from ombud.store import alarms
from ombud.store import contacts as named
from ombud.store.alarms import Raised
from ombud.store.in_turn import each
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction

BY: Final = "chore:contacts"


def name_contacts(*, mint: Mint, now: datetime, together: int = 200) -> int:
    """Do so, call a lead about each word that is late, and return how many were named or called about."""
    fresh = each(
        named.owed(together=together),
        lambda one: _name(one, mint=mint, now=now),
        what="contacts",
        now=now,
    )
    return fresh + _remind(now=now)


@one_transaction
def _name(complaint_id: ComplaintId, *, mint: Mint, now: datetime) -> int:
    with open_complaint(complaint_id) as book:
        it = book.state
        found = named.successor(it, named.cases_of(it))
        if found is None:
            return 0
        before = it.contact.agent if it.contact is not None else None
        fact = facts.ContactNamed(agent=found[0], mask=contacts.mask(mint()), why=found[1], before=before)
        book.write(fact, by=BY, now=now)
        return 1


def _remind(*, now: datetime) -> int:
    raised = [
        Raised(owner=one, kind=alarms.CONTACT, to_role=Role.LEAD.value, about=number, once=due.isoformat())
        for one, number, due in named.late(now=now)
    ]
    return alarms.put(raised, now=now)
