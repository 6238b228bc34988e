"""Can what a law has announced ahead be announced, and arrive, and begin on a day?"""

from typing import Final

from ombud.core.counting import TIMED
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_rules import FACTS
from ombud.core.pack.types import ClockRule, Pack

ANNOUNCES: Final = ("tell", "affected", "announced", "told")
"""Kind, party, start and stop of a clock by which an account is told ahead."""


def announced(pack: Pack) -> Found:
    """Yield what is wrong with the clocks that have measures announced ahead."""
    for rule in pack.clocks.values():
        where = f"clocks.{rule.id}"
        yield from unknown(rule.measures, pack.measures, where=where, what="measure")
        yield from unknown(rule.facts, FACTS, where=where, what="fact")
        if rule.ahead:
            yield from _ahead(rule, where=where)
        elif (rule.measures and not rule.of_appeal) or rule.facts or rule.at_once or rule.room:
            yield where, "says what is announced, to whom or when not, and is not owed ahead"


def _ahead(rule: ClockRule, *, where: str) -> Found:
    if not rule.measures or (rule.kind, rule.party, rule.starts, rule.stops) != ANNOUNCES:
        yield where, "is owed ahead and does not announce a measure to the account"
    if rule.unit in TIMED:
        yield where, "is owed ahead and not counted in whole days"
