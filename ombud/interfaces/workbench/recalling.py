"""What does an agent see, while deciding, of how like matters were decided?"""

from collections.abc import Iterable
from typing import Any

from ombud.core.precedents import FEWEST, Precedent
from ombud.interfaces.workbench.telling import measure
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen


def precedents(found: Iterable[Precedent], seen: CaseSeen, lang: str, *, clause: str) -> dict[str, Any]:
    """Return them in words, and whether there are too few to compare."""
    shown = [
        {
            "at": one.at,
            "outcome": say(f"workbench.outcome.{one.outcome}", lang),
            "clause": _clause(one.clause, seen, lang),
            "same": bool(clause) and one.clause == clause,
            "measures": "; ".join(measure(code, seen, lang) for code in one.measures),
            "fell": one.overturned,
            "held": one.appealed and not one.overturned,
        }
        for one in found
    ]
    return {"list": shown, "few": len(shown) < FEWEST}


def _clause(clause: str | None, seen: CaseSeen, lang: str) -> str:
    entry = seen.pack.clauses.get(clause or "")
    return f"{entry.id} {entry.title.say(lang)}" if entry else clause or ""
