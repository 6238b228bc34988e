"""How are many books of one bucket opened, and written, in one commit?

What `ledger` does for one book, for hundreds: rows are locked in the order of their ids, lines are read and folded,
and what was written lands with rows, parts and clocks by a handful of statements. For chores: nothing here makes a hand.
The caller holds the transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from ombud.core import case_fold, complaint
from ombud.core.case import Case
from ombud.core.clocks import Clock
from ombud.core.codec import decode
from ombud.core.complaint import Complaint, Standing
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.store import bulk, kin_rows, lessons, rows
from ombud.store.ledger import Book, weigh
from ombud.store.models import Case as CaseRow
from ombud.store.models import ClockRow, LedgerLine
from ombud.store.models import Complaint as ComplaintRow
from ombud.store.models import Part as PartRow

CHANGING = (
    "standing",
    "lang",
    "wait_until",
    "parts",
    "acknowledged",
    "erase_due_at",
    "held",
    "uncaused",
    "seq",
)
"""What a fact can change in a complaint's row; the rest is as it was received."""


def take_complaints(ids: Sequence[UUID], *, skip_locked: bool = False) -> dict[UUID, Book[Complaint]]:
    """Lock complaints of one bucket and open their books; leave out those that somebody else holds, if asked to."""
    return {
        row: Book(
            row,
            "complaint",
            (state := complaint.fold(row, lines)),
            digest,
            complaint.turn,
            state,
            [],
        )
        for row, digest, lines in _taken("complaint", ids, skip_locked=skip_locked)
    }


def take_cases(ids: Sequence[UUID], *, skip_locked: bool = False) -> dict[UUID, Book[Case]]:
    """Lock cases of one bucket and open their books; an id without a case is left out."""
    return {
        row: Book(row, "case", (state := case_fold.fold(row, lines)), digest, case_fold.turn, state, [])
        for row, digest, lines in _taken("case_row", ids, skip_locked=skip_locked)
    }


def put_complaints(books: Iterable[Book[Complaint]]) -> None:
    """Write what was added to these books of complaints."""
    changed = [book for book in books if book.fresh]
    if not changed:
        return
    with bulk.together():
        _put_lines(changed)
        bulk.update(ComplaintRow, [_complaint_row(book) for book in changed])
        parts = [row for book in changed for row in _part_rows(book)]
        bulk.upsert(PartRow, parts, key=("bucket", "complaint", "no"))
        _put_clocks(changed, {book.id: rows.clocks_beside(book.state) for book in changed})


def put_cases(books: Iterable[Book[Case]]) -> frozenset[UUID]:
    """Write what was added to these books of cases.

    A begun case is not written when another open case on the same matter was there first: return the ids of those.
    """
    changed = [book for book in books if book.fresh]
    for book in changed:
        weigh(book)
    fresh = [book for book in changed if book.before is None]
    known = [book for book in changed if book.before is not None]
    read = {book.id: rows.case_clocks(book.state) for book in changed}
    columns = {book.id: _case_row(book, read[book.id]) for book in changed}
    kept = bulk.insert_new(CaseRow, [columns[book.id] for book in fresh], returning=("id",))
    for book in known:
        lessons.save(book.state, before=book.before)
        kin_rows.save(book.id, [line for line, _, _ in book.fresh])
    lost = frozenset(book.id for book in fresh) - {row for (row,) in kept}
    written = [book for book in changed if book.id not in lost]
    with bulk.together():
        bulk.update(CaseRow, [columns[book.id] for book in known])
        _put_lines(written)
        _put_clocks(known, {book.id: rows.clocks_beside(book.state, read=read[book.id]) for book in written})
    return lost


def draw_cases(books: Iterable[Book[Case]]) -> None:
    """Draw the rows of cases anew in which nothing was written: an older version drew them otherwise."""
    bulk.update(CaseRow, [_case_row(book, rows.case_clocks(book.state)) for book in books])


def draw_clocks(books: Iterable[Book[Any]]) -> None:
    """Draw the clock rows of books anew, whether or not something was written."""
    known = list(books)
    drawn = {book.id: rows.clocks_beside(book.state) for book in known}
    _put_clocks(known, drawn)


def _taken(
    table: str, ids: Sequence[UUID], *, skip_locked: bool
) -> list[tuple[UUID, bytes, tuple[Line, ...]]]:
    if not ids:
        return []
    bucket = bucket_of(ids[0])
    skip = " SKIP LOCKED" if skip_locked else ""
    with bulk.cursor() as cursor:
        cursor.execute(
            f"SELECT id, digest FROM {table} WHERE bucket = %s AND id = ANY(%s) ORDER BY id FOR UPDATE{skip}",  # noqa: S608 - our own names
            (bucket, list(ids)),
        )
        locked = cursor.fetchall()
        cursor.execute(
            "SELECT stream, body FROM ledger WHERE bucket = %s AND stream = ANY(%s) ORDER BY stream, seq",
            (bucket, [row for row, _ in locked]),
        )
        lines: dict[UUID, list[Line]] = {}
        for stream, body in cursor:
            lines.setdefault(stream, []).append(decode(bytes(body)))
    return [(row, bytes(digest), tuple(lines[row])) for row, digest in locked]


def _put_lines(books: Sequence[Book[Any]]) -> None:
    bulk.insert(
        LedgerLine,
        [
            {
                "bucket": bucket_of(book.id),
                "stream": book.id,
                "seq": line.seq,
                "book": book.kind,
                "kind": type(line.fact).__name__,
                "body": body,
                "digest": digest,
            }
            for book in books
            for line, body, digest in book.fresh
        ],
    )


def _complaint_row(book: Book[Complaint]) -> Mapping[str, Any]:
    columns = rows.complaint_columns(book.state)
    row = {"bucket": bucket_of(book.id), "id": book.id, "digest": book.digest}
    row |= {name: columns[name] for name in CHANGING}
    return row if book.state.standing is Standing.UNSORTED else {**row, "sort_due_at": None}


def _case_row(book: Book[Case], read: tuple[Clock, ...]) -> Mapping[str, Any]:
    row = {"bucket": bucket_of(book.id), "id": book.id, "digest": book.digest}
    return {**row, **rows.case_columns(book.state, read=read)}


def _part_rows(book: Book[Complaint]) -> list[Mapping[str, Any]]:
    knocking = rows.knocks(book.before, (line for line, _, _ in book.fresh))
    if not knocking and book.before is not None and book.before.parts == book.state.parts:
        return []
    written: list[Mapping[str, Any]] = []
    for part in book.state.parts:
        row = {
            "bucket": bucket_of(book.id),
            "complaint": book.id,
            "no": part.no,
            "code": part.code,
            "severity": part.severity,
            "subject": part.subject,
            "said": " ".join(part.said),
            "case_id": part.case,
            "outcome": part.outcome,
        }
        written.append({**row, "due_at": knocking[part.no]} if part.no in knocking else row)
    return written


def _put_clocks(known: Sequence[Book[Any]], clocks: Mapping[UUID, list[ClockRow]]) -> None:
    """Write clock rows anew; only books that were there before can have old ones."""
    if known:
        with bulk.cursor() as cursor:
            cursor.execute(
                "DELETE FROM clock WHERE bucket = %s AND owner = ANY(%s)",
                (bucket_of(known[0].id), [book.id for book in known]),
            )
    bulk.insert(ClockRow, [rows.columns_of(row) for several in clocks.values() for row in several])
