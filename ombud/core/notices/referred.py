"""What does whoever complained learn once what a decision refers outside was handed over, or was left out after all?"""

from collections.abc import Iterable, Mapping
from typing import Final

from ombud.core.notices.values import Pen
from ombud.core.referring import Handed, Referral

REFERRED: Final = "referred"
"""The letter that tells of it."""


def referred_values(number: str, several: Iterable[Referral], *, pen: Pen) -> Mapping[str, str]:
    """Return the fields of that letter: what was done and on which day, and what was not."""
    said = {Handed.DONE: "handed", Handed.LEFT: "left"}
    told: dict[str, list[str]] = {}
    for one in several:
        told.setdefault(said[one.handed], []).append(pen.referral(one))
    return {
        **{name: "\n".join(lines) for name, lines in told.items()},
        "number": number,
        "status_url": pen.places.status(number),
    }
