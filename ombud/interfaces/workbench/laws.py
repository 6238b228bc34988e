"""Which places' duties count for a case, which duty comes from which, and where do they contradict each other?"""

from typing import Any

from ombud.core.pack.types import Pack
from ombud.core.pack.union import Conflict, Duty
from ombud.look.words import knows, say
from ombud.usecases.look_at_case import CaseSeen


def places(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return the places of a case that has several, each with the clocks that only its law asks for."""
    if len(seen.laws) == 1:
        return []
    return [
        {
            "name": _place(law.jurisdiction, lang),
            "since": law.since,
            "duties": [rule for rule in _own(pack, seen, lang) if rule["due"] is not None],
        }
        for law, pack in zip(seen.case.laws, seen.laws, strict=True)
    ]


def _own(pack: Pack, seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    others = [other for other in seen.laws if other is not pack]
    due = {clock.rule_id: clock.due_at for clock in seen.clocks}
    return [
        {"text": rule.note.say(lang), "source": rule.source.instrument, "due": due.get(rule.id)}
        for rule in pack.clocks_for(seen.case.code)
        if not any(rule.id in other.clocks for other in others)
    ]


def conflicts(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return where duties contradict each other, which one is kept, and whether a person must say so."""
    return [
        {
            "entry": one.entry,
            "settled": one.settled,
            "kept": _duty(one.kept, lang),
            "left": _duty(one.left, lang),
            "why": _why(one, lang),
        }
        for one in seen.conflicts
    ]


def _why(one: Conflict, lang: str) -> str:
    if not one.settled:
        return say("workbench.laws.person", lang)
    over, under = (say(f"workbench.concern.{duty.concern}", lang) for duty in (one.kept, one.left))
    return say("workbench.laws.before", lang, over=over, under=under)


def _duty(duty: Duty, lang: str) -> str:
    return say("workbench.laws.duty", lang, place=_place(duty.place, lang), what=duty.key, value=duty.value)


def _place(place: str, lang: str) -> str:
    key = f"workbench.place.{place}"
    return say(key, lang) if knows(key) else place
