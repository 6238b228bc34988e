"""Which complaint is meant by a number?"""

from dataclasses import dataclass

from ombud.core.receipts import Number
from ombud.core.vocabulary import ComplaintId
from ombud.store.models import Complaint as ComplaintRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A complaint as a number finds it, and with which version its code was made."""

    id: ComplaintId
    key_version: int


def by_number(number: Number) -> Numbered | None:
    """Return the complaint of this number, from one bucket."""
    row = (
        ComplaintRow.objects.filter(bucket=number.bucket, number=number.text)
        .values_list("id", "key_version")
        .first()
    )
    return None if row is None else Numbered(id=row[0], key_version=row[1])
