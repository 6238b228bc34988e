"""How can a complainant be reached?"""

import json
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from ombud.core.complaint import Complaint
from ombud.core.facts import Words
from ombud.core.vocabulary import ComplaintId, SubjectId, SubjectKind
from ombud.store import subjects, texts
from ombud.store.ledger import read_complaint

WAYS: Final = ("email", "phone", "account")
"""The ways to send word of a letter; it goes by the first that was given, by the next where that one can never reach anybody."""


def contact(complaint: ComplaintId) -> Mapping[str, str]:
    """Return the ways a complainant gave; none for the anonymous and the erased."""
    return ways(read_complaint(complaint))


def ways(complaint: Complaint) -> Mapping[str, str]:
    """Return the same of a complaint whose book was read already."""
    if not complaint.received.reachable:
        return {}
    return given(complaint, texts.read_many(complaint.id, (kept_in(complaint).id,)))


def sent_by(ways: Mapping[str, str]) -> str:
    """Return by which of these ways word of a letter is sent; empty where it is kept."""
    return next(iter(in_order(ways)), "")


def in_order(ways: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ways that were given, in the order in which they are tried."""
    return tuple(way for way in WAYS if ways.get(way))


def kept_in(complaint: Complaint) -> Words:
    """Return in which sealed text the ways are; before contacts had a key of their own it was all in one."""
    return complaint.received.contact or complaint.received.words


def given(complaint: Complaint, said: Mapping[UUID, str]) -> Mapping[str, str]:
    """Return the ways among sealed texts that were opened already."""
    found = json.loads(said.get(kept_in(complaint).id, "{}"))
    ways = found if complaint.received.contact else found.get("contact", {})
    return {name: str(value) for name, value in ways.items()}


def is_account(complaint: ComplaintId, account: SubjectId | None) -> bool:
    """Say whether a complainant is reached in this very account."""
    named = subjects.find(account) if account else None
    return named is not None and contact(complaint).get("account") == named.external


def own_account(complaint: Complaint) -> str:
    """Return the account over which whoever complained gets their letters; a mail address or a number that they gave goes before."""
    found = ways(complaint)
    return found[SubjectKind.ACCOUNT] if sent_by(found) == SubjectKind.ACCOUNT else ""


def jurisdiction(complaint: ComplaintId) -> str:
    """Return whose law a complaint is under."""
    return read_complaint(complaint).received.jurisdiction
