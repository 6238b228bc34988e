"""Who works in one team with whom, and who of another could take a complaint about one of them?"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.vocabulary import AgentId, Role

LOOKED_BACK: Final = timedelta(days=30)
"""How long before a complaint came two people may last have been in one team, and still count as of one: nobody leaves it to judge it."""
IN_TEAMS: Final = frozenset({Role.AGENT, Role.SENIOR, Role.LEAD})
"""Roles that belong to a team: whoever has one and is in none is of no other team, and a lead who is in none leads them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """From when until when somebody is in a team; an empty name is none, no end is still."""

    agent: AgentId
    team: str
    since: datetime
    until: datetime | None = None


def stays(moves: Iterable[tuple[AgentId, datetime, str]]) -> tuple[Stay, ...]:
    """Return how long each was where; of one person a move ends what was before."""
    return tuple(
        stay for _, mine in groupby(sorted(moves), key=lambda move: move[0]) for stay in _of_one([*mine])
    )


def _of_one(moves: list[tuple[AgentId, datetime, str]]) -> Iterator[Stay]:
    ends = (*(since for _, since, _ in moves[1:]), None)
    for (agent, since, team), until in zip(moves, ends, strict=True):
        yield Stay(agent=agent, team=team, since=since, until=until)


def team_of(agent: AgentId, several: Iterable[Stay], *, at: datetime) -> str:
    """Return in which team somebody was then; empty for none."""
    return next((one.team for one in several if one.agent == agent and _covers(one, at)), "")


def mates(
    about: Collection[AgentId], several: Collection[Stay], *, since: datetime, until: datetime
) -> frozenset[AgentId]:
    """Return who was in one team with one of these at some moment between the two."""
    theirs = [one for one in several if one.team and one.agent in about]
    return frozenset(
        one.agent
        for one in several
        if any(one.team == other.team and _meet(one, other, since, until) for other in theirs)
    ) - {*about}


def _covers(stay: Stay, at: datetime) -> bool:
    return stay.since <= at and (stay.until is None or at < stay.until)


def _meet(one: Stay, other: Stay, since: datetime, until: datetime) -> bool:
    """Say whether there is a moment of the span that lies in both stays; each ends before the next begins."""
    start = max(one.since, other.since, since)
    return start <= until and all(_covers(stay, start) for stay in (one, other))


def of_no_other(
    case: Case,
    about: Collection[AgentId],
    several: Collection[Stay],
    *,
    belong: Collection[AgentId],
    until: datetime,
) -> frozenset[AgentId]:
    """Return who is not of another team: whoever was in one with those it is about, and whoever should `belong` to one and does not."""
    near = mates(about, several, since=case.opened_at - LOOKED_BACK, until=until)
    return near | {one for one in belong if not team_of(one, several, at=until)} - {*about}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Who should `belong` to a team, who could `take` a case, and, while something is proposed in it, who could `sign` that."""

    belong: frozenset[AgentId]
    take: frozenset[AgentId]
    sign: frozenset[AgentId] = frozenset()


def settle(
    case: Case, about: Collection[AgentId], several: Collection[Stay], *, bench: Bench, at: datetime
) -> facts.TeamKeptOut:
    """Return who is kept out with those it is about: whoever is not of another team, as long as one of another team could judge it.

    If nobody could, because somebody was moved meanwhile, it is for whoever was of another team when the complaint came; if nobody
    is even so, nobody is kept out but those whom it is about, and the book says that.
    """
    named = tuple(sorted(about))
    for until in (at, case.opened_at) if named else ():
        out = of_no_other(case, named, several, belong=bench.belong, until=until)
        judges = _judges(case, bench, out | {*named})
        if any(team_of(one, several, at=until) for one in judges):
            return facts.TeamKeptOut(about=named, members=tuple(sorted(out)), elsewhere=until == at)
    return facts.TeamKeptOut(about=named)


def _judges(case: Case, bench: Bench, out: frozenset[AgentId]) -> Collection[AgentId]:
    """Return of whom one must be of another team: those who could take it, or who signed, if there is somebody for what is lacking.

    An officer who belongs to no team may sign what somebody of another proposed. What somebody proposed who is out is dropped.
    """
    if case.status is Status.COSIGNING and out.isdisjoint(case.signatures):
        return case.signatures if bench.sign - out else ()
    return bench.take - out


def misjudged(case: Case, by: AgentId, several: Collection[Stay], *, at: datetime) -> bool:
    """Say whether somebody judged who was then in one team with whom it is about, though the book says that another team judges."""
    said = case.team
    if said is None or not said.elsewhere:
        return False
    return by in mates(said.about, several, since=case.opened_at - LOOKED_BACK, until=at)


def differs(case: Case, said: facts.TeamKeptOut, several: Collection[Stay], *, at: datetime) -> bool:
    """Say whether a book keeps others out than whoever was in one team with those it is about, or in none."""
    if not said.members and not said.elsewhere:
        return False
    untils = (at,) if said.elsewhere else (at, case.opened_at)
    return not any(_fits(case, said, several, until=until) for until in untils)


def _fits(case: Case, said: facts.TeamKeptOut, several: Collection[Stay], *, until: datetime) -> bool:
    near = mates(said.about, several, since=case.opened_at - LOOKED_BACK, until=until)
    more = {*said.members} - near
    return near <= {*said.members} and not any(team_of(one, several, at=until) for one in more)
