"""How far has each book come, and is a line still what it was?"""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from ombud.core.audit import Head
from ombud.core.ids import bucket_of
from ombud.store.checking import TABLES, asked, pages


def heads() -> Iterator[Head]:
    """Yield the head of every book, without ever holding them all."""
    for table in TABLES.values():
        for page in pages(table, what="bucket, id, seq, digest", most=5000):
            yield from (Head(stream=row["id"], seq=row["seq"], digest=bytes(row["digest"])) for row in page)


def digests(asked_for: Iterable[Head]) -> Mapping[tuple[UUID, int], bytes]:
    """Return the digests of the very lines that these heads name, as they are now."""
    several = list(asked_for)
    found = asked(
        "SELECT stream, seq, digest FROM ledger JOIN unnest(%s::smallint[], %s::uuid[], %s::integer[])"
        " AS head (bucket, stream, seq) USING (bucket, stream, seq)",
        [bucket_of(one.stream) for one in several],
        [one.stream for one in several],
        [one.seq for one in several],
    )
    return {(stream, seq): bytes(digest) for stream, seq, digest in found}
