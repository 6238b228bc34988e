"""What does a colleague bring to the rules of dispatch, and to a case that they already have?"""

from datetime import datetime
from typing import Final

from ombud.core import care
from ombud.core.case import Case
from ombud.core.dispatch import Candidate, Wanted, may_take
from ombud.core.pack.types import Care
from ombud.core.refusals import No, Refused
from ombud.core.seals import clearances
from ombud.core.vocabulary import CLEARANCES, Severity
from ombud.store import news, packs, queue, staff
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


def parties_of(case: Case) -> frozenset[str]:
    """Return what a case is about: its subject, and the account behind that where the host told us."""
    if case.subject is None:
        return frozenset()
    account = queue.accounts_of([case.subject]).get(case.subject)
    return frozenset(str(party) for party in (case.subject, account) if party is not None)


def check_may_keep(case: Case, person: Colleague) -> None:
    """Refuse somebody tied to the case, or not cleared for what a fact asked for since, before it was taken from them."""
    if not CLEARANCES & case.asks <= person.clearances:
        raise Refused(No.NO_CLEARANCE)
    check_untied(case, person)


def check_may_judge(case: Case, person: Colleague) -> None:
    """Refuse also whoever never opened what is sealed, or not since something came: nobody proposes or signs on it unread.

    Whoever read it before them did not read it for them.

    Raises: NO_CLEARANCE, CONFLICT, NOT_READ.
    """
    check_may_keep(case, person)
    if not case.sealed:
        return
    unseen = news.since_look(case, by=person.id)
    if unseen is None:
        raise Refused(No.NOT_READ)
    if unseen:
        raise Refused(No.NOT_READ, why="since", at=unseen[-1].at)


def check_untied(case: Case, person: Colleague) -> None:
    """Refuse somebody who turned out to be tied to the case, before it was taken from them."""
    if not parties_of(case).isdisjoint(str(tie) for tie in person.ties):
        raise Refused(No.CONFLICT)


def check_given(case: Case, agent: Colleague, *, now: datetime) -> None:
    """Refuse to give a case to somebody to whom the dispatcher would not give it; only presence is not asked for."""
    pack = packs.of_case(case)
    category = pack.category(case.code)
    wanted = Wanted(
        case=case.id,
        lane=case.lane,
        lang=case.opened.lang,
        s0=case.severity is Severity.S0,
        start_by=None,
        opened_at=case.opened_at,
        exposure=category.exposure,
        clearances=clearances(category, asks=case.asks),
        parties=parties_of(case),
        hands=case.took_part() if case.on_appeal else frozenset(),
    )
    no = may_take(wanted, candidate(agent, rules=pack.care, present=True, now=now), now=now)
    if no is not None:
        raise Refused(no, why=ASSIGNED, agent=agent.name)
