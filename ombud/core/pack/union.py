"""What holds where several laws do? Every duty of each; where one key says two things, the stricter; else a conflict.

1. What only one pack has counts. Where two say the same key, what asks more of this house counts (`tightening`).
2. Where neither asks more, or two duties cannot both be kept, it is a conflict: to keep for so long and to erase by then; to
   wait and to act before; to tell and to be silent. The declared `precedence` settles it between different concerns.
3. What it does not settle goes to a person, whose choice counts from then on; until then what the case began with stands.
   What must be kept is kept.
4. A clock that a settled conflict is about runs as the whole has it, whichever place it comes from (`as_settled`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from itertools import combinations
from typing import Any, Final, TypeAlias

from ombud.core.pack.merge import KEYED, SINGLE, SOURCES
from ombud.core.pack.parse import THEN, from_plain
from ombud.core.pack.plain import duration
from ombud.core.pack.settling import Choice, Conflict, Duty, Settling
from ombud.core.pack.tightening import strictest
from ombud.core.pack.types import ClockRule, Pack
from ombud.core.pack.words import falls_under

Plain: TypeAlias = dict[str, Any]
_HOUSE: Final = frozenset({"care", "paging", "wait", "precedence", "misuse", "abuse", "learning"})
"""Sections about how the house works: those of the place that a case began with go on."""
_ALIKE: Final = frozenset({"calendars", "questions", "owners", "causes"})
"""Sections whose entries are the same wherever they are: the first one there is counts; each law counts by its own days."""
_ROUGHLY: Final[Mapping[str, int]] = {"month": 30}
_WITHHELD: Final = "starts_withheld"
_CLOCK: Final = frozenset(one.name for one in fields(ClockRule))
_WAITS: Final = "not_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """One pack for several places, and where they contradict each other."""

    pack: Pack
    conflicts: tuple[Conflict, ...] = ()


def union(packs: tuple[Pack, ...], choices: tuple[Choice, ...] = ()) -> Union:
    """Return what holds where all of these do; the first is of the place that a case began with, the last choice counts."""
    if len(packs) == 1:
        return Union(pack=packs[0])
    whole = json.loads(packs[0].compiled)
    by = Settling(order=packs[0].precedence.order, choices=choices)
    whole.pop(THEN, None)
    found: list[Conflict] = []
    for other in packs[1:]:
        found += _lay_beside(whole, json.loads(other.compiled), by=by)
    whole["jurisdiction"] = "+".join(pack.jurisdiction for pack in packs)
    found += _kept_too_long(whole, packs, by=by)
    for one, other in combinations(packs, 2):
        found += _waits(whole, one, other, by=by)
        found += _waits(whole, other, one, by=by)
    return Union(pack=from_plain(whole), conflicts=tuple(dict.fromkeys(found)))


def as_settled(rule: ClockRule, whole: Union) -> ClockRule | None:
    """Return a place's clock with what was settled about it, none where the duty of another place is kept instead."""
    there = whole.pack.clocks.get(rule.id)
    if there is None:
        return None
    about_it = (one for one in whole.conflicts if one.settled and one.entry == f"clocks.{rule.id}")
    keys = {duty.key for one in about_it for duty in (one.kept, one.left)} & _CLOCK
    return replace(rule, **{key: getattr(there, key) for key in keys})


def about(conflict: Conflict, *, code: str, pack: Pack) -> bool:
    """Say whether a conflict matters for a kind of complaint."""
    section, _, name = conflict.entry.partition(".")
    kind = pack.category(code)
    match section:
        case "categories":
            return name == kind.code
        case "retentions":
            return name in kind.retention.values()
        case "playbooks":
            return name == kind.playbook
        case "appeals":
            return name == kind.appeal
        case "clocks":
            return falls_under(code, pack.clocks[name].applies)
        case _:
            return True


def _lay_beside(whole: Plain, other: Plain, *, by: Settling) -> Iterator[Conflict]:
    places = (whole["jurisdiction"], other["jurisdiction"])
    whole[SOURCES] = {**other.get(SOURCES, {}), **whole.get(SOURCES, {})}
    for section in (*KEYED, *SINGLE):
        there, more = whole.setdefault(section, {}), other.get(section, {})
        if section in SINGLE:
            if section not in _HOUSE:
                yield from _entry(there, more, where=(section, ""), places=places, by=by)
            continue
        for name, entry in more.items():
            if name in there and section not in _ALIKE:
                yield from _entry(there[name], entry, where=(section, name), places=places, by=by)
            else:
                there.setdefault(name, entry)


