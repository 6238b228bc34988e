"""Is a pack fit to be lived by? Everything that would leave somebody without a step, a letter or a way out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ombud.core.pack import lint_kinds, lint_notices, lint_obligations, lint_retention, lint_rules
from ombud.core.pack.types import Pack, Text


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, and where."""

    where: str
    why: str


def lint(pack: Pack) -> tuple[Problem, ...]:
    """Return everything that is wrong with a pack; an empty answer is a fit pack."""
    found = (
        *_texts(pack, where="pack"),
        *lint_kinds.categories(pack),
        *lint_kinds.playbooks(pack),
        *lint_rules.measures(pack),
        *lint_rules.approvals(pack),
        *lint_rules.break_glass(pack),
        *lint_rules.clocks(pack),
        *lint_rules.letters(pack),
        *lint_rules.prefixes(pack),
        *lint_rules.people(pack),
        *lint_obligations.obligations(pack),
        *lint_retention.retentions(pack),
        *lint_retention.verifications(pack),
        *lint_notices.notices(pack),
        *lint_notices.phrases(pack),
        *lint_notices.grounds(pack),
    )
    return tuple(sorted(Problem(where, why) for where, why in found))


def _texts(value: Any, *, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Text):
        yield from ((where, f"{lang} is missing") for lang in ("zh", "en") if not value.say(lang).strip())
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts(item, where=f"{where}.{name}")
    elif isinstance(value, tuple):
        for no, item in enumerate(value):
            yield from _texts(item, where=f"{where}[{no}]")
    elif is_dataclass(value):
        for item in fields(value):
            yield from _texts(getattr(value, item.name), where=f"{where}.{item.name}")
