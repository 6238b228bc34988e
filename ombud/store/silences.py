"""Who among those who complained sits in an account that is told nothing yet, and so hears nothing of the case either?

Whoever is kept in the dark as the account could complain of the very thing themselves, and read as the complainant what
was done. While the silence lasts they get a letter that tells nothing of the case; the rest waits for the release.
"""

from collections.abc import Iterable

from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.kin import family
from ombud.core.vocabulary import ComplaintId, Side
from ombud.store import owners, reaching
from ombud.store.ledger import read_case, read_complaints


def among(case: Case, several: Iterable[ComplaintId]) -> frozenset[ComplaintId]:
    """Return those of them who are reached in an account that is told nothing: the case's, or one of a case beside it."""
    if not case.is_withheld(Side.ACCOUNT):
        return frozenset()
    asked = read_complaints(several)
    named = {one.id: reaching.ways(one).get(owners.ACCOUNT) for one in asked if _hears_first(one, case)}
    if not any(named.values()):
        return frozenset()
    silent = _accounts(case)
    return frozenset(one for one, account in named.items() if account in silent)


def holds(case: Case, complaint: Complaint) -> bool:
    """Say whether whoever complained is one of them."""
    return complaint.id in among(case, (complaint.id,))


def _hears_first(complaint: Complaint, case: Case) -> bool:
    """Say whether they know of no decision yet: who was told before the silence began is told the rest."""
    return all(part.case != case.id or part.decision is None for part in complaint.parts)


def _accounts(case: Case) -> frozenset[str]:
    beside = (read_case(one) for one in family(case))
    found = (owners.account_named(one.subject) for one in (case, *beside) if one.is_withheld(Side.ACCOUNT))
    return frozenset(one for one in found if one is not None)
