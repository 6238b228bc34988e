"""What did the host charge, and what went back of it in other cases?"""

from collections.abc import Iterable

from ombud.core import charges, facts
from ombud.core.case import Case
from ombud.core.enforcement import APPLY, lift_key
from ombud.core.ids import bucket_of
from ombud.core.issues import PAYS_BACK
from ombud.core.vocabulary import SubjectId
from ombud.store import situations
from ombud.store.models import HostOrder


def check_back(case: Case, chosen: Iterable[facts.Chosen]) -> None:
    """Refuse to pay back another sum than the host's list of payments tells; what this case gave back itself is not counted twice."""
    for one in chosen:
        if one.measure == PAYS_BACK and one.amount is not None:
            known = charges.listed(situations.snapshot(case))
            before = _before(case, one.target, currency=one.amount.currency)
            charges.check_back(one.amount, known, before=before)


def _before(case: Case, target: SubjectId, *, currency: str) -> int:
    """Return how much other cases gave back to the same account, and nobody took back since."""
    rows = HostOrder.objects.filter(bucket=bucket_of(target), target=target, measure=PAYS_BACK)
    given = rows.filter(do=APPLY, currency=currency).exclude(case_id=case.id)
    lifted = set(rows.exclude(do=APPLY).values_list("key", flat=True))
    return sum(minor or 0 for key, minor in given.values_list("key", "minor") if lift_key(key) not in lifted)
