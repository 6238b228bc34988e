"""Is a pack fit to be lived by? Everything that would leave somebody without a step, a letter or a way out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from ombud.core.pack import (
    lint_announced,
    lint_asking,
    lint_bounds,
    lint_help,
    lint_kinds,
    lint_learning,
    lint_maps,
    lint_marks,
    lint_notices,
    lint_obligations,
    lint_reports,
    lint_retention,
    lint_rules,
    lint_severities,
    lint_sources,
    lint_steps,
    lint_waits,
)
from ombud.core.pack.types import Pack, Text


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, and where."""

    where: str
    why: str


def lint(pack: Pack) -> tuple[Problem, ...]:
    """Return everything that is wrong with a pack; an empty answer is a fit pack."""
    found = (
        *((f"pack{where}", why) for where, why in _texts(pack)),
        *lint_kinds.categories(pack),
        *lint_kinds.playbooks(pack),
        *lint_kinds.referrals(pack),
        *lint_steps.steps(pack),
        *lint_help.helped(pack),
        *lint_asking.asking(pack),
        *lint_bounds.bounds(pack),
        *lint_rules.measures(pack),
        *lint_rules.ladder(pack),
        *lint_rules.repeats(pack),
        *lint_rules.approvals(pack),
        *lint_rules.sums(pack),
        *lint_rules.break_glass(pack),
        *lint_rules.misuse(pack),
        *lint_rules.abuse(pack),
        *lint_learning.learning(pack),
        *lint_rules.clocks(pack),
        *lint_announced.announced(pack),
        *lint_rules.calendars(pack),
        *lint_rules.letters(pack),
        *lint_rules.prefixes(pack),
        *lint_rules.people(pack),
        *lint_severities.severities(pack),
        *lint_sources.sources(pack),
        *lint_sources.days(pack),
        *lint_maps.maps(pack),
        *lint_marks.marks(pack),
        *lint_waits.waits(pack),
        *lint_obligations.obligations(pack),
        *lint_reports.reports(pack),
        *lint_retention.retentions(pack),
        *lint_retention.verifications(pack),
        *lint_notices.notices(pack),
        *lint_notices.phrases(pack),
        *lint_notices.grounds(pack),
        *lint_notices.outside(pack),
    )
    return tuple(sorted(Problem(where, why) for where, why in found))


def written(problem: Problem, origins: Mapping[str, tuple[str, ...]]) -> str:
    """Return every file and line that says something of what is wrong, highest layer first; nothing if no file does."""
    entry = problem.where.removeprefix("pack.")
    while entry and entry not in origins:
        entry = entry.rpartition(".")[0]
    return ", ".join(reversed(origins.get(entry, ())))


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    """Yield where below a value a text lacks a language; the way there is put together only where one does."""
    if isinstance(value, Text):
        yield from (("", f"{lang} is missing") for lang in ("zh", "en") if not value.say(lang).strip())
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from ((f".{name}{where}", why) for where, why in _texts(item))
    elif isinstance(value, tuple):
        for no, item in enumerate(value):
            yield from ((f"[{no}]{where}", why) for where, why in _texts(item))
    else:
        for name in _names(value.__class__):
            yield from ((f".{name}{where}", why) for where, why in _texts(getattr(value, name)))


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of entry that a text can stand in, however deep."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind)
    return tuple(item.name for item in fields(kind) if _says(hints[item.name]))


def _says(hint: Any) -> bool:
    return hint is Text or any(map(_says, get_args(hint))) or bool(_names(hint))
