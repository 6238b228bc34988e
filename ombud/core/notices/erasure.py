"""What is somebody told who asks that what they sent be erased?"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core.notices import words
from ombud.core.notices.values import Pen
from ombud.core.pack.words import Text
from ombud.core.vocabulary import Side

REASONS: Final = MappingProxyType(
    {
        "open": Text(
            "这件投诉还没有办完，没有您说的内容就无法作出决定。办完之后您可以再提出；如果您不想继续，也可以告诉我们。",
            "The complaint is not finished, and without what you told us nobody can decide it. Ask again when it is; if you"
            " do not want to go on, tell us.",
        ),
        "hold": Text(
            "有一项法律程序要求保留这些内容。程序结束之后，您可以再提出。",
            "A matter of law has this kept. When it is over you can ask again.",
        ),
    }
)
"""Ground → what it means for somebody who asks; every other reason is the pack's."""


def erasure_values(
    number: str, *, ground: str, why: Text | None, until: datetime | None, pen: Pen
) -> Mapping[str, str]:
    """Return the fields of the answer to a request for erasure."""
    reason = why or REASONS.get(ground)
    return {
        "number": number,
        "reason": reason.say(pen.lang) if reason else "",
        "until": pen.moment(until) if until else "",
        "status_url": pen.places.status(number),
        "routes": words.routes(pen.pack.routes_for("PR.RIGHT", side=Side.COMPLAINANT), pen.lang),
    }
