"""What keeps a decided case open, in words, and what does somebody do about it?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from ombud.core.clocks import rule_of
from ombud.core.closing import Kept
from ombud.core.facts import Order
from ombud.core.learning import CAUSE, prevention_owed
from ombud.core.receipts import number_of
from ombud.interfaces.workbench.telling import clock_title, measure, step_title
from ombud.look.words import knows, listed, say
from ombud.usecases.look_at_case import CaseSeen
from ombud.usecases.record_cause import CAUSES

LINKS: Final = MappingProxyType(
    {"steps": "#playbook", "left_out": "#playbook", "recount": "#playbook", "prevention": "#prevent"}
)
"""Where on the page something is done about a reason."""

EXPLAINED: Final = frozenset({"clocks", "own"})
"""Reasons that somebody ends by saying why: of a complaint's own clock that is a lead, once its time was missed."""


def rows(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return each reason: what it is, of what, what to do, and the clocks whose cause is asked for."""
    ordered = _orders(seen)
    return [_row(kept, seen, lang, ordered=ordered) for kept in seen.keeps]


def _row(kept: Kept, seen: CaseSeen, lang: str, *, ordered: Mapping[str, Order]) -> dict[str, Any]:
    named = [_named(kept.reason, one, seen, lang, ordered=ordered) for one in kept.of]
    return {
        "reason": kept.reason,
        "title": say(f"workbench.keeps.{kept.reason}", lang),
        "of": listed(dict.fromkeys(one for one in named if one), lang),
        "then": say(f"workbench.keeps.{kept.reason}_then", lang),
        "link": LINKS.get(kept.reason, ""),
        "clocks": list(zip(kept.of, named, strict=True)) if kept.reason in EXPLAINED else [],
    }


def _named(reason: str, one: str, seen: CaseSeen, lang: str, *, ordered: Mapping[str, Order]) -> str:
    """Return what is kept waiting by its name; a letter by its number, and nothing where a name would say nothing."""
    match reason:
        case "steps" | "left_out" | "recount":
            return step_title(one, seen, lang)
        case "clocks" | "running" | "return":
            return clock_title(one, seen, lang)
        case "own":
            return _own(one, seen, lang)
        case "orders" | "appeal" | "signatures":
            code = ordered[one].measure if one in ordered else one
            return measure(code, seen, lang) if code in seen.pack.measures else ""
        case "prevention":
            return say(f"look.lapse.{one}", lang) if one != CAUSE else ""
        case "affected":
            return say(f"workbench.keeps.affected_{one}", lang)
        case "letters":
            key = f"workbench.keeps.{one}"
            return say(key, lang) if knows(key) else one
        case _:
            return ""


def _own(one: str, seen: CaseSeen, lang: str) -> str:
    """Return whose clock it is, and what the law asks for."""
    owner, _, clock = one.partition(":")
    rule = rule_of(clock, seen.owing)
    return f"{number_of(UUID(owner), 'C')} · {rule.note.say(lang) if rule else clock}"


def _orders(seen: CaseSeen) -> Mapping[str, Order]:
    """Return every order that the book names, by its key."""
    case = seen.case
    several = (
        *(held.order for held in case.protections),
        *(order for past in case.decisions for order in past.orders),
        *(order for past in case.undone for order in past.orders),
    )
    return {order.key: order for order in several}


def admitted(seen: CaseSeen, lang: str) -> list[tuple[str, str]]:
    """Return of what a cause is owed as options of a field: each fault that we admitted, and something else; none where none was."""
    owed = [one for one in prevention_owed(seen.case, seen.pack) if one != CAUSE]
    named = [(one, say(f"look.lapse.{one}", lang)) for one in owed]
    return [*named, ("", say("workbench.prevent.of_other", lang))] if named else []


def causes(lang: str) -> list[tuple[str, str]]:
    """Return the causes of a delay as options of a field."""
    return [(cause, say(f"office.cause.{cause}", lang)) for cause in CAUSES]
