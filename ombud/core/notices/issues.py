"""What does somebody learn of a fault that they met: what is known, by when it is mended, that it is?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ombud.core.notices.values import Pen
from ombud.core.pack.words import Text

ISSUE_KNOWN: Final = "issue_known"
ISSUE_LATER: Final = "issue_later"
ISSUE_MENDED: Final = "issue_mended"
ISSUE_OTHER: Final = "issue_other"


def issue_values(
    number: str, *, issue: Text, said: Text, until: datetime | None, pen: Pen
) -> Mapping[str, str]:
    """Return the fields of a letter about a fault: what it is, what is known or was done, by when it is mended if it is not."""
    words = said.say(pen.lang)
    return {
        "number": number,
        "issue": issue.say(pen.lang),
        "known": words,
        "done": words,
        "until": pen.moment(until) if until else "",
        "status_url": pen.places.status(number),
    }
