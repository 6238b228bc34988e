"""What does a colleague bring to the rules of dispatch, and to a case that they already have?"""

from datetime import datetime

from ombud.core import care
from ombud.core.case import Case
from ombud.core.dispatch import Candidate
from ombud.core.pack.types import Care
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CLEARANCES
from ombud.store import queue, staff
from ombud.store.staff import Colleague


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


def check_untied(case: Case, person: Colleague) -> None:
    """Refuse somebody who turned out to be tied to the case, before it was taken from them."""
    if not parties_of(case).isdisjoint(str(tie) for tie in person.ties):
        raise Refused(No.CONFLICT)
