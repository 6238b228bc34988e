"""The logs that a case keeps of who looked at somebody's data."""

from uuid import UUID

from ombud.core import accesses
from ombud.core.accesses import Log
from ombud.core.case import UNDECIDED, Case
from ombud.core.pack.tools import ACCESS
from ombud.core.playbooks import had_a_hand
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Role
from ombud.store import access, texts
from ombud.store.staff import Colleague


def logs(case: Case) -> tuple[tuple[UUID, Log], ...]:
    """Return what is kept, oldest first, names and all; of an erased case nothing."""
    ids = [one.evidence for one in case.evidence if one.source == ACCESS]
    kept = texts.read_many(case.id, ids)
    return tuple((one, accesses.read(kept[one])) for one in ids if one in kept)


def may_ask(case: Case, person: Colleague) -> bool:
    """Say whether somebody may ask the host who looked: a lead without a hand in the case, before it is decided."""
    leads = access.leads(case, person) and access.may_enter(case, person)
    return leads and case.status in UNDECIDED and not had_a_hand(case, person.id)


def may_read(case: Case, person: Colleague) -> bool:
    """Say whether somebody reads the names: a lead without a hand in the case, or an auditor; nobody who is kept out."""
    reads = access.leads(case, person) or Role.AUDITOR in person.roles
    return reads and person.id not in case.kept_out and not had_a_hand(case, person.id)


def check_ask(case: Case, person: Colleague) -> None:
    """Refuse whoever may not ask.

    Raises: NOT_YOURS, HAND_IN_IT.
    """
    if had_a_hand(case, person.id):
        raise Refused(No.HAND_IN_IT, why="apart")
    if not may_ask(case, person):
        raise Refused(No.NOT_YOURS, status=case.status.value)
