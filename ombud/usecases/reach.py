"""Write down how a colleague is reached, for when they are on duty."""

from ombud.adapters import addresses
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import staff, staff_register
from ombud.store.transactions import one_transaction


@one_transaction
def reach(agent: AgentId, *, email: str, phone: str, by: AgentId) -> None:
    """Keep an e-mail address and a telephone number; a lead does. Empty: there is none."""
    if Role.LEAD not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED)
    staff.colleague(agent)
    staff_register.reach(agent, email=addresses.email(email), phone=addresses.phone(phone))
