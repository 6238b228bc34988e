"""How can a complainant be reached?"""

import json
from collections.abc import Mapping

from ombud.core.vocabulary import ComplaintId
from ombud.store import texts
from ombud.store.ledger import read_complaint


def contact(complaint: ComplaintId) -> Mapping[str, str]:
    """Return the ways a complainant gave; none for the anonymous and the erased."""
    received = read_complaint(complaint).received
    if not received.reachable:
        return {}
    found = texts.read_many(complaint, (received.words.id,)).get(received.words.id)
    return {name: str(value) for name, value in json.loads(found)["contact"].items()} if found else {}


def jurisdiction(complaint: ComplaintId) -> str:
    """Return whose law a complaint is under."""
    return read_complaint(complaint).received.jurisdiction
