"""Who is kept out of a complaint about one of a team?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core import facts, staffing, teams
from ombud.core.case import Case, Status
from ombud.core.decisions import Signer, why_not_sign
from ombud.core.refusals import No, Refused
from ombud.core.teams import IN_TEAMS, Bench, Stay
from ombud.core.vocabulary import CASE_WORK, AgentId
from ombud.store import naming, packs, staff, team_moves, wanting
from ombud.store.staff import Colleague

TEAM: Final = "team"
"""Why somebody is kept out who did nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Who works here now, with what they bring, and who was in which team when."""

    people: tuple[Colleague, ...]
    stays: tuple[Stay, ...]

    def brings(self, *, now: datetime) -> object:
        """Return all of it that says who could take what, so that two moments can be told apart."""
        return self.stays, tuple(
            (one.id, one.roles, one.languages, one.clearances, one.ties, _valid(one, now=now))
            for one in self.people
        )


def _valid(one: Colleague, *, now: datetime) -> frozenset[str]:
    return frozenset(lane for lane, until in one.lanes.items() if until > now)


def floor() -> Floor:
    """Return everybody as they are now."""
    return Floor(people=staff.everybody(), stays=team_moves.stays())


def settle(case: Case, *, hands: Iterable[AgentId], on: Floor, now: datetime) -> facts.TeamKeptOut:
    """Return whose team a complaint about our own staff is kept from, as things are now; `hands` are whom it was found to be about."""
    return teams.settle(
        case,
        frozenset(hands) | (case.out_themselves - case.kept_for.keys()),
        on.stays,
        bench=_bench(case, on.people, now=now),
        at=now,
    )


def _bench(case: Case, people: Iterable[Colleague], *, now: datetime) -> Bench:
    """Return who could have this case, and sign what is proposed in it, whether or not they are here today."""
    asked, pack = wanting.wanted(case), packs.of_case(case)
    sign: Iterable[Colleague] = people if case.status is Status.COSIGNING else ()
    signers = ((one.id, why_not_sign(case, Signer(agent=one.id, roles=one.roles), pack=pack)) for one in sign)
    works = (one for one in people if one.roles & CASE_WORK)
    return Bench(
        belong=frozenset(one.id for one in people if one.roles & IN_TEAMS),
        take=frozenset(one.id for one in works if wanting.fits(asked, one, now=now)),
        sign=frozenset(agent for agent, no in signers if no is None),
    )


def check_other(case: Case, person: Colleague, *, now: datetime) -> None:
    """Refuse whoever is of the same team as somebody whom a complaint about our own staff is about, before the book says so.

    Raises: HAND_IN_IT, KEPT_OUT.
    """
    if case.code not in staffing.KINDS:
        return
    hands = naming.hands_in(case)
    if person.id in hands:
        raise Refused(No.HAND_IN_IT, why="named")
    if person.id in case.kept_out:  # of whom the book says so already nothing is ever written
        return
    if person.id in settle(case, hands=hands, on=floor(), now=now).members:
        raise Refused(No.KEPT_OUT, why=TEAM)