def _entry(
    there: Plain, more: Plain, *, where: tuple[str, str], places: tuple[str, str], by: Settling
) -> Iterator[Conflict]:
    section, name = where
    entry = f"{section}.{name}" if name else section
    for key in {**there, **more}:
        one, other = there.get(key), more.get(key)
        here = by.whose.get((entry, key), places[0])
        found = [one] if one == other else strictest(section, key, one, other)
        if found:
            _put(there, key, found[0])
            by.whose[entry, key] = here if found[0] == one else places[1]
            continue
        duties = tuple(
            Duty(place=place, key=key, value=_said(value), concern=_of(section, key, value))
            for place, value in zip((here, places[1]), (one, other), strict=True)
        )
        conflict = by.settle(entry, *duties)
        _put(there, key, one if conflict.kept is duties[0] else other)
        by.whose[entry, key] = conflict.kept.place
        yield conflict


def _put(entry: Plain, key: str, value: Any) -> None:
    """Write a value; none is what an entry says that does not have the key."""
    if value is None:
        entry.pop(key, None)
    else:
        entry[key] = value


def _of(section: str, key: str, value: Any) -> str:
    """Return what a value is for, where precedence can tell it from another value of the same key."""
    if (section, key) == ("categories", _WITHHELD):
        return "target" if value is None else "order"
    return ""


def _kept_too_long(whole: Plain, packs: tuple[Pack, ...], *, by: Settling) -> Iterator[Conflict]:
    """Yield what one place wants kept for longer than another lets it be kept; nothing is erased before it may be."""
    for name, entry in whole["retentions"].items():
        least, most = entry.get("least", "0d"), entry.get("most")
        if most is None or duration(most, where=name) >= duration(least, where=name):
            continue
        keeps = _whose(packs, name, "least", least)
        erases = _whose(packs, name, "most", most)
        conflict = by.settle(f"retentions.{name}", keeps, erases)
        if conflict.kept is keeps:
            entry["most"] = least
        else:
            entry["least"] = most
        yield conflict


def _whose(packs: tuple[Pack, ...], name: str, key: str, value: str) -> Duty:
    """Return the place that a value of a class of retention comes from."""
    wanted = duration(value, where=name)
    place = next(
        pack.jurisdiction
        for pack in packs
        if name in pack.retentions and getattr(pack.retentions[name], key) == wanted
    )
    return Duty(place=place, key=key, value=value, concern="preservation" if key == "least" else "deletion")


def _waits(whole: Plain, one: Pack, other: Pack, *, by: Settling) -> Iterator[Conflict]:
    """Yield what one place forbids before a moment and another asks for by an earlier one."""
    for rule in one.clocks.values():
        if rule.not_before is None or rule.id in other.clocks:
            continue
        for due in other.clocks.values():
            if due.id in one.clocks or due.kind != rule.kind or not _meet(rule, due):
                continue
            if _size(rule.not_before, rule.unit) > min(_size(one, due.unit) for one in due.amounts.values()):
                wait = Duty(
                    place=one.jurisdiction,
                    key=_WAITS,
                    value=str(rule.not_before),
                    concern="restoration",
                )
                act = Duty(
                    place=other.jurisdiction,
                    key=f"amounts of {due.id}",
                    value=str(min(due.amounts.values(), key=str)),
                    concern=_urgency(due),
                )
                conflict = by.settle(f"clocks.{rule.id}", wait, act)
                if conflict.settled and conflict.kept is wait:
                    whole["clocks"].pop(due.id, None)
                elif conflict.settled:
                    whole["clocks"].get(rule.id, {}).pop(_WAITS, None)
                yield conflict


def _meet(one: ClockRule, other: ClockRule) -> bool:
    """Say whether there are kinds of complaint for which both run."""
    return any(falls_under(code, other.applies) for code in one.applies) or any(
        falls_under(code, one.applies) for code in other.applies
    )


def _urgency(rule: ClockRule) -> str:
    if rule.kind == "protect":
        return "life"
    return "restoration" if rule.statutory else "target"


def _size(amount: timedelta | int, unit: str) -> timedelta:
    return amount if isinstance(amount, timedelta) else timedelta(days=amount * _ROUGHLY.get(unit, 1))


def _said(value: Any) -> str:
    return "–" if value is None else str(value)
