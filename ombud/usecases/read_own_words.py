"""Show complainants what they wrote themselves."""

import json
from datetime import datetime

from ombud.core.vocabulary import ComplaintId
from ombud.store import texts
from ombud.store.ledger import read_complaint


def read_own_words(complaint_id: ComplaintId) -> tuple[tuple[datetime, str], ...]:
    """Return the words of one complaint, oldest first; what was erased is left out."""
    complaint = read_complaint(complaint_id)
    found = texts.read_many(complaint_id, (words.id for _, words in complaint.words))
    return tuple((at, _said(found[words.id])) for at, words in complaint.words if words.id in found)


def _said(kept: str) -> str:
    """Return the text alone: what was filed lies sealed together with the form's answers."""
    try:
        whole = json.loads(kept)
    except ValueError:
        return kept
    return str(whole["text"]) if isinstance(whole, dict) and "text" in whole else kept
