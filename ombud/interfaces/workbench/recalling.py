"""What does an agent see, while deciding, of how like matters were decided?"""

from collections.abc import Iterable
from typing import Any

from ombud.core.precedents import FEWEST, US, Precedent, Precedents
from ombud.interfaces.workbench.hosts import state_words
from ombud.interfaces.workbench.telling import measure
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen
from ombud.usecases.look_elsewhere import Elsewhere


def precedents(
    found: Precedents, named: Iterable[Elsewhere], seen: CaseSeen, lang: str, *, clause: str
) -> dict[str, Any]:
    """Return them in words, whether there are too few to compare, and what stands beside them that was named."""
    return {
        "list": [
            _one(one, seen, lang) | {"same": bool(clause) and one.clause == clause} for one in found.alike
        ],
        "under": [_one(one, seen, lang) for one in found.under],
        "ways": [
            {
                "n": one.n,
                "outcome": _outcome(one.by, one.outcome, lang),
                "measures": _measures(one.measures, seen, lang),
            }
            for one in found.ways
        ],
        "differ": found.differ,
        "few": len(found.alike) + sum(one.n for one in found.ways) < FEWEST,
        "elsewhere": [_elsewhere(one, seen, lang) for one in named],
    }


def contested(seen: CaseSeen) -> tuple[str, ...]:
    """Return the clauses by which the host decided, as it showed when it was looked up."""
    told = seen.snapshot.get("decisions") or ()
    return tuple(dict.fromkeys(str(one.get("clause") or "") for one in told))


def _one(one: Precedent, seen: CaseSeen, lang: str) -> dict[str, Any]:
    return {
        "at": one.at,
        "outcome": _outcome(one.by, one.outcome, lang),
        "clause": _clause(one.clause, seen, lang),
        "measures": _measures(one.measures, seen, lang),
        "fell": one.overturned,
        "held": one.appealed and not one.overturned,
    }


def _elsewhere(one: Elsewhere, seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return what was named: how it stands, and how we decided, if we did."""
    how = "unreached" if not one.asked else "gone" if not one.found else "stands"
    measures = _measures(one.measures, seen, lang) or say("workbench.precedents.untouched", lang)
    return {
        "named": f"{one.kind} {one.name}",
        "how": say(
            f"workbench.precedents.elsewhere.{how}", lang, state=state_words(one.state, lang), what=measures
        ),
        "decided": _one(one.decided, seen, lang) if one.decided else None,
    }


def _outcome(by: str, outcome: str, lang: str) -> str:
    if by != US:
        return say("workbench.precedents.by_host", lang)
    return say(f"workbench.outcome.{outcome}", lang)


def _measures(codes: Iterable[str], seen: CaseSeen, lang: str) -> str:
    return "; ".join(measure(code, seen, lang) for code in codes)


def _clause(clause: str | None, seen: CaseSeen, lang: str) -> str:
    entry = seen.pack.clauses.get(clause or "")
    return f"{entry.id} {entry.title.say(lang)}" if entry else clause or ""
