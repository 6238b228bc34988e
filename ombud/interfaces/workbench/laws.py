"""Which places' duties count for a case, which duty comes from which, and where do they contradict each other?"""

from dataclasses import astuple, fields
from typing import Any, Final

from ombud.core import facts
from ombud.core.pack.settling import Choice, Conflict, Duty
from ombud.core.pack.types import Pack
from ombud.interfaces.workbench.telling import who
from ombud.look.dates import moment
from ombud.look.words import knows, say
from ombud.usecases.look_at_case import CaseSeen

_NAMES: Final = tuple(one.name for one in fields(Choice))
_APART: Final = "|"


def places(seen: CaseSeen, lang: str) -> list[dict[str, Any]]:
    """Return the places of a case that has several, each with the clocks that only its law asks for."""
    if len(seen.laws) == 1:
        return []
    return [
        {
            "name": _place(law.jurisdiction, lang),
            "since": law.since,
            "of_account": law in seen.case.owed_apart,
            "duties": [rule for rule in _own(pack, seen, lang) if rule["due"] is not None],
        }
        for law, pack in zip((*seen.case.laws, *seen.case.owed_apart), seen.laws, strict=True)
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
    """Return where duties contradict each other, which one is kept and why, and what this reader may choose."""
    return [
        {
            "entry": one.entry,
            "settled": one.settled,
            "chosen": one.chosen,
            "kept": _duty(one.kept, lang),
            "left": _duty(one.left, lang),
            "why": _why(one, seen, lang),
            "choices": _choices(one, lang) if seen.settles and (one.chosen or not one.settled) else [],
        }
        for one in seen.conflicts
    ]


def _choices(one: Conflict, lang: str) -> list[tuple[str, str]]:
    """Return whose duty can be chosen; what a person chose already is no choice any more."""
    pairs = zip(one.choices, (one.kept, one.left), strict=True)
    return [(_APART.join(astuple(choice)), _duty(duty, lang)) for choice, duty in pairs][one.chosen :]


def choice_in(said: str) -> Choice:
    """Read back what the form calls a choice; what cannot be read is a choice between nothing."""
    return Choice(**dict(zip(_NAMES, [*said.split(_APART), *_NAMES], strict=False)))


def _why(one: Conflict, seen: CaseSeen, lang: str) -> str:
    if one.chosen:
        return _said_by_a_person(one, seen, lang)
    if not one.settled:
        return say("workbench.laws.person", lang)
    over, under = (say(f"workbench.concern.{duty.concern}", lang) for duty in (one.kept, one.left))
    return say("workbench.laws.before", lang, over=over, under=under)


def _said_by_a_person(one: Conflict, seen: CaseSeen, lang: str) -> str:
    """Return who settled it last, when and in which words; the words only where the case is open to this reader."""
    line, fact = next(
        (line, line.fact)
        for line in reversed(seen.lines)
        if isinstance(line.fact, facts.LawSettled) and _is(line.fact, one.choices[0])
    )
    by, at = who(line.by, seen.names, lang), moment(line.at, lang, style="short")
    return say("workbench.laws.by", lang, who=by, at=at, why=seen.words.get(fact.words.id, "–"))


def _is(fact: facts.LawSettled, choice: Choice) -> bool:
    return all(getattr(fact, name) == getattr(choice, name) for name in _NAMES)


def _duty(duty: Duty, lang: str) -> str:
    return say("workbench.laws.duty", lang, place=_place(duty.place, lang), what=duty.key, value=duty.value)


def _place(place: str, lang: str) -> str:
    key = f"workbench.place.{place}"
    return say(key, lang) if knows(key) else place
