"""Does a later layer make a rule stricter, or does it loosen what the layers below promise?

Platform, law of a place and deployment may add to what lies below and may make it stricter. What cannot be shown to be
stricter counts as looser, and needs an `override` with its reason and whoever approved it.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from ombud.core.pack.plain import duration
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Severity

GIVES_TIME: Final = frozenset({"clocks.pauses", "clocks.suspends", "clocks.rolls", "clocks.extends_by"})
"""Keys that loosen an entry by being said at all."""

Stricter: TypeAlias = Callable[[Any, Any], bool]


def is_stricter(section: str, key: str, before: Any, after: Any) -> bool:
    """Say whether the new value of a key asks at least as much of this house as the old one did."""
    return before == after or _RULES.get(f"{section}.{key}", _RULES.get(key, _never))(before, after)


def strictest(section: str, key: str, one: Any, other: Any) -> list[Any]:
    """Return, alone in a list, the value that asks as much of this house as both do; nothing where there is none."""
    if one is not None and is_stricter(section, key, other, one):
        return [one]
    if other is not None and is_stricter(section, key, one, other):
        return [other]
    rule = _RULES.get(f"{section}.{key}", _RULES.get(key, _never))
    if rule is _wider:
        return [[*one, *(item for item in other if item not in one)]] if one and other else []
    if rule is _narrower:
        return [[item for item in one if item in other]] if one and other else []
    return []


def _never(_before: Any, _after: Any) -> bool:
    return False


def _always(_before: Any, _after: Any) -> bool:
    return True


def _amount(value: Any) -> tuple[type, Any] | None:
    """Return a number or a length of time with its kind, since three days and three hours cannot be compared."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float, float(value)
    try:
        return timedelta, duration(value, where="")
    except Refused:
        return None


def _comparable(before: Any, after: Any) -> tuple[Any, Any] | None:
    old, new = _amount(before), _amount(after)
    return (old[1], new[1]) if old and new and old[0] is new[0] else None


def _less(before: Any, after: Any) -> bool:
    pair = _comparable(before, after)
    return pair is not None and pair[1] <= pair[0]


def _more(before: Any, after: Any) -> bool:
    pair = _comparable(before, after)
    return pair is not None and pair[1] >= pair[0]


def _more_or_said(before: Any, after: Any) -> bool:
    """Compare what nothing was asked of before, or less."""
    return before is None or _more(before, after)


def _shorter_or_said(before: Any, after: Any) -> bool:
    """Compare a bound where there was none before, or a longer one."""
    return before is None or _less(before, after)


def _each(stricter: Stricter) -> Stricter:
    def all_of(before: Any, after: Any) -> bool:
        if not isinstance(before, Mapping) or not isinstance(after, Mapping):
            return False
        return all(
            name in after and (after[name] == old or stricter(old, after[name]))
            for name, old in before.items()
        )

    return all_of


