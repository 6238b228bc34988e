"""Are the packs and the subjects what their digests say they are?"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from ombud.core.audit import Fault
from ombud.core.vocabulary import SubjectKind
from ombud.store.checking import pages, rows_by
from ombud.store.packs import APART
from ombud.store.vault import vault

Row = Mapping[str, Any]
HEAD: Final = {"pack": "id", "jurisdiction": "jurisdiction", "version": "version"}
"""Column → what a pack calls it itself."""
FEW: Final = 10
"""How many packs are held at once: each is large."""


def packs() -> Iterator[tuple[int, list[Fault]]]:
    """Yield, page by page, how many packs there are and what is wrong with them."""
    for page in pages("compiled_pack", key=("digest",), most=FEW):
        yield len(page), [fault for row in page for fault in _of_pack(row)]


def _of_pack(row: Row) -> Iterator[Fault]:
    body, where = bytes(row["body"]), f"pack {row['digest']}"
    if sha256(body).hexdigest() != row["digest"]:
        yield Fault(code="pack_broken", where=where, detail="its bytes have another digest")
        return
    plain = json.loads(body)
    if row["pack"] == APART and isinstance(plain, list):
        return
    for name, said in HEAD.items():
        if row[name] != plain[said]:
            yield Fault(
                code="pack_differs", where=where, detail=f"{name}: {row[name]!r}, not {plain[said]!r}"
            )


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
