"""Does the text name a sum of money? A notion: with a loss it means that money is moving."""

import re
from collections.abc import Iterator
from typing import Final

from ombud.core.triage.report import Hit
from ombud.core.triage.seen import Seen

_SUM: Final = re.compile(
    r"[$¥£€₹][ ]?[0-9]|(?<![0-9a-z])[0-9][0-9,.]{0,12}k?[ ]?"
    r"(?:dollars?|usd|bucks|euros?|pounds?|rmb|yuan|cny|rupees?|元|块|圆|万|千|百块|usdt)"
    r"|[一二三四五六七八九十两几][百千万][多几]?(?:元|块|万)?"
)


def look(seen: Seen) -> Iterator[Hit]:
    """Yield the first sum named."""
    if found := _SUM.search(seen.text):
        yield Hit("names-an-amount", None, 0, start=found.start(), end=found.end())
