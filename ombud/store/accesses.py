"""The logs that a case keeps of who looked at somebody's data."""

import re
from uuid import UUID

from ombud.core import accesses
from ombud.core.accesses import Log
from ombud.core.case import UNDECIDED, Case
from ombud.core.pack.tools import ACCESS
from ombud.core.playbooks import had_a_hand
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Role
from ombud.store import access, affected, overhearing, subjects, texts
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


def check_account(case: Case, account: str) -> None:
    """Refuse an account that the case has nothing to do with: nobody is looked up who is not of it.

    It is of it where the case is about it, where whoever complained, here or beside, wrote it or is reached by it, or where it is named
    as touched.

    Raises: BAD_INPUT.
    """
    if not (_is_about(case, account) or affected.is_named(case, account) or _was_told(case, account)):
        raise Refused(No.BAD_INPUT, field="access_account", why="not_of_case")


def _is_about(case: Case, account: str) -> bool:
    named = subjects.find(case.subject) if case.subject else None
    owner = subjects.find(named.account) if named and named.account else None
    return account in {one.external for one in (named, owner) if one is not None}


def _was_told(case: Case, account: str) -> bool:
    word = re.compile(rf"(?<![\w-]){re.escape(account)}(?![\w-])", re.ASCII)
    several = (case.id, *(one.case for one in case.kin))
    wrote = (one for each in several for page in overhearing.pages(each) for one in page)
    return any(word.search(text) for one in wrote for text in (*one.messages, *one.answers, *one.ways))
