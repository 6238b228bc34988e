"""How is the family of a case drawn: who stands beside whom, how far each is, and how it ended?"""

from typing import Any

from ombud.core.case import Status
from ombud.interfaces.workbench.shapes import STATUS_TONES
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen, Relative


def families(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return each family with its head first."""
    return [
        {
            "head": _one(tree.head, seen, lang),
            "beside": [_one(one, seen, lang) for one in tree.beside],
            "more": say("workbench.family.more", lang, n=tree.more) if tree.more else "",
        }
        for tree in seen.families
    ]


def _one(one: Relative, seen: CaseSeen, lang: str) -> dict[str, Any]:
    entry = seen.pack.categories.get(one.code)
    return {
        "id": one.id,
        "number": one.number,
        "here": one.id == seen.case.id,
        "link": seen.standing == "reads" and one.id != seen.case.id,
        "kinship": say(f"workbench.kinship.{one.kinship}", lang) if one.kinship else "",
        "severity": one.severity,
        "status": say(f"workbench.status.{one.status}", lang),
        "tone": STATUS_TONES[Status(one.status)],
        "outcome": say(f"workbench.outcome.{one.outcome}", lang) if one.outcome else "",
        "about": entry.title.say(lang) if entry else say("workbench.family.sealed", lang),
        "subject": one.subject,
        "appeal": one.on_appeal,
        "overturned": one.overturned,
    }
