"""What does somebody learn whose notice was manifestly unfounded: why, what follows, and how to object?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.notices.values import Pen
from ombud.core.pack.records import Answer

UNFOUNDED: Final[Mapping[str, str]] = MappingProxyType(
    {Answer.NOTED: "unfounded", Answer.WARNED: "unfounded_warning", Answer.SUSPENDED: "unfounded_suspension"}
)
"""What follows → the letter that tells how the complaint ended and says so."""


def unfounded_values(found: facts.Unfounded, *, why: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields that such a letter has beside those of every outcome."""
    return {
        "unfounded": why,
        "policy": pen.pack.misuse.policy.say(pen.lang) if pen.pack.misuse.policy else "",
        "suspended_until": pen.moment(found.until) if found.until else "",
    }
