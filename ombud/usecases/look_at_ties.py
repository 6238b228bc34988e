"""Look at the accounts that somebody declared a tie to."""

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import staff, ties
from ombud.store.ties import TieSeen


def look_at_ties(agent: AgentId, *, by: AgentId) -> tuple[TieSeen, ...]:
    """Return a colleague's ties: to themselves, or to a lead."""
    if by != agent and Role.LEAD not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED)
    return ties.of(agent)
