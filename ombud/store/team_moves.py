"""Who was in which team when? A chain for each colleague, so that nobody changes afterwards where they were."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from ombud.core import teams
from ombud.core.audit import START, Fault, Head, Move, Stored, check, link
from ombud.core.codec import canonical
from ombud.core.refusals import No, Refused
from ombud.core.teams import Stay
from ombud.core.vocabulary import AgentId
from ombud.store.asking import asked
from ombud.store.checking import pages
from ombud.store.models import Staff, TeamMove

LONGEST: Final = 40
"""How many signs the name of a team has at most."""


def stays() -> tuple[Stay, ...]:
    """Return who was in which team, from when until when."""
    return teams.stays(TeamMove.objects.values_list("agent", "since", "team"))


def now_in() -> Mapping[AgentId, str]:
    """Return in which team each is who is in one."""
    return {one.agent: one.team for one in stays() if one.until is None and one.team}


def move(agent: AgentId, *, team: str, by: AgentId | None, now: datetime) -> None:
    """Write down that somebody is in a team from now on, unless they are in it already."""
    name = " ".join(team.split())
    if len(name) > LONGEST:
        raise Refused(No.TEXT_TOO_LONG, field="team", limit=LONGEST, length=len(name))
    Staff.objects.select_for_update().get(id=agent)
    last = TeamMove.objects.filter(agent=agent).order_by("-seq").first()
    seq, before, there = (0, START, "") if last is None else (last.seq, bytes(last.digest), last.team)
    if there == name:
        return
    told = Move(agent=agent, since=now, team=name, by=by)
    digest = link(before, agent, canonical(told))
    TeamMove(seq=seq + 1, digest=digest, **asdict(told)).save(force_insert=True)


def heads() -> Iterator[Head]:
    """Yield how far the moves of each colleague have come."""
    for agent, lines in _chains():
        *_, last = lines
        yield Head(stream=agent, seq=last["seq"], digest=bytes(last["digest"]))


def digests(lines: list[tuple[UUID, int]]) -> dict[tuple[UUID, int], bytes]:
    """Return the digests of these lines, as they are now."""
    found = asked(
        "SELECT m.agent, m.seq, m.digest FROM team_move m JOIN unnest(%s::uuid[], %s::integer[]) AS h (agent, seq)"
        " ON (m.agent, m.seq) = (h.agent, h.seq)",
        [agent for agent, _ in lines],
        [seq for _, seq in lines],
    )
    return {(agent, seq): bytes(digest) for agent, seq, digest in found}


def walk() -> Iterator[tuple[int, list[Fault]]]:
    """Yield, person by person, how many moves were seen and what is wrong with them."""
    for agent, found in _chains():
        stored = [_stored(row) for row in found]
        yield len(stored), list(check(agent, stored, head=(len(stored), stored[-1].digest)))


def _chains() -> Iterator[tuple[UUID, Iterator[dict[str, Any]]]]:
    rows = (row for page in pages("team_move", key=("agent", "seq")) for row in page)
    yield from groupby(rows, key=lambda row: row["agent"])


def _stored(row: dict[str, Any]) -> Stored:
    told = Move(agent=row["agent"], since=row["since"], team=row["team"], by=row["by"])
    return Stored(seq=row["seq"], body=canonical(told), digest=bytes(row["digest"]))
