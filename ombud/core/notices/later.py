"""What stands in the letters by which somebody hears what came of words and files that they sent after the end?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ombud.core.notices.values import Pen

READ_LATER: Final = "read_later"
MATTER_LATER: Final = "matter_later"


def later_values(number: str, *, reasons: str, until: datetime | None, pen: Pen) -> Mapping[str, str]:
    """Return their fields; where they may still appeal, until when and where."""
    appeal = {"until": pen.moment(until), "status_url": pen.places.status(number)} if until else {}
    return {"number": number, "reasons": reasons, **appeal}
