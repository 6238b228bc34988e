"""What does a case ask of whoever is given it, and who could ever have it?"""

from datetime import datetime

from ombud.core.case import Case
from ombud.core.dispatch import Candidate, Wanted, may_take
from ombud.core.seals import clearances
from ombud.core.vocabulary import Severity
from ombud.store import packs, queue
from ombud.store.staff import Colleague


def parties_of(case: Case) -> frozenset[str]:
    """Return what a case is about: its subject, and the account behind that where the host told us."""
    if case.subject is None:
        return frozenset()
    account = queue.accounts_of([case.subject]).get(case.subject)
    return frozenset(str(party) for party in (case.subject, account) if party is not None)


def wanted(case: Case) -> Wanted:
    """Return what a case asks of whoever is given it."""
    category = packs.of_case(case).category(case.code)
    return Wanted(
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


def fits(asked: Wanted, person: Colleague, *, now: datetime) -> bool:
    """Say whether somebody is trained and cleared for what is asked and has no part in it, whatever they have seen today."""
    brings = Candidate(
        agent=person.id,
        present=True,
        lanes=person.lanes,
        langs=person.languages,
        clearances=person.clearances,
        ties=frozenset(str(tie) for tie in person.ties),
    )
    return may_take(asked, brings, now=now) is None
