"""How does a complaint go its way, and what is done in each kind, as far as the public may know?"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ombud.core.pack.kinds import REFERRAL, TRANSLATION
from ombud.core.pack.types import Category, ClockRule, Pack, Step
from ombud.core.playbooks import DECISION, REFUSAL, SECOND_LOOK
from ombud.look.dates import amount, amounts, length
from ombud.look.words import knows, say

COURSE: Final = (
    ("received", "acknowledged"),
    ("sorted", None),
    ("protected", "protected"),
    ("looked_into", None),
    ("decided", "decided"),
    ("told", "told"),
    ("appealed", "appeal_ruled"),
)
"""What happens to a complaint, in order, and the event whose clock says how soon."""


def course(pack: Pack, lang: str) -> list[dict[str, Any]]:
    """Return what happens to every complaint, with the house's own target times."""
    window = length(min(rule.window for rule in pack.appeals.values()), lang)
    own = {event: next(_own(pack.clocks.values(), event), None) for _, event in COURSE}
    return [
        {
            "title": say(f"portal.rules.course.{name}", lang),
            "text": say(f"portal.rules.course.{name}_how", lang, window=window),
            "amounts": amounts(rule, lang) if (rule := own[event]) else [],
        }
        for name, event in COURSE
    ]


def playbooks(pack: Pack, lang: str) -> list[dict[str, Any]]:
    """Return of each playbook the titles of its published steps, and the kinds it is for with their target times."""
    return [
        {
            "title": book.title.say(lang),
            "appeals": book.id == SECOND_LOOK,
            "refers": book.id == REFERRAL,
            "translates": book.id == TRANSLATION,
            "before": [
                title for point in (DECISION, REFUSAL) for title in _titles(book.steps, lang, before=point)
            ],
            "after": _titles(book.steps, lang, before="close"),
            "kinds": _kinds(pack, lang, playbook=book.id),
        }
        for book in pack.playbooks.values()
    ]


def _own(clocks: Iterable[ClockRule], event: str | None) -> Iterator[ClockRule]:
    """Yield the house's own target times for an event."""
    return (rule for rule in clocks if rule.stops == event and not rule.statutory)


def _titles(steps: tuple[Step, ...], lang: str, *, before: str) -> list[str]:
    """Return the titles of the published steps, each with how long it waits and since what."""
    published = (step for step in steps if step.before == before and not step.unpublished)
    return [
        say("portal.rules.step", lang, title=step.title.say(lang), when=_when(step, steps, lang))
        for step in published
    ]


def _when(step: Step, steps: tuple[Step, ...], lang: str) -> str:
    """Return how long after what a step comes, or how long somebody has for it; nothing where it waits for nothing."""
    span = step.wait or step.until
    if span is None or step.since is None:
        return ""
    key = f"look.since.{step.since}"
    other = next((one.title.say(lang) for one in steps if one.id == step.since and not one.unpublished), "")
    began = say(key, lang) if knows(key) else other
    kind = "step_waits" if step.wait else "step_until"
    return say(f"portal.rules.{kind}", lang, what=began, time=length(span, lang)) if began else ""


def _kinds(pack: Pack, lang: str, *, playbook: str) -> list[dict[str, Any]]:
    """Return the kinds that a playbook is for, gravest first, those together that are owed the same in the same time."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for kind in pack.categories.values():
        if kind.playbook == playbook and kind.listed:
            times = _within(pack, kind, "protected", lang), _within(pack, kind, "decided", lang)
            alike.setdefault((kind.default_severity, *times), []).append(kind.title.say(lang))
    return [
        {
            "severity": severity,
            "titles": say("look.list", lang).join(titles),
            "protect": protect,
            "decide": decide,
        }
        for (severity, protect, decide), titles in sorted(alike.items(), key=lambda one: one[0][0])
    ]


def _within(pack: Pack, category: Category, event: str, lang: str) -> str:
    """Return how soon the house itself promises this for a usual case of the kind; empty where it does not."""
    rules = _own(pack.clocks_for(category.code), event)
    severity = category.default_severity
    given = ((rule.amount(severity), rule.unit_of(severity)) for rule in rules)
    return next((amount(value, unit, lang) for value, unit in given if value is not None), "")
