"""Are the packs and the subjects what their digests say they are?"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from ombud.core.audit import Fault
from ombud.core.vocabulary import SubjectKind
from ombud.store.asking import asked
from ombud.store.checking import pages, rows_by
from ombud.store.packs import APART
from ombud.store.vault import vault

Row = Mapping[str, Any]
HEAD: Final = {"pack": "id", "jurisdiction": "jurisdiction", "version": "version"}
"""Column → what a pack calls it itself."""
STANDS: Final = "digest, pack, jurisdiction, version, encode(sha256(body), 'hex') AS found"


def packs() -> Iterator[tuple[int, list[Fault]]]:
    """Yield, page by page, how many packs there are and what is wrong with them.

    What they say is large: the database reckons their digests, and one whose digest is right is read once in a process.
    """
    for page in pages("compiled_pack", key=("digest",), what=STANDS):
        yield len(page), [fault for row in page for fault in _of_pack(row)]


def _of_pack(row: Row) -> Iterator[Fault]:
    where = f"pack {row['digest']}"
    if row["found"] != row["digest"]:
        yield Fault(code="pack_broken", where=where, detail="its bytes have another digest")
        return
    head = _head(row["digest"])
    if row["pack"] == APART and not head:
        return
    for name in HEAD:
        if row[name] != head.get(name):
            yield Fault(
                code="pack_differs", where=where, detail=f"{name}: {row[name]!r}, not {head.get(name)!r}"
            )


@lru_cache(maxsize=1024)
def _head(digest: str) -> Mapping[str, str]:
    """Return what the pack of a digest calls itself; calendars that were kept apart call themselves nothing."""
    [(body,)] = asked("SELECT body FROM compiled_pack WHERE digest = %s", digest)
    plain = json.loads(bytes(body))
    return {name: plain[said] for name, said in HEAD.items()} if isinstance(plain, dict) else {}


def subjects() -> Iterator[tuple[int, list[Fault]]]:
    """Yield, page by page, how many subjects there are and what is wrong with them."""
    for page in pages("subject"):
        yield len(page), list(_of_subjects(page))


def _of_subjects(rows: Iterable[Row]) -> Iterator[Fault]:
    several = list(rows)
    behind = rows_by("subject", "id", {row["account"] for row in several if row["account"]})
    for row in several:
        where = f"subject {row['id']}"
        if row["id"] != vault().subject_id(row["platform"], row["kind"], row["external"]):
            yield Fault(code="subject_differs", where=where, detail="its name makes another id")
        kinds = {one["kind"] for one in behind.get(row["account"], [])}
        if row["account"] and kinds != {SubjectKind.ACCOUNT.value}:
            yield Fault(code="subject_differs", where=where, detail="behind it stands no account")
