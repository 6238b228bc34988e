"""What did the host charge, and what went back of it in other cases?"""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from ombud.core import charges, facts
from ombud.core.case import Case
from ombud.core.enforcement import APPLY, RESTORE, lift_key
from ombud.core.ids import bucket_of
from ombud.core.issues import PAYS_BACK
from ombud.core.refunding import MONEY
from ombud.core.vocabulary import Outcome, SubjectId, SubjectKind
from ombud.store import situations, subjects
from ombud.store.models import HostOrder


def check_back(case: Case, chosen: Iterable[facts.Chosen], *, outcome: Outcome) -> None:
    """Refuse to pay back another sum than the host's own figures tell; what this case gave back itself is not counted twice.

    What goes back to whoever paid is bounded by what was paid for what the case is about, what is paid back into an account by what
    the host charged or took from it.
    """
    several = tuple(chosen)
    falls = {one.host_decision for one in several if one.measure == RESTORE and one.host_decision}
    for one in several:
        if one.amount is None:
            continue
        if one.measure == MONEY and outcome is Outcome.GRANTED:
            before = _of_same(case, currency=one.amount.currency)
            charges.check_within(one.amount, charges.listed(situations.snapshot(case)), before=before)
        if one.measure == PAYS_BACK:
            before = _before(case, one.target, currency=one.amount.currency)
            _check_paid_back(case, one.target, one.amount, falls=falls, before=before)


def _check_paid_back(
    case: Case, account: SubjectId, asked: facts.Sum, *, falls: Collection[str], before: int
) -> None:
    snapshot, named = situations.snapshot(case), subjects.find(account)
    taken = charges.withheld(snapshot, account=named.external if named else "", falls=falls)
    if taken:
        charges.check_within(asked, taken, before=before, unknown="unheld", over="over_held")
    else:
        charges.check_back(asked, charges.listed(snapshot), before=before)


def is_of_order(case: Case) -> bool:
    """Say whether a case is about an order: what was paid for it is what the host says."""
    named = subjects.find(case.subject) if case.subject is not None else None
    return named is not None and named.kind == SubjectKind.ORDER


def _of_same(case: Case, *, currency: str) -> int:
    """Return how much other cases about the same thing gave back of it, and nobody took back since."""
    cases = subjects.cases_about(case.subject).values_list("id", flat=True) if case.subject else ()
    return _given(HostOrder.objects.filter(case_id__in=cases, measure=MONEY), case, currency=currency)


def _before(case: Case, target: SubjectId, *, currency: str) -> int:
    """Return how much other cases gave back to the same account, and nobody took back since."""
    rows = HostOrder.objects.filter(bucket=bucket_of(target), target=target, measure=PAYS_BACK)
    return _given(rows, case, currency=currency)


def _given(rows: QuerySet[HostOrder], case: Case, *, currency: str) -> int:
    """Return what others than this case gave by these orders, and nobody took back since."""
    lifted = set(rows.exclude(do=APPLY).values_list("key", flat=True))
    given = rows.filter(do=APPLY, currency=currency).exclude(case_id=case.id)
    return sum(minor or 0 for key, minor in given.values_list("key", "minor") if lift_key(key) not in lifted)
