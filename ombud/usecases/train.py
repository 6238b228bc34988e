"""Write down for which lanes somebody is trained, and until when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Class, Lang, Role, Tier
from ombud.store import staff, staff_register
from ombud.store.transactions import one_transaction

LANES: Final = tuple(f"{cls}.{lang}.{tier}" for cls in Class for lang in Lang for tier in Tier)
"""Every lane there is."""


@one_transaction
def train(
    agent: AgentId, *, lanes: Iterable[str], until: datetime, by: AgentId | None, now: datetime
) -> None:
    """Certify somebody for lanes until a date; a date in the past ends a certificate.

    `by` is a lead, never the agent; nobody when the operator does it from the command line.
    """
    wanted = tuple(lanes)
    if unknown := sorted(set(wanted) - set(LANES)):
        raise Refused(No.UNKNOWN_WORD, field="lanes", value=unknown[0], known=list(LANES))
    if by is not None and (by == agent or Role.LEAD not in staff.colleague(by).roles):
        raise Refused(No.NOT_ALLOWED)
    staff.colleague(agent)
    staff_register.certify(agent, lanes=wanted, until=max(until, now))
