"""Somebody who wrote later is in danger: what do the doors do at once?"""

from datetime import datetime

from ombud.core.refusals import Refused
from ombud.core.vocabulary import ComplaintId
from ombud.usecases.continue_in import continue_in
from ombud.usecases.draft_from_danger import draft_from_danger
from ombud.usecases.receive import Receipt
from ombud.wire.intake import take_in


def file_danger(complaint_id: ComplaintId, *, text: str, now: datetime) -> Receipt | None:
    """File words of danger as a complaint of their own where no case is left to hear them; return its receipt.

    The words lie with the first complaint already, and somebody was called.
    """
    filing = draft_from_danger(complaint_id, text=text)
    if filing is None:
        return None
    (filed,) = take_in((filing,), now=now)
    if isinstance(filed, Refused):
        raise filed
    if not filed.again:
        continue_in(complaint_id, later=filed.id, now=now)
    return filed
