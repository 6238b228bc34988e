"""Has everything a decision is made of its place in lanes, in numbers, in statements of reasons and with authorities?"""

from typing import Final

from ombud.core.pack.dsa import CATEGORIES, KEYWORDS, RESTRICTIONS
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_obligations import LAW
from ombud.core.pack.types import Category, Pack
from ombud.core.pack.words import falls_under
from ombud.core.vocabulary import FAMILIES, Outcome, family_of

REPORTED: Final = "reported"
"""Where the clock of a report stops."""
REASONED: Final = "statement_of_reasons"
"""The letter of whatever restricts somebody."""


def maps(pack: Pack) -> Found:
    """Yield every kind without a lane, and every kind and measure that a statement of reasons has no words for."""
    for category in pack.categories.values():
        yield from _kind(category, where=f"categories.{category.code}")
    for measure in pack.measures.values():
        where = f"measures.{measure.code}"
        yield from unknown([measure.dsa], [None, *RESTRICTIONS], where=where, what="DSA restriction")
        if measure.notice == REASONED and measure.dsa is None:
            yield where, "restricts somebody and is no DSA restriction"
        if measure.dsa is not None and measure.notice is None:
            yield where, "restricts somebody and tells nobody"
    if pack.authority_kinds:
        yield from _authorities(pack)
    yield from _owed(pack)


def _kind(category: Category, *, where: str) -> Found:
    if family_of(category.code) not in FAMILIES:
        yield where, "is of no class, so that it has neither a lane nor a place in the numbers"
    yield from unknown(category.dsa, CATEGORIES | KEYWORDS, where=where, what="DSA category or keyword")
    if Outcome.VIOLATION in category.outcomes and CATEGORIES.isdisjoint(category.dsa):
        yield where, "can end as a violation and is in no DSA category"


def _authorities(pack: Pack) -> Found:
    """Yield every kind that the authority of the place has no kind for, and which nobody says why."""
    for one in pack.authority_kinds.values():
        where = f"authority_kinds.{one.id}"
        yield from unknown(one.applies, pack.categories, where=where, what="kind")
        yield from unknown([one.source.confidence], LAW, where=where, what="confidence of a law")
    for code in pack.categories:
        found = {one.not_reported is None for one in pack.reported_as(code)}
        if not found:
            yield f"categories.{code}", "is in no kind of the authority, and nothing says why"
        if len(found) > 1:
            yield f"categories.{code}", "is reported to the authority and not reported"


def _owed(pack: Pack) -> Found:
    """Yield what is wrong with those who are owed a report of their own, and each clock of a report that is owed to nobody."""
    asked = {named for duty in pack.obligations.values() for named in duty.kept_by}
    for one in pack.authorities.values():
        where = f"authorities.{one.id}"
        yield from unknown(one.applies, pack.categories, where=where, what="kind")
        yield from unknown([one.source.confidence], LAW, where=where, what="confidence of a law")
        if where not in asked:
            yield where, "is owed a report that no duty asks for"
    for rule in pack.clocks.values():
        if rule.to is None and rule.stops != REPORTED:
            continue
        where = f"clocks.{rule.id}"
        yield from unknown([rule.to], pack.authorities, where=where, what="authority")
        owed = pack.authorities.get(rule.to or "")
        kinds = rule.applies if owed is None else owed.applies
        if rule.stops != REPORTED or not all(falls_under(code, kinds) for code in rule.applies):
            yield where, "runs where its authority is owed no report"
