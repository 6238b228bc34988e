"""Declare an account as one's own, or as somebody's whom one knows: its cases go to others from then on."""

from datetime import datetime

from ombud.core.intake import account_named
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Bond, Role
from ombud.store import staff, ties
from ombud.store.transactions import one_transaction


@one_transaction
def declare_tie(agent: AgentId, *, account: str, bond: str, by: AgentId | None, now: datetime) -> None:
    """Write down a tie of a colleague to `platform:account`.

    `by` is the colleague or a lead; nobody when the operator does it from the command line. A case that they hold
    already goes back by itself (`recuse`).
    """
    if by is not None and by != agent and Role.LEAD not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED)
    known = tuple(one.value for one in Bond)
    if bond not in known:
        raise Refused(No.UNKNOWN_WORD, field="bond", known=list(known))
    staff.colleague(agent)
    ties.declare(agent, account_named(account), bond=Bond(bond), by=by, now=now)
