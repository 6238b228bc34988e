"""Is every cause somebody's work, and is there a share of every case that is looked at once more?"""

from datetime import timedelta
from itertools import pairwise
from typing import Final

from ombud.core.pack.learning import WHOLE, Faulty, Later, Stratum
from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import LateBy, LookKind, Outcome, Role, Severity

NOTHING: Final = timedelta()
MANY: Final = 2
DRAWN: Final = frozenset({LookKind.BLIND, LookKind.UNSOLVED})
"""Looks whose time is a length; of what came later it is counted in working days."""


def learning(pack: Pack) -> Found:
    """Yield the causes that nobody mends, and shares that leave a case out."""
    yield from _causes(pack)
    yield from _faulty(pack.learning.faulty)
    yield from _admits(pack)
    yield from _later(pack.learning.later, pack=pack)
    rule, where = pack.learning, "learning"
    for name, stratum in rule.strata.items():
        yield from _stratum(stratum, pack=pack, where=f"{where}.strata.{name}")
    if not any(stratum == Stratum(share=stratum.share) for stratum in rule.strata.values()):
        yield where, "has no share for every case"
    yield from unknown(rule.within, LookKind, where=where, what="kind of look")
    if {*rule.within} < DRAWN:
        yield where, "has no time limit for every kind of look"
    if not rule.checks or any(later <= sooner for sooner, later in pairwise((NOTHING, *rule.checks))):
        yield where, "does not look again later and later"
    if min(rule.again, rule.hold, rule.rate_for, *rule.within.values()) <= NOTHING:
        yield where, "leaves no time"


def _causes(pack: Pack) -> Found:
    for owner in pack.owners.values():
        yield from unknown([owner.role], Role, where=f"owners.{owner.id}", what="role")
    for cause in pack.causes.values():
        where = f"causes.{cause.id}"
        if not cause.owner:
            yield where, "is nobody's work: it needs an owner"
        else:
            yield from unknown([cause.owner], pack.owners, where=where, what="owner")
        if cause.within <= NOTHING:
            yield where, "has no time to be mended in"
    if not pack.causes:
        yield "causes", "are missing: a decision that does not stand has one"


def _faulty(rule: Faulty) -> Found:
    where = "learning.faulty"
    if min(rule.contested, rule.overturned, rule.fewest, rule.one_in) < MANY:
        yield where, "calls somebody for a single decision"
    if min(rule.within, rule.quiet, rule.pause) <= NOTHING or not NOTHING < rule.recent < rule.usual:
        yield where, "compares no recent time with a longer one"


def _admits(pack: Pack) -> Found:
    rule, where = pack.learning.admits, "learning.admits"
    yield from unknown((*rule.granted, *rule.disclosed), {"*", *pack.categories}, where=where, what="kind")
    yield from unknown(rule.late, LateBy, where=where, what="cause of a time that was missed")
    if not rule.granted or not rule.disclosed or not rule.late:
        yield where, "leaves a fault of ours that we admit without a cause"


def _later(rule: Later, *, pack: Pack) -> Found:
    where = "learning.later"
    yield from unknown([rule.calendar] if rule.calendar else [], pack.calendars, where=where, what="calendar")
    if min(rule.days, rule.often) < 1 or rule.then < rule.days:
        yield where, "leaves no time, or less of it to whoever writes often"


def _stratum(stratum: Stratum, *, pack: Pack, where: str) -> Found:
    yield from unknown(stratum.severities, Severity, where=where, what="severity")
    yield from unknown(stratum.kinds, {"*", *pack.categories}, where=where, what="kind")
    yield from unknown(stratum.measures, pack.measures, where=where, what="measure")
    yield from unknown(stratum.outcomes, Outcome, where=where, what="outcome")
    if stratum.first < 0:
        yield where, "counts fewer than no cases of somebody new"
    if not 0 <= stratum.share <= WHOLE:
        yield where, "has no share between none and all"
