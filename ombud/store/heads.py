"""How far has each book come, and is a line still what it was?"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from ombud.core.audit import Head, reads_of
from ombud.core.ids import bucket_of
from ombud.store import readings
from ombud.store.checking import TABLES, asked, pages


def heads() -> Iterator[Head]:
    """Yield the head of every book and of the reads of every case, without ever holding them all."""
    for table in TABLES.values():
        for page in pages(table, what="bucket, id, seq, digest", most=5000):
            yield from (Head(stream=row["id"], seq=row["seq"], digest=bytes(row["digest"])) for row in page)
    yield from readings.heads()


def digests(asked_for: Iterable[Head]) -> Mapping[tuple[UUID, int], bytes]:
    """Return the digests of the very lines that these heads name, as they are now."""
    several = list(asked_for)
    named = (
        [bucket_of(one.stream) for one in several],
        [one.stream for one in several],
        [one.seq for one in several],
    )
    books = _named("stream", "ledger", *named)
    reads = _named("owner", "read_log", named[0], [reads_of(stream) for stream in named[1]], named[2])
    return books | {(reads_of(owner), seq): digest for (owner, seq), digest in reads.items()}


def _named(stream: str, table: str, *columns: list[Any]) -> dict[tuple[UUID, int], bytes]:
    """Return the digests of lines named by bucket, stream and number."""
    found = asked(
        f"SELECT l.{stream}, l.seq, l.digest FROM {table} l"  # noqa: S608 - our own names
        " JOIN unnest(%s::smallint[], %s::uuid[], %s::integer[])"
        f" AS head (bucket, stream, seq) ON (l.bucket, l.{stream}, l.seq) = (head.bucket, head.stream, head.seq)",
        *columns,
    )
    return {(key, seq): bytes(digest) for key, seq, digest in found}
