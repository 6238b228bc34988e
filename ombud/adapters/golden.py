"""Which golden cases ship with this house, and does a pack pass them?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from ombud.adapters.policies import SHIPPED, Lined, content_of
from ombud.adapters.rules import triage_rules
from ombud.core.golden import Golden, Miss, misses, read
from ombud.core.pack.plain import broken
from ombud.core.pack.types import Pack
from ombud.core.pack.union import Union, union
from ombud.core.triage.sorting import triage

FOLDER: Final = "golden"


def read_golden(folder: Path = SHIPPED) -> tuple[Golden, ...]:
    """Read every case; one name stands for one case."""
    found: dict[str, Golden] = {}
    for path in sorted((folder / FOLDER).glob("*.yml")):
        plain = content_of(path) or Lined()
        for name, entry in plain.items():
            at = f"{FOLDER}/{path.name}:{plain.lines[name]}"
            if name in found:
                raise broken(f"{at}: {name}", "two cases have this name")
            found[name] = read(name, entry, where=at)
    return tuple(found.values())


def run(cases: tuple[Golden, ...], packs: Mapping[str, Pack]) -> Iterator[tuple[Golden, tuple[Miss, ...]]]:
    """Yield each case with what it misses, as sorting and the pack of its place answer now."""
    rules = triage_rules()
    laws: dict[tuple[str, ...], Union] = {}
    for golden in cases:
        if golden.places not in laws:
            laws[golden.places] = union(tuple(packs[place] for place in golden.places))
        sorted_as = triage(golden.report, rules)
        yield golden, tuple(misses(golden, sorted_as=sorted_as, law=laws[golden.places]))


def held(pack: Pack, cases: tuple[Golden, ...]) -> int:
    """Return how many golden cases of its place a pack passes; 0 if it misses a single one."""
    own = tuple(one for one in cases if one.places == (pack.jurisdiction,))
    missed = any(misses for _, misses in run(own, {pack.jurisdiction: pack}))
    return 0 if missed else len(own)
