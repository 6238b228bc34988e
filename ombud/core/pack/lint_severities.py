"""Can every rule of severity come true, does it matter then, and does none let a crowd or a claim make a case graver?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from ombud.core.pack.grading import COUNTS, EARLIER, FACTS, ONLY_A_LOOK, SeverityRule, rounded
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_rules import CONFIDENCE
from ombud.core.pack.types import Pack
from ombud.core.pack.words import falls_under
from ombud.core.vocabulary import ASKS, CLEARANCES, SEALED, Severity

SOONEST: Final = timedelta(minutes=30)
"""What anybody can say or bring about never asks for a look sooner than this: those in danger come first."""


def severities(pack: Pack) -> Found:
    """Yield what is wrong with the rules of severity."""
    for row in pack.severities.values():
        where = f"severities.{row.id}"
        yield from unknown([row.severity], [None, *Severity], where=where, what="severity")
        yield from unknown(row.facts, FACTS, where=where, what="fact")
        yield from unknown(row.at_least, COUNTS, where=where, what="count")
        yield from unknown(row.asks, ASKS, where=where, what="demand")
        yield from unknown(row.categories, {"*", *pack.categories}, where=where, what="kind")
        yield from unknown([row.source.confidence], CONFIDENCE, where=where, what="confidence")
        yield from ((where, why) for why in (*_said(row), *_asks(row), *_reached(row, pack=pack)))


def _said(row: SeverityRule) -> Iterator[str]:
    if not (row.source.instrument.strip() and row.source.article.strip()):
        yield "has no source"
    bringing = sum(said is not None for said in (row.severity, row.look_within))
    if bringing > 1 or not (bringing or row.asks):
        yield "says either how grave it is or how soon somebody looks"
    if row.severity is not None and not ONLY_A_LOOK.isdisjoint({*row.facts, *row.at_least}):
        yield "lets a claim or a crowd make it graver"
    if row.look_within is not None and row.look_within < SOONEST:
        yield "asks for a look sooner than those in danger get one"
    if (row.within is None) != (EARLIER not in row.at_least):
        yield "counts what was done earlier without saying since when, or says since when of nothing"
    if any(least < 1 or rounded(least) != least for least in row.at_least.values()):
        yield "has a threshold finer than what is kept of a count"


def _asks(row: SeverityRule) -> Iterator[str]:
    if row.asks and not ONLY_A_LOOK.isdisjoint({*row.facts, *row.at_least}):
        yield "lets a claim or a crowd take it out of sight"
    if not CLEARANCES.isdisjoint(row.asks) and SEALED not in row.asks:
        yield "asks for a clearance but does not seal"


def _reached(row: SeverityRule, *, pack: Pack) -> Iterator[str]:
    if not row.facts and not row.at_least:
        yield "always holds: that is the usual severity of a kind"
    kinds = [kind for code, kind in pack.categories.items() if falls_under(code, row.categories)]
    if row.severity is not None and all(kind.default_severity <= row.severity for kind in kinds):
        yield "raises nothing: every kind it names is as grave without it"
    for other in pack.severities.values():
        if other is not row and _outdoes(other, row):
            yield f"never matters: {other.id} holds whenever it does, and says as much or more"


def _outdoes(other: SeverityRule, row: SeverityRule) -> bool:
    """Say whether another row holds wherever this one does and asks for as much; of two alike the first one stays."""
    if not all(falls_under(code, other.categories) for code in row.categories):
        return False
    if not {*row.asks} <= {*other.asks}:
        return False
    if not {*other.facts} <= {*row.facts} or not _asks_less(other, row):
        return False
    more = _asks_for(other), _asks_for(row)
    return more[0] < more[1] or (more[0] == more[1] and (_size(other), other.id) < (_size(row), row.id))


def _asks_less(other: SeverityRule, row: SeverityRule) -> bool:
    counts = all(least <= row.at_least.get(name, 0) for name, least in other.at_least.items())
    return counts and (other.within or timedelta.max) >= (row.within or timedelta.min)


def _asks_for(row: SeverityRule) -> tuple[str, timedelta]:
    return row.severity or "S9", row.look_within or timedelta.max


def _size(row: SeverityRule) -> int:
    return len(row.facts) + len(row.at_least)
