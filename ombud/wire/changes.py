"""How is a change of the rules told to whoever reads them: where, what it was, and what it is?"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from ombud.core.pack.differing import Change
from ombud.look.words import say

LONGEST: Final = 400
"""How many characters of a value are told; a whole new entry may have thousands."""
_NAMES: Final = ("title", "note", "duty", "trigger", "text")
"""What names an entry best, in this order."""


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
            named = next((value[name] for name in _NAMES if name in value), None)
            parts = [f"{name}: {_whole(one, lang)}" for name, one in value.items() if name not in _NAMES]
            return "; ".join([*([_whole(named, lang)] if named is not None else []), *parts])
        case list():
            return ", ".join(_whole(one, lang) for one in value)
        case bool():
            return say("look.yes" if value else "look.no", lang)
        case _:
            return str(value)
