"""What does a colleague bring to the rules of dispatch, and to a case that they already have?"""

from datetime import datetime
from typing import Final

from ombud.core import care
from ombud.core.case import Case
from ombud.core.dispatch import Candidate, may_take
from ombud.core.pack.types import Care
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CLEARANCES
from ombud.store import news, packs, staff, teams, wanting
from ombud.store.staff import Colleague

ASSIGNED: Final = "assigned"
"""Why the reader is told about somebody else: who would have got the case."""


def candidate(person: Colleague, *, rules: Care, present: bool, now: datetime) -> Candidate:
    """Return somebody with their certificates, ties, the day's dose and the rest they are owed."""
    spent = staff.spent(person.id, now=now)
    today = care.dose(spent, care=rules, now=now, zone=person.zone)
    return Candidate(
        agent=person.id,
        present=present,
        lanes=person.lanes,
        langs=person.languages,
        clearances=person.clearances,
        ties=frozenset(str(tie) for tie in person.ties),
        tired_of=today.tired_of,
        closed_to=today.closed_to,
        rests_from=care.waits(spent, care=rules, now=now),
    )


def check_may_keep(case: Case, person: Colleague) -> None:
    """Refuse somebody tied to the case, or not cleared for what a fact asked for since, before it was taken from them."""
    if not CLEARANCES & case.asks <= person.clearances:
        raise Refused(No.NO_CLEARANCE)
    check_untied(case, person)


def check_may_judge(case: Case, person: Colleague, *, now: datetime) -> None:
    """Refuse also whoever never opened what is sealed, or not since something came: nobody proposes or signs on it unread.

    Whoever read it before them did not read it for them. Nor does anybody judge a complaint about their own team.

    Raises: NO_CLEARANCE, CONFLICT, NOT_READ, HAND_IN_IT, KEPT_OUT.
    """
    check_may_keep(case, person)
    teams.check_other(case, person, now=now)
    if not case.sealed:
        return
    unseen = news.since_look(case, by=person.id)
    if unseen is None:
        raise Refused(No.NOT_READ)
    if unseen:
        raise Refused(No.NOT_READ, why="since", at=unseen[-1].at)


def check_untied(case: Case, person: Colleague) -> None:
    """Refuse somebody who turned out to be tied to the case, before it was taken from them."""
    if not wanting.parties_of(case).isdisjoint(str(tie) for tie in person.ties):
        raise Refused(No.CONFLICT)


def check_given(case: Case, agent: Colleague, *, now: datetime) -> None:
    """Refuse to give a case to somebody to whom the dispatcher would not give it; only presence is not asked for."""
    teams.check_other(case, agent, now=now)
    rules = packs.of_case(case).care
    no = may_take(wanting.wanted(case), candidate(agent, rules=rules, present=True, now=now), now=now)
    if no is not None:
        raise Refused(no, why=ASSIGNED, agent=agent.name)
