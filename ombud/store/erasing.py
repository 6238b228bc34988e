"""When is something of a book erased next, and what holds it?"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ombud.core import retention
from ombud.core.case import Case
from ombud.core.complaint import Complaint, Standing
from ombud.core.ids import bucket_of
from ombud.core.intake import jurisdiction_of
from ombud.core.pack.types import Pack
from ombud.store import packs
from ombud.store.models import Case as CaseRow
from ombud.store.models import Complaint as ComplaintRow
from ombud.store.models import Dose, Effect, IntakeKey


def complaint_due(complaint: Complaint) -> datetime | None:
    """Return when something of a complaint is erased next; none while it is open or held."""
    if complaint.standing is not Standing.ENDED:
        return None
    return retention.next_at(retention.of_complaint(complaint, pack=packs.of_complaint(complaint)))


def case_due(case: Case, *, pack: Pack) -> datetime | None:
    """Return when something of a case is erased next; none while it is open or held."""
    return retention.next_at(retention.of_case(case, pack=pack))


def is_preserved(subjects: Iterable[UUID | None], *, now: datetime) -> bool:
    """Say whether an authority has us keep, until a later day, what one of these is about."""
    named = {one for one in subjects if one is not None}
    kept = Effect.objects.filter(bucket__in={bucket_of(one) for one in named}, target__in=named)
    return kept.filter(measure=retention.PRESERVED, lifted=False, until__gt=now).exists()


def is_held(complaint: Complaint, *, now: datetime) -> bool:
    """Say whether a matter of law, a body outside or an authority holds a complaint, itself or by a case that it belongs to."""
    cases = {part.case for part in complaint.parts if part.case is not None}
    rows = CaseRow.objects.filter(bucket__in={bucket_of(one) for one in cases}, id__in=cases)
    return (
        bool(complaint.holds)
        or rows.filter(Q(held=True) | Q(outside_at__isnull=False)).exists()
        or is_preserved(rows.values_list("subject", flat=True), now=now)
    )


def held_documents(case: Case) -> frozenset[UUID]:
    """Return the documents of a case whose complaint a matter of law holds."""
    proofs = (*case.verified_before, *case.verified)
    shown = {one.complaint: one.documents for one in proofs if one.documents}
    rows = ComplaintRow.objects.filter(bucket__in={bucket_of(one) for one in shown}, id__in=shown, held=True)
    held = set(rows.values_list("id", flat=True))
    return frozenset(file for one in proofs if one.complaint in held for file in one.documents)


def roll(*, now: datetime) -> int:
    """Remove what is no part of any book and older than the pack of the house's own place keeps it.

    Records of arrival (K6), and how long staff were in front of what harms (K6.care).
    """
    rules = packs.in_force(jurisdiction_of(None)).retentions.values()
    gone = 0
    for thing, rows in (("log", IntakeKey.objects), ("care", Dose.objects)):
        kept = max((rule.most for rule in rules if rule.of == thing and rule.most is not None), default=None)
        if kept is not None:
            gone += int(rows.filter(at__lt=now - kept).delete()[0])
    return gone
