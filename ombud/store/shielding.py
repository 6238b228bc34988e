"""On whose account does a shield fall? On that of whoever is to be protected, and no letter to the other side names it."""

from ombud.core import intake
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.pack.types import Measure
from ombud.core.playbooks import wants_no_shield
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Relation, SubjectId, SubjectKind
from ombud.store import members, reaching, subjects
from ombud.store.ledger import read_complaint, read_complaints


def aim(case: Case, measure: Measure, *, named: str, confirmed: bool) -> SubjectId:
    """Return the account that is named, else that of the only complainant if all this happens to them; refuse to guess.

    Where they gave one of their own no other is shielded: nobody else asked for it. One that nobody who is attacked gave as theirs,
    such as a child's whose parent complains, is shielded where somebody has `confirmed` by a reason that it is theirs. So is one
    whose owner answered on the form that they want no shield: they have changed their mind, and somebody says so.

    The account behind what the case is about is often that of whoever attacks: it is shielded only if it is named.
    """
    about = subjects.find(case.subject) if case.subject else None
    own = _own(case)
    name = named.strip() or own
    if own and name != own:
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=measure.code, why="shield_other")
    if about is None or not name:
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=measure.code, why="shield")
    if not confirmed:
        _check_theirs(case, name, measure=measure)
    account = intake.account_named(f"{about.platform}:{name}")
    return subjects.keep(account.platform, account.kind, account.external)


def _check_theirs(case: Case, name: str, *, measure: Measure) -> None:
    """Refuse an account that nobody who is attacked gave as theirs, and one whose owner wants no shield."""
    attacked = (
        one
        for page in members.pages(case.id)
        for one in read_complaints(page)
        if one.received.relation == Relation.AFFECTED
    )
    if not any(_account(one) == name for one in attacked):
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=measure.code, why="shield_unconfirmed")
    if wants_no_shield(case):
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=measure.code, why="shield_declined")


def is_strangers(case: Case, account: SubjectId) -> bool:
    """Say whether a shield fell on an account that nobody who is attacked gave as theirs; of the erased nothing can be said."""
    named = subjects.find(account)
    everybody = [one for page in members.pages(case.id) for one in read_complaints(page)]
    if named is None or any(one.erased for one in everybody):
        return False
    attacked = (one for one in everybody if one.received.relation == Relation.AFFECTED)
    return not any(_account(one) == named.external for one in attacked)


def _own(case: Case) -> str:
    """Return the account of the only complainant, where they say that they are the one affected."""
    only = members.meant(case, None)
    complaint = read_complaint(only) if only is not None else None
    if complaint is None or complaint.received.relation != Relation.AFFECTED:
        return ""
    return _account(complaint)


def _account(complaint: Complaint) -> str:
    return reaching.ways(complaint).get("account", "")


def names(case: Case, *, account: SubjectId | None) -> tuple[str, ...]:
    """Return the host's names of the accounts that are protected, other than what the case is about and who is behind it."""
    aimed = {held.order.target for held in case.protections} - {case.subject, account}
    found = (subjects.find(target) for target in sorted(aimed))
    return tuple(one.external for one in found if one is not None and one.kind == SubjectKind.ACCOUNT)
