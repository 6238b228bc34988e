"""Does every number leave room to live by, is everything for somebody, and does no clock end with what begins it?"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from math import isfinite
from typing import Final

from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.types import AppealRule, Category, ClockRule, Pack
from ombud.core.vocabulary import HEARD_SIDES, WRONGED, Severity

MOST_SIGNERS: Final = 4
"""Besides the first: five people who all saw the material are more than any law asks for, and each is one who may not hear
the appeal."""
_NO_TIME: Final = "leaves no time; expected more than 0"
_TWO: Final = "expected two events"


def bounds(pack: Pack) -> Found:
    """Yield what is wrong with how much, how long and for whom."""
    yield from _for_somebody(pack)
    for level, signer in pack.signers.items():
        if not 0 <= signer.extra <= MOST_SIGNERS:
            yield f"signers.{level}", f"asks for {signer.extra} to sign; expected 0 to {MOST_SIGNERS}"
    for category in pack.categories.values():
        said = _bearable(category, most=pack.care.daily_cap)
        yield from ((f"categories.{category.code}", why) for why in said)
    for rule in pack.clocks.values():
        yield from ((f"clocks.{rule.id}", why) for why in (*_goes(rule), *_leaves(rule)))
    for appeal in pack.appeals.values():
        yield from ((f"appeals.{appeal.id}", why) for why in _heard(appeal))
    for ground in pack.grounds.values():
        if not ground.review_after:
            yield f"grounds.{ground.id}", _NO_TIME


def _for_somebody(pack: Pack) -> Found:
    """Yield what stands in the pack and is for nothing and nobody, so that it can never count."""
    kinds = chain(
        ((f"clauses.{one.id}", one.covers) for one in pack.clauses.values()),
        ((f"approvals.{one.id}", one.categories) for one in pack.approvals.values()),
        ((f"spared.{one.id}", one.categories) for one in pack.spared.values()),
        ((f"severities.{one.id}", one.categories) for one in pack.severities.values()),
        ((f"clocks.{one.id}", one.applies) for one in pack.clocks.values()),
        ((f"external_routes.{one.id}", one.applies) for one in pack.external_routes.values()),
        ((f"help_lines.{one.id}", one.applies) for one in pack.help_lines.values()),
        ((f"authority_kinds.{one.id}", one.applies) for one in pack.authority_kinds.values()),
        ((f"authorities.{one.id}", one.applies) for one in pack.authorities.values()),
    )
    for where, named in kinds:
        if not named:
            yield where, "is for no kind; expected * or kinds of complaint"
    for route in pack.external_routes.values():
        yield from unknown(
            route.sides, (*HEARD_SIDES, WRONGED), where=f"external_routes.{route.id}", what="side"
        )
        if not route.sides:
            yield f"external_routes.{route.id}", f"is open to no side; expected {', '.join(HEARD_SIDES)}"
    for entry in pack.phrases.values():
        if not entry.audiences:
            yield f"phrases.{entry.id}", "is for no audience; expected * or who reads letters"


def _bearable(category: Category, *, most: float) -> Iterator[str]:
    if not (isfinite(category.dose) and 0 <= category.dose <= most):
        yield f"has a dose of {category.dose:g}; expected 0 to {most:g}, what somebody can bear in a day"
    if not category.work:
        yield "takes no time; expected a usual time of work such as 10m"
    if category.publish_for == timedelta():
        yield "is published for no time; expected a time such as 365d"


def _goes(rule: ClockRule) -> Iterator[str]:
    others = (("stops", rule.stops), ("ends", rule.ends), ("ends", rule.or_ends), ("gives way", rule.unless))
    yield from (f"starts and {does} with {event!r}; {_TWO}" for does, event in others if event == rule.starts)


def _leaves(rule: ClockRule) -> Iterator[str]:
    """Yield that a time is none; a day that is counted as 0 is the rest of that day."""
    if timedelta() in {*rule.amounts.values(), *rule.extends_by.values()}:
        yield _NO_TIME


def _heard(rule: AppealRule) -> Iterator[str]:
    if not all((rule.window, *rule.targets.values())):
        yield _NO_TIME
    if "all" not in rule.targets and not {*Severity} <= {*rule.targets}:
        yield "does not say how soon an appeal is judged in every severity; expected all, or each of them"
