"""Whose account is it that the host decided about, and is its owner among those who complain?"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.vocabulary import SubjectKind
from ombud.store import known_again, members, reaching, subjects
from ombud.store.ledger import read_complaints

ACCOUNT: Final = "account"
"""The way to reach somebody that is their account on the host."""


def asked(case: Case, chosen: Iterable[facts.Chosen]) -> bool:
    """Say whether these measures undo nothing of the host's, or whoever bore it complained.

    Where the host named no account there is nobody else to write to.
    """
    if not facts.undoes_host(chosen):
        return True
    account = account_named(case.subject)
    several = (one for page in members.pages(case.id) for one in read_complaints(page))
    return account is None or any(is_owner(one, account) for one in several)


def account_named(subject: UUID | None) -> str | None:
    """Return what the host calls the account behind a subject, None where it named none."""
    named = subjects.find(subject) if subject is not None else None
    if named is None or named.kind == SubjectKind.ACCOUNT:
        return named.external if named else None
    behind = subjects.find(named.account) if named.account else None
    return behind.external if behind else None


def is_owner(complaint: Complaint, account: str) -> bool:
    """Say whether a letter to whoever complained reaches this account, or nobody else can have named it."""
    ways = reaching.ways(complaint)
    there = reaching.sent_by(ways) == ACCOUNT or ACCOUNT in known_again.sure(complaint)
    return there and ways.get(ACCOUNT) == account
