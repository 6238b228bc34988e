"""What stands in the letters by which a step advises everybody who complained: whom to call, how to stay safe, what to do next?

The words are the pack's, for a grown-up and for a child; a step that has such a letter is done by sending it, and by no tick.
"""

from collections.abc import Mapping

from ombud.core.notices import words
from ombud.core.notices.values import Pen


def advice_values(number: str, *, code: str, pen: Pen) -> Mapping[str, str]:
    """Return the fields of such a letter: the numbers to call at the reader's place, and where to write to us."""
    return {
        "number": number,
        "help_lines": words.lines(pen.pack.help_for(code), pen.lang),
        "status_url": pen.places.status(number),
    }
