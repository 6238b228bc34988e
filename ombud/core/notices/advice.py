"""What stands in the letters by which a step advises everybody who complained: whom to call, how to stay safe, what to do next?

The words are the pack's, for a grown-up and for a child; a step that has such a letter is done by sending it, and by no tick.
"""

from collections.abc import Mapping
from typing import Final

from ombud.core.notices import words
from ombud.core.notices.values import Pen
from ombud.core.refusals import No, Refused

HARDEN: Final = "harden"
"""The letter that says how somebody got into an account, and how they are kept out."""
GET_IN: Final = "get_in"
"""The letter that says how somebody gets into their account again."""
HOW: Final = "how"
"""What an agent writes for it: how they got in, or that nobody found out; how the owner gets in."""


def check_how(letter: str, how: str) -> None:
    """Refuse to tell an owner how to keep others out, or how to get in, and nothing of how that was or is.

    Raises: LETTER_FIELD_EMPTY.
    """
    if letter in {HARDEN, GET_IN} and not how.strip():
        raise Refused(No.LETTER_FIELD_EMPTY, field=HOW, letter=letter)


def advice_values(number: str, *, code: str, pen: Pen, how: str = "") -> Mapping[str, str]:
    """Return the fields of such a letter: the numbers to call at the reader's place, where to write to us, and what an agent wrote."""
    return {
        **({HOW: how} if how else {}),
        "number": number,
        "help_lines": words.lines(pen.pack.help_for(code), pen.lang),
        "status_url": pen.places.status(number),
    }
