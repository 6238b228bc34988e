"""Is this a piece of content whose foul words a filter has starred out?

Hosts hand over reported comments as their filter left them: two or more runs of stars in one short text are
insults far more often than anything else.
"""

import re
from collections.abc import Iterator
from typing import Final

from ombud.core.triage.report import Hit
from ombud.core.triage.seen import Seen

_STARS: Final = re.compile(r"\*{2,}")
_LONG_STARS: Final = re.compile(r"\*{7,}")
_CODE: Final = "HA.INSULT"
_ONE: Final = 1.6
_SEVERAL: Final = 2.2
_SHORT: Final = 400


def look(seen: Seen) -> Iterator[Hit]:
    """Yield one hit, stronger for several runs of stars."""
    if len(seen.text) > _SHORT or (first := _STARS.search(seen.text)) is None:
        return
    several = _STARS.search(seen.text, first.end()) or _LONG_STARS.search(seen.text)
    yield Hit("masked-words", _CODE, _SEVERAL if several else _ONE, start=first.start(), end=first.end())
