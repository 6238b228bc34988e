"""How far has each book come, and is a line still what it was?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from ombud.core.audit import Head, is_reads, reads_of
from ombud.core.ids import bucket_of
from ombud.store import readings, team_moves
from ombud.store.asking import asked
from ombud.store.checking import TABLES, pages


def heads() -> Iterator[Head]:
    """Yield the head of every book, of the reads of every case and of where everybody was, without ever holding them all."""
    for table in TABLES.values():
        for page in pages(table, what="bucket, id, seq, digest", most=5000):
            yield from (Head(stream=row["id"], seq=row["seq"], digest=bytes(row["digest"])) for row in page)
    yield from readings.heads()
    yield from team_moves.heads()


def digests(asked_for: Iterable[Head]) -> Mapping[tuple[UUID, int], bytes]:
    """Return the digests of the very lines that these heads name, as they are now."""
    several = [(one.stream, one.seq) for one in asked_for]
    books = _named("stream", "ledger", [one for one in several if not is_reads(one[0])])
    moves = team_moves.digests([one for one in several if one not in books])
    reads = [(reads_of(stream), seq) for stream, seq in several if is_reads(stream)]
    found = _named("owner", "read_log", reads)
    return books | moves | {(reads_of(owner), seq): digest for (owner, seq), digest in found.items()}


def _named(stream: str, table: str, lines: Sequence[tuple[UUID, int]]) -> dict[tuple[UUID, int], bytes]:
    """Return the digests of lines of a table."""
    found = asked(
        f"SELECT l.{stream}, l.seq, l.digest FROM {table} l"  # noqa: S608 - our own names
        " JOIN unnest(%s::smallint[], %s::uuid[], %s::integer[])"
        f" AS head (bucket, stream, seq) ON (l.bucket, l.{stream}, l.seq) = (head.bucket, head.stream, head.seq)",
        [bucket_of(owner) for owner, _ in lines],
        [owner for owner, _ in lines],
        [seq for _, seq in lines],
    )
    return {(key, seq): bytes(digest) for key, seq, digest in found}
