"""Write down in which team a colleague is from now on: a complaint about one of a team goes to another."""

from datetime import datetime

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import staff, team_moves
from ombud.store.transactions import one_transaction


@one_transaction
def join_team(agent: AgentId, *, team: str, by: AgentId | None, now: datetime) -> None:
    """Keep it beside where they were before, with the moment; a lead does, for nobody but others, or the operator (`by` nobody).

    Whoever leads is in the team that they lead; one who is in none leads all of them. An empty name is no team.
    What they are kept out of stays shut: who was in one team with somebody counts as of it for a while.

    Raises: NOT_ALLOWED, TEXT_TOO_LONG.
    """
    if by is not None and (by == agent or Role.LEAD not in staff.colleague(by).roles):
        raise Refused(No.NOT_ALLOWED)
    staff.colleague(agent)
    team_moves.move(agent, team=team, by=by, now=now)
