"""How can a complainant be reached?"""

import json
from collections.abc import Mapping

from ombud.core.complaint import Complaint
from ombud.core.vocabulary import ComplaintId, SubjectId
from ombud.store import subjects, texts
from ombud.store.ledger import read_complaint


def contact(complaint: ComplaintId) -> Mapping[str, str]:
    """Return the ways a complainant gave; none for the anonymous and the erased."""
    return ways(read_complaint(complaint))


def ways(complaint: Complaint) -> Mapping[str, str]:
    """Return the same of a complaint whose book was read already."""
    received = complaint.received
    if not received.reachable:
        return {}
    kept = received.contact or received.words  # what came in before contacts had a key of their own
    found = json.loads(texts.read_many(complaint.id, (kept.id,)).get(kept.id, "{}"))
    given = found if received.contact else found.get("contact", {})
    return {name: str(value) for name, value in given.items()}


def is_account(complaint: ComplaintId, account: SubjectId | None) -> bool:
    """Say whether a complainant is reached in this very account."""
    named = subjects.find(account) if account else None
    return named is not None and contact(complaint).get("account") == named.external


def jurisdiction(complaint: ComplaintId) -> str:
    """Return whose law a complaint is under."""
    return read_complaint(complaint).received.jurisdiction
