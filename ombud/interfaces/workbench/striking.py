"""What does an agent see, while deciding, of the strikes that an account bears?"""

from collections.abc import Collection
from typing import Any

from ombud.core.pack.strikes import Repeated, chosen, repeated, suggested
from ombud.interfaces.workbench.telling import measure
from ombud.look.sources import cited
from ombud.look.words import say
from ombud.usecases.look_at_case import CaseSeen


def strikes(seen: CaseSeen, lang: str, *, measures: Collection[str] = ()) -> dict[str, Any] | None:
    """Return the strikes in force, how many there would be with these measures, and the rung the ladder suggests then."""
    if seen.account is None:
        return None
    total = len(seen.strikes) + chosen(measures, pack=seen.pack)
    apart = repeated(seen.strikes, measures=measures, code=seen.case.code, pack=seen.pack)
    rung = suggested(total, code=seen.case.code, pack=seen.pack)
    return {
        "list": [
            {
                "since": one.since,
                "until": one.until,
                "why": _why(one.clause, seen, lang) or say("workbench.strikes.host", lang),
                "here": one.here,
            }
            for one in seen.strikes
        ],
        "count": len(seen.strikes),
        "total": total,
        "suggests": measure(rung.code, seen, lang) if rung else "",
        "from": rung.strikes if rung else 0,
        "apart": [_apart(one, seen, lang) for one in apart],
    }


def _apart(one: Repeated, seen: CaseSeen, lang: str) -> dict[str, Any]:
    """Return what a rule for repetition counts, from how many on it suggests what, and where it stands."""
    return {
        "kind": one.rule.kind.say(lang),
        "count": one.count,
        "total": one.total,
        "from": one.rule.strikes,
        "rung": measure(one.rule.measure, seen, lang),
        "reached": one.suggests,
        "note": one.rule.note.say(lang),
        "source": cited(one.rule.source, lang),
    }


def _why(clause: str | None, seen: CaseSeen, lang: str) -> str:
    entry = seen.pack.clauses.get(clause or "")
    return entry.title.say(lang) if entry else clause or ""
