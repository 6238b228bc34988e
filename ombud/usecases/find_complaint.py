"""Find a complaint for somebody who knows its number and its code."""

from ombud.core.receipts import NOBODY, parse_number
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import ComplaintId
from ombud.store import complaints
from ombud.store.complaints import Numbered
from ombud.store.vault import vault


def find_complaint(number: str, *, code: str) -> ComplaintId:
    """Return the complaint; refuse a malformed or unknown number and a wrong code alike, in the same time."""
    found = _found(number)
    held = vault()
    version = found.key_version if found else held.code_version
    right = held.is_code(code, found.id if found else NOBODY, version)
    if not right or found is None:
        raise Refused(No.WRONG_CODE)
    return found.id


def _found(number: str) -> Numbered | None:
    try:
        parsed = parse_number(number)
    except Refused:
        return None
    return complaints.by_number(parsed)
