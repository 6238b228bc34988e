"""Which cases does the public read of, newest first?"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ombud.core.ids import bucket_of
from ombud.core.publishing import Item
from ombud.store.models import Case, Subject


def candidates(codes: Iterable[str], *, before: datetime, limit: int) -> tuple[tuple[UUID, datetime], ...]:
    """Return cases of these kinds that began before then, with when."""
    rows = Case.objects.filter(code__in=sorted(codes), opened_at__lt=before).order_by("-opened_at", "-id")
    return tuple(rows.values_list("id", "opened_at")[:limit])


def item_of(subject: UUID | None) -> Item | None:
    """Return what a case is about, and whether the host told us who stands behind it."""
    if subject is None:
        return None
    row = Subject.objects.filter(bucket=bucket_of(subject), id=subject).first()
    return None if row is None else Item(kind=row.kind, external=row.external, known=row.account is not None)
