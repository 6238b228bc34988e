"""What stands in the letters by which people learn that we looked once more ourselves?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core.notices.values import Pen

KEPT: Final = "looked_again"
REOPENED: Final = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Why it stays, or is opened again, and by when it is decided then."""

    reasons: str
    until: datetime | None


def again_values(it: Again, *, number: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields of these letters."""
    until = {} if it.until is None else {"until": pen.moment(it.until)}
    return {"number": number, "reasons": it.reasons, **until}
