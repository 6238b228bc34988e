"""Which claims came about one account, and what was tried to get it?"""

from datetime import datetime
from typing import Final

from ombud.core import claiming
from ombud.core.case import Case
from ombud.core.claiming import Claims
from ombud.core.ids import bucket_of
from ombud.core.pack.types import Pack
from ombud.store import subjects
from ombud.store.ledger import read_case
from ombud.store.models import Complaint as ComplaintRow
from ombud.store.models import Member

LOOKED_AT: Final = 50
"""How many cases about one account are looked at, the newest first."""


def of(case: Case, *, pack: Pack, now: datetime) -> Claims:
    """Return how often the account of a case was claimed, and how often by talking; nothing of a kind that nobody claims."""
    if case.subject is None or not pack.category(case.code).wary:
        return Claims()
    rows = subjects.cases_about(case.subject).order_by("-opened_at")
    found = [one for one in rows.values_list("id", "code")[:LOOKED_AT] if pack.category(one[1]).wary]
    ids = [one for one, _ in found]
    joined = Member.objects.filter(bucket__in={bucket_of(one) for one in ids}, case_id__in=ids)
    complaints = joined.values_list("complaint", flat=True)
    received = ComplaintRow.objects.filter(
        bucket__in={bucket_of(one) for one in complaints}, id__in=list(complaints)
    ).values_list("received_at", flat=True)
    several = [case if one == case.id else read_case(one) for one in ids]
    tried = [at for one in several for at in claiming.attempts(one)]
    back = [claiming.went_back(one) for one in several if one.id != case.id]
    return claiming.claims(received, tried, back=back, now=now)
