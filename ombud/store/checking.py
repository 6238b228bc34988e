"""Is everything that lies beside the books what the books say? Read in batches, never repaired here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from ombud.core import complaint, grading
from ombud.core.audit import Fault, Stored, check
from ombud.core.case import Case
from ombud.core.codec import decode
from ombud.core.complaint import Complaint
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.core.refusals import Refused
from ombud.store import checking_guards, packs, rows
from ombud.store.asking import asked, named

S = TypeVar("S", Case, Complaint)

BATCH: Final = 500
TABLES: Final = {"complaint": "complaint", "case": "case_row"}


def heads(book: str) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """Yield every row of a book's table, by bucket and id, without ever holding the whole table."""
    for page in pages(TABLES[book]):
        yield from ((row["id"], row) for row in page)


def pages(
    table: str, *, key: tuple[str, ...] = ("bucket", "id"), what: str = "*", most: int = BATCH
) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table, whole or some of their columns, in the order of its key, a page at a time."""
    order, marks = ", ".join(key), ", ".join("%s" for _ in key)
    after: tuple[Any, ...] = ()
    while True:
        beyond = f"WHERE ({order}) > ({marks})" if after else ""
        page = named(f"SELECT {what} FROM {table} {beyond} ORDER BY {order} LIMIT {most}", *after)  # noqa: S608 - our own names
        if page:
            yield page
        if len(page) < most:
            return
        after = tuple(page[-1][name] for name in key)


def count(book: str) -> int:
    """Return how many books there are, for the progress bar."""
    return size(TABLES[book])


def size(table: str) -> int:
    """Return how many rows a table has."""
    [(rows_there,)] = asked(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
    return int(rows_there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved(Stored):
    """A stored line with what its columns say of the bytes."""

    book: str
    kind: str


def stored_lines(streams: Iterable[UUID]) -> Mapping[UUID, tuple[Shelved, ...]]:
    """Return the stored lines of several books."""
    wanted = list(streams)
    found = asked(
        "SELECT stream, seq, body, digest, book, kind FROM ledger WHERE bucket = ANY(%s) AND stream = ANY(%s)"
        " ORDER BY stream, seq",
        sorted({bucket_of(stream) for stream in wanted}),
        wanted,
    )
    grouped = groupby(found, key=lambda row: row[0])
    return {
        stream: tuple(
            Shelved(seq=seq, body=bytes(body), digest=bytes(digest), book=book, kind=kind)
            for _, seq, body, digest, book, kind in lines
        )
        for stream, lines in grouped
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined(Generic[S]):
    """A book whose chain and life hold, with its row."""

    state: S
    lines: tuple[Line, ...]
    row: Mapping[str, Any]


def examine(
    book: str, stream: UUID, lines: tuple[Shelved, ...], *, row: Mapping[str, Any]
) -> tuple[list[Fault], Examined[Any] | None]:
    """Check one book against its chain, its life and its row; return what it tells if it can be told."""
    faults = list(check(stream, lines, head=(row["seq"], bytes(row["digest"]))))
    if faults or not lines:
        return faults or [Fault(code="book_missing", where=f"{book} {stream}")], None
    read = tuple(decode(line.body) for line in lines)
    try:
        state, faults = (
            checking_guards.retold(stream, read) if book == "case" else (complaint.fold(stream, read), [])
        )
        faults += [*_named(book, lines, read, where=f"{book} {stream}"), *column_faults(book, state, row)]
        faults += _weighed(state, at=read[-1].at)
    except Refused as no:  # a line that cannot follow, or a pack that is gone or broken
        return [Fault(code="fold_refused", where=f"{book} {stream}", detail=str(no))], None
    return faults, Examined(state=state, lines=read, row=row)


def _named(book: str, stored: Iterable[Shelved], read: Iterable[Line], *, where: str) -> Iterator[Fault]:
    """Yield every line whose columns call it something else than its bytes do."""
    for there, line in zip(stored, read, strict=True):
        if (there.book, there.kind) != (book, type(line.fact).__name__):
            said = f"line {line.seq}: called {there.kind} of a {there.book}"
            yield Fault(code="line_differs", where=where, detail=said)


def _weighed(state: Case | Complaint, *, at: datetime) -> Iterator[Fault]:
    """Yield a case whose book does not say which rules of severity hold by what is known, and by its pack."""
    if isinstance(state, Case):
        due = grading.weigh(state, pack=packs.of_case(state), at=at)
        if due is not None:
            detail = f"{', '.join(state.weighed) or 'none'} written, {', '.join(due.rules) or 'none'} hold"
            detail += f", {', '.join(due.asks)} asked for" if due.asks else ""
            yield Fault(code="severity_differs", where=f"case {state.id}", detail=detail)


def column_faults(book: str, state: Case | Complaint, row: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield every column that is not the fold's."""
    columns = rows.case_columns(state) if isinstance(state, Case) else rows.complaint_columns(state)
    for name, value in columns.items():
        if row[name] != value:
            yield Fault(
                code="row_differs",
                where=f"{book} {row['id']}",
                detail=f"{name}: {row[name]!r}, not {value!r}",
            )


Rows = dict[UUID, list[dict[str, Any]]]


def rows_by(table: str, column: str, owners: Iterable[UUID]) -> Rows:
    """Return the rows of a table by the book, or the person, they belong to."""
    found: Rows = defaultdict(list)
    for row in named(f"SELECT * FROM {table} WHERE {column} = ANY(%s)", list(owners)):  # noqa: S608 - our own names
        found[row[column]].append(row)
    return found


def differ(code: str, where: str, *, known: Iterable[object], there: Iterable[object]) -> Iterator[Fault]:
    """Yield what a book knows and the table lacks, and what the table has and no book knows."""
    expected, found = set(known), set(there)
    for item in sorted(expected - found, key=repr):
        yield Fault(code=f"{code}_missing", where=where, detail=repr(item))
    for item in sorted(found - expected, key=repr):
        yield Fault(code=f"{code}_unknown", where=where, detail=repr(item))