def _within(before: Any, after: Any) -> bool:
    """Say whether nothing is added, and nothing is more than it was."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return False
    return all(name in before and _less(before[name], more) for name, more in after.items())


def _wider(before: Any, after: Any) -> bool:
    return "*" in after or set(before) <= set(after)


def _narrower(before: Any, after: Any) -> bool:
    return set(after) <= set(before)


def _higher(before: Any, after: Any) -> bool:
    """Compare levels such as A2 and A3, V0 and V4, E1 and E2."""
    return str(before)[:1] == str(after)[:1] and str(after) >= str(before)


def _graver(before: Any, after: Any) -> bool:
    return before in {*Severity} and after in {*Severity} and after <= before


def _fewer(before: Any, after: Any) -> bool:
    """Say whether no count is asked for that was not, and of none more than before."""
    return all(name in before and after[name] <= before[name] for name in after)


def _on(_before: Any, after: Any) -> bool:
    return after is True


_RULES: Final[Mapping[str, Stricter]] = MappingProxyType(
    {
        "title": _always,
        "note": _always,
        "why": _always,
        "help": _always,
        "help_child": _always,
        "source": _always,
        "advice": _always,
        "advice_child": _always,
        "advice_guardian": _always,
        "office.calendar": _always,
        "clocks.amounts": _each(_less),
        "clocks.extends_by": _within,
        "clocks.warn_at": _less,
        "clocks.escalate_at": _less,
        "clocks.applies": _wider,
        "clocks.statutory": _on,
        "approvals.level": _higher,
        "approvals.categories": _wider,
        "approvals.measures": _wider,
        "approvals.facts": _narrower,
        "approvals.followers_over": _less,
        "approvals.amount_over": _within,
        "signers.extra": _more,
        "signers.excludes": _wider,
        "signers.within": _each(_less),
        "spared.measures": _wider,
        "spared.categories": _wider,
        "spared.facts": _narrower,
        "severities.severity": _graver,
        "severities.look_within": _less,
        "severities.categories": _wider,
        "severities.facts": _narrower,
        "severities.at_least": _fewer,
        "severities.within": _more,
        "severities.asks": _wider,
        "measures.explain": _on,
        "measures.lasts": _less,
        "measures.longest": _less,
        "measures.strikes": _more,
        "repeats.of": _wider,
        "repeats.kind": _always,
        "elements.applies": _wider,
        "elements.asks": _wider,
        "questions.at_least": _more,
        "questions.tells": _on,
        "categories.jump": _narrower,
        "measures.level": _higher,
        "measures.limit": _less,
        "measures.review": _less,
        "clauses.covers": _wider,
        "categories.asks": _always,
        "categories.never_ask": _wider,
        "categories.offered": _always,
        "questions.words": _always,
        "questions.child": _always,
        "never_asked.words": _always,
        "never_asked.child": _always,
        "never_done.words": _always,
        "questions.options": _always,
        "questions.required": _on,
        "questions.asked_of": _always,
        "categories.exposure": _higher,
        "categories.dose": _more,
        "categories.viewing": _more,
        "categories.letters": _wider,
        "categories.never": _wider,
        "categories.sealed": _on,
        "categories.publish_for": _more_or_said,
        "categories.granted_with": _narrower,
        "categories.granted_by": _wider,
        "categories.acts": _on,
        "categories.to_disclose": _higher,
        "letters.fields": _wider,
        "grounds.review_after": _less,
        "grounds.ordered": _on,
        "grounds.longest": _shorter_or_said,
        "appeals.window": _more,
        "appeals.sides": _wider,
        "appeals.targets": _each(_less),
        "appeals.levels": _more,
        "external_routes.applies": _wider,
        "external_routes.sides": _wider,
        "help_lines.applies": _wider,
        "authority_kinds.applies": _wider,
        "authorities.applies": _wider,
        "reports.of": _wider,
        "reports.from_company": _wider,
        "reports.orders": _wider,
        "reports.information": _wider,
        "reports.adds": _wider,
        "help_lines.number": _always,
        "care.daily_cap": _less,
        "care.caps": _each(_less),
        "care.weights": _each(_more),
        "wait.kinds": _each(_more),
        "care.break_after": _less,
        "care.break_for": _more,
        "care.after_s0": _more,
        "care.most_in_hand": _less,
        "paging.lead_after": _less,
        "paging.again_after": _less,
        "paging.until_answered": _wider,
        "paging.deputy_after": _less,
        "misuse.warn_from": _more,
        "misuse.suspend_from": _more,
        "misuse.within": _less,
        "misuse.longest": _less,
        "misuse.level": _higher,
        "misuse.spares": _wider,
        "misuse.still_read": _wider,
        "misuse.severities": _wider,
        "abuse.within": _less,
        "abuse.longest": _less,
        "abuse.every": _less,
        "abuse.spares": _wider,
        "abuse.contacts": _wider,
        "abuse.minutes": _each(_more),
        "causes.within": _less,
        "learning.admits": _each(_wider),
        "proof": _always,
        "retentions.least": _more,
        "retentions.most": _less,
        "phrases.zh": _wider,
        "phrases.en": _wider,
        "phrases.audiences": _wider,
        "instead": _always,
        "black_out": _always,
        "if_not": _always,
    }
)
"""`section.key`, or a key of whatever section → how the two values are compared; everything else is never stricter."""
