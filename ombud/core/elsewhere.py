"""Which things on the host did somebody name that are the same and were left alone?"""

import re
from typing import Final

from ombud.core.vocabulary import SubjectKind

ASKED: Final = "same_elsewhere"
"""The question by which a form asks for them."""
MOST: Final = 6
"""Whoever names a hundred is answered about the first of them."""

_SHORT: Final = {
    "v": SubjectKind.VIDEO,
    "u": SubjectKind.ACCOUNT,
    "l": SubjectKind.LIVE,
    "c": SubjectKind.COMMENT,
}
_WORDS: Final = "|".join(one.value for one in SubjectKind)
_NAMED: Final = re.compile(rf"(?:/([vulc])/|(?<![\w-])({_WORDS})[/: ]+)([\w.-]{{1,64}})", re.ASCII)


def named(text: str) -> tuple[tuple[str, str], ...]:
    """Return kind and name of each, in the order in which they were named: of a link what its end says, else "video v-1"."""
    found = (
        (_SHORT[short].value if short else word, name.rstrip("."))
        for short, word, name in _NAMED.findall(text)
    )
    return tuple(dict.fromkeys(found))[:MOST]
