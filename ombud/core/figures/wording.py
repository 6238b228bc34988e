"""In which words does a statement tell the facts? In standard ones, made of codes: nothing that anybody wrote in a case."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ombud.core.pack.types import Category

SHORT: Final = 500
LONG: Final = 2000
CAME: Final = "A notice about it was received through the form for complaints."
TRUSTED: Final = "A trusted flagger reported it, within the field for which it was named one."
LOOKED: Final = "A member of our staff looked into it and found that the rule named above was broken. Kind of matter: {kind}."
AGAIN: Final = "It was decided on an internal complaint about an earlier decision, by somebody who had no hand in that one."
DID: Final = "Measures: {measures}."
PEOPLE: Final = "People decided this; no machine decided by itself."

FREE: Final = frozenset(
    {
        "decision_facts",
        "decision_visibility_other",
        "decision_monetary_other",
        "illegal_content_legal_ground",
        "illegal_content_explanation",
        "incompatible_content_ground",
        "incompatible_content_explanation",
    }
)
"""Fields in which words stand."""
_PERSONAL: Final = re.compile(r"\S@\S|(?<!\w)@\w|://|\d(?:[ ().-]?\d){6,}")
"""A mail address, a handle, a link, or digits enough to call somebody or to tell one from another."""


def told(*, category: Category, trusted: bool, on_appeal: bool, measures: Iterable[str]) -> str:
    """Return the facts and circumstances."""
    done = "; ".join(dict.fromkeys(measures))
    parts = (
        TRUSTED if trusted else CAME,
        LOOKED.format(kind=category.title.en),
        AGAIN if on_appeal else "",
        DID.format(measures=done),
        PEOPLE,
    )
    return " ".join(part for part in parts if part)


def personal(said: Mapping[str, Any]) -> str | None:
    """Return the first field whose words could name or reach somebody: an operator's own rules may, and it is not sent."""
    return next((name for name in sorted(FREE & said.keys()) if _PERSONAL.search(said[name])), None)


def cut(text: str, most: int) -> str:
    """Return the beginning of a text, of so many signs at most; what sits on another sign stays with it."""
    if len(text) <= most:
        return text
    end = most - 1
    while end and unicodedata.combining(text[end]):
        end -= 1
    return f"{text[:end]}…"
