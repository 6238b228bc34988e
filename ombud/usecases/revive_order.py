"""Try a dead order, or a dead letter, again."""

from datetime import datetime
from uuid import UUID

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import mailroom, orders, staff
from ombud.store.transactions import one_transaction


@one_transaction
def revive_order(key: str, *, by: AgentId, now: datetime) -> None:
    """Make an order (or a letter, by its id in hex) due now with all its tries before it; a lead does."""
    if Role.LEAD not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED, role=Role.LEAD.value)
    try:
        letter = mailroom.find(UUID(hex=key))
    except (ValueError, Refused):
        orders.revive(key, now=now)
        return
    mailroom.revive(letter.id, now=now)
