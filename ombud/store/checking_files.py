"""Is every file that is kept byte for byte what its book vouches for? That it is there, or gone, is checked with the book."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ombud.core import facts
from ombud.core.audit import Fault
from ombud.core.codec import decode
from ombud.store import files
from ombud.store.checking import pages, stored_lines
from ombud.store.checking_texts import AS_TEXT, Keys
from ombud.store.sealing import SealBroken
from ombud.store.vault import vault

FEW: Final = 25
"""How many are read before progress is told: a file may be large."""


def walk() -> Iterator[tuple[int, list[Fault]]]:
    """Yield, for a few files after the other, how many they are and what is wrong with them."""
    for page in pages("evidence", key=("bucket", "owner", "id"), most=FEW):
        yield len(page), list(_faults(page))


def _faults(rows: list[dict[str, Any]]) -> Iterator[Fault]:
    keys = Keys(row["person"] for row in rows)
    told = {
        line.fact.evidence: line.fact
        for stored in stored_lines({row["owner"] for row in rows}).values()
        for line in (decode(one.body) for one in stored if one.kind == facts.EvidenceAdded.__name__)
        if isinstance(line.fact, facts.EvidenceAdded)
    }
    for row in rows:
        fact = told.get(row["id"])
        if fact is not None and fact.source not in AS_TEXT:
            yield from _doubts(fact, row, keys=keys)


def _doubts(fact: facts.EvidenceAdded, row: Mapping[str, Any], *, keys: Keys) -> Iterator[Fault]:
    key = keys.of(row["person"])
    if key is None or not files.is_kept(vault().folder, fact.evidence):
        return
    where, name = f"file of {row['owner']}", str(fact.evidence)
    try:
        if not files.matches(vault().folder, fact.evidence, key, bytes.fromhex(fact.digest)):
            yield Fault(code="file_differs", where=where, detail=name)
    except SealBroken:
        yield Fault(code="file_unreadable", where=where, detail=name)
