"""What do the rules say, as plain data made into frozen types?"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from ombud.core.triage.alarms import Alarms, alarms_of
from ombud.core.triage.phrases import Index, Set, plain
from ombud.core.vocabulary import Severity

Plain = Mapping[str, object]
_DANGER_WEIGHT: Final = 15.0  # more than any other class can add up to


@dataclass(frozen=True, slots=True)
class Rule:
    """One phrase set or one combination of other rules; without a code it is a notion for others to build on."""

    id: str
    code: str | None
    weight: float
    severity: Severity | None
    danger: bool
    phrases: tuple[str, ...]
    unless: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]  # one of each group
    without: tuple[str, ...]
    hit: tuple[str, ...] = ()  # examples that must and must not be found: a test reads them
    miss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Danger:
    """The S0 phrases alone, compiled for the door, behind words that every one of them needs."""

    alarms: Alarms
    index: Index


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything triage knows, compiled once, and the digest that names this version of it."""

    digest: str
    by_id: Mapping[str, Rule]
    combinations: tuple[Rule, ...]
    severities: Mapping[str, Severity]  # the usual severity of each code
    index: Index
    danger: Danger


def parse(entries: Iterable[Plain], *, severities: Mapping[str, str]) -> Rules:
    """Return the compiled rules; this will raise ValueError for a rule that contradicts itself or its codes."""
    usual = MappingProxyType({code: Severity(value) for code, value in severities.items()})
    by_id: dict[str, Rule] = {}
    said = tuple(entries)
    for entry in said:
        rule = _rule(entry)
        if rule.id in by_id:
            raise ValueError(f"two triage rules are called {rule.id}")
        if rule.code is not None and rule.code not in usual:
            raise ValueError(f"{rule.id} names {rule.code}, which has no usual severity")
        by_id[rule.id] = rule
    spoken = [rule for rule in by_id.values() if rule.phrases]
    grave = [rule for rule in spoken if rule.danger]
    return Rules(
        digest=_digest({"rules": said, "severities": severities}),
        by_id=MappingProxyType(by_id),
        combinations=tuple(rule for rule in by_id.values() if rule.needs),
        severities=usual,
        index=Index(_set(rule) for rule in spoken),
        danger=Danger(
            alarms_of(plain(one) for rule in grave for one in rule.phrases), Index(map(_set, grave))
        ),
    )


def _digest(said: Plain) -> str:
    plainly = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=dict)
    return sha256(plainly.encode()).hexdigest()


def _set(rule: Rule) -> Set:
    return Set(rule.id, rule.phrases, rule.unless)


def _rule(entry: Plain) -> Rule:
    known = {
        "id",
        "code",
        "weight",
        "severity",
        "danger",
        "zh",
        "en",
        "unless",
        "needs",
        "without",
        "hit",
        "miss",
    }
    if unknown := set(entry) - known:
        raise ValueError(f"triage rule {entry.get('id')}: unknown {', '.join(sorted(unknown))}")
    code, severity = entry.get("code"), entry.get("severity")
    rule = Rule(
        id=str(entry["id"]),
        code=None if code is None else str(code),
        weight=_DANGER_WEIGHT if entry.get("danger") else float(str(entry.get("weight", 0))),
        severity=None if severity is None else Severity(str(severity)),
        danger=bool(entry.get("danger", False)),
        phrases=(*_texts(entry, "zh"), *_texts(entry, "en")),
        unless=_texts(entry, "unless"),
        needs=tuple(tuple(group.split("|")) for group in _texts(entry, "needs")),
        without=_texts(entry, "without"),
        hit=_texts(entry, "hit"),
        miss=_texts(entry, "miss"),
    )
    if bool(rule.phrases) == bool(rule.needs):
        raise ValueError(f"triage rule {rule.id} has either phrases or needs")
    if rule.danger and (rule.severity is not Severity.S0 or rule.needs):
        raise ValueError(f"triage rule {rule.id} is danger, hence S0 and made of phrases")
    return rule


def _texts(entry: Plain, name: str) -> tuple[str, ...]:
    found = entry.get(name, ())
    if isinstance(found, str) or not isinstance(found, Sequence):
        raise TypeError(f"triage rule {entry.get('id')}: {name} is a list")
    return tuple(map(str, found))
