"""How is a change of the rules told to whoever reads them: where, what it was, and what it is?"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from ombud.core.pack.differing import Change
from ombud.look.words import say

LONGEST: Final = 400
"""How many characters of a value are told; a whole new entry may have thousands."""
_FIRST: Final = ("title", "note", "trigger", "duty", "text", "why")
"""What says best what an entry is, in this order; the rest follows with its names."""
_UNSAID: Final = frozenset({"id", "code", "entry", "layer", "keys", "approved_by"})
"""What the place of the change says already, and names of people, which stay in the house."""


def told(changes: Iterable[Change], lang: str) -> list[dict[str, Any]]:
    """Return the changes by section, in words where there are any, in the reader's language."""
    return [
        {
            "section": say(f"look.section.{section}", lang),
            "changes": [
                {
                    "where": one.where.partition(".")[2],
                    "before": _said(one.before, lang),
                    "after": _said(one.after, lang),
                }
                for one in several
            ],
        }
        for section, several in groupby(changes, key=lambda change: change.where.partition(".")[0])
    ]


def _said(value: Any, lang: str) -> str:
    if value is None:
        return ""
    said = _whole(value, lang)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def _whole(value: Any, lang: str) -> str:
    match value:
        case {"zh": zh, "en": en}:
            return str(zh if lang == "zh" else en)
        case Mapping():
            first = [_whole(value[name], lang) for name in _FIRST if name in value]
            rest = [name for name in value if name not in _UNSAID and name not in _FIRST]
            return "; ".join([*first, *(f"{name}: {_whole(value[name], lang)}" for name in rest)])
        case list():
            return ", ".join(_whole(one, lang) for one in value)
        case bool():
            return say("look.yes" if value else "look.no", lang)
        case _:
            return str(value)
