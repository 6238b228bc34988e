"""How is a book opened, and how does a fact get into it?

A book is opened for one case or complaint: its row is locked, its lines are read and folded, and everything written
before the end lands in one commit with the row, the hands and the clocks that follow from it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError

from ombud.core import case_fold, complaint, facts, grading
from ombud.core.audit import START, link
from ombud.core.case import MATTERS, Case
from ombud.core.codec import decode, encode
from ombud.core.complaint import Complaint
from ombud.core.facts import Fact, Line
from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import alarms, doubt_rows, lessons, packs, rows
from ombud.store.models import LedgerLine

S = TypeVar("S", Case, Complaint)

WEIGHS: Final = "chore:rules"
"""Who says which rules of severity hold."""


@dataclass(slots=True)
class Book(Generic[S]):
    """An open book: what it tells so far, and what was written since it was opened."""

    id: UUID
    kind: str
    state: S
    digest: bytes
    turn: Callable[[S, Line], S]
    before: S | None
    fresh: list[tuple[Line, bytes, bytes]]

    def write(self, fact: Fact, *, by: str, now: datetime) -> Line:
        """Append a fact; the fold refuses what cannot happen here."""
        line = Line(seq=self.state.seq + 1, at=now, by=by, fact=fact)
        state = self.turn(self.state, line)
        self._append(line)
        self.state = state
        return line

    def _append(self, line: Line) -> None:
        body = encode(line)
        self.digest = link(self.digest, self.id, body)
        self.fresh.append((line, body, self.digest))


@contextmanager
def open_case(case_id: CaseId, *, seen: int | None = None, skip_locked: bool = False) -> Iterator[Book[Case]]:
    """Open the book of a case for one commit; refuse if what mattered has moved on since `seen`."""
    with transaction.atomic():
        digest = lock("case_row", case_id, skip_locked=skip_locked)
        lines = read_lines(case_id)
        _refuse_stale(lines, seen)
        state = case_fold.fold(case_id, lines)
        book = Book(case_id, "case", state, digest, case_fold.turn, state, [])
        yield book
        _flush(book)


@contextmanager
def open_complaint(complaint_id: ComplaintId) -> Iterator[Book[Complaint]]:
    """Open the book of a complaint for one commit."""
    with transaction.atomic():
        digest = lock("complaint", complaint_id)
        state = complaint.fold(complaint_id, read_lines(complaint_id))
        book = Book(complaint_id, "complaint", state, digest, complaint.turn, state, [])
        yield book
        _flush(book)


def start_case(case_id: CaseId, opened: facts.Opened, *, by: str, now: datetime) -> Book[Case]:
    """Begin the book of a case; `finish` must follow in the same transaction."""
    line = Line(seq=1, at=now, by=by, fact=opened)
    book = Book(case_id, "case", case_fold.begin(case_id, line), START, case_fold.turn, None, [])
    book._append(line)  # noqa: SLF001 - the first line has no fold before it
    return book


def finish(book: Book[Case]) -> bool:
    """Write a begun case; say no if another open case on the same matter was there first."""
    try:
        with transaction.atomic():
            _flush(book)
    except IntegrityError:
        return False
    return True


def is_empty() -> bool:
    """Say whether nobody has complained yet: no book has a line."""
    return not LedgerLine.objects.exists()


def read_lines(stream: UUID) -> tuple[Line, ...]:
    """Return a book's lines, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body FROM ledger WHERE bucket = %s AND stream = %s ORDER BY seq",
            (bucket_of(stream), stream),
        )
        return tuple(decode(bytes(body)) for (body,) in cursor.fetchall())


def read_case(case_id: CaseId) -> Case:
    """Return a case as its book tells it, without opening it for writing."""
    lines = read_lines(case_id)
    if not lines:
        raise Refused(No.NOT_FOUND)
    return case_fold.fold(case_id, lines)


def read_complaint(complaint_id: ComplaintId) -> Complaint:
    """Return a complaint as its book tells it, without opening it for writing."""
    lines = read_lines(complaint_id)
    if not lines:
        raise Refused(No.NOT_FOUND)
    return complaint.fold(complaint_id, lines)


def read_complaints(ids: Iterable[ComplaintId]) -> tuple[Complaint, ...]:
    """Return complaints as their books tell them, each once and in the order of their ids, by one query."""
    return tuple(complaint.fold(one, lines) for one, lines in _read_books(ids))


def read_cases(ids: Iterable[CaseId]) -> tuple[Case, ...]:
    """Return cases as their books tell them, each once and in the order of their ids, by one query."""
    return tuple(case_fold.fold(one, lines) for one, lines in _read_books(ids))


def _read_books(ids: Iterable[UUID]) -> Iterator[tuple[UUID, list[facts.Line]]]:
    wanted = sorted(frozenset(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream, body FROM ledger WHERE bucket = ANY(%s) AND stream = ANY(%s) ORDER BY stream, seq",
            (sorted({bucket_of(one) for one in wanted}), wanted),
        )
        books = groupby(cursor.fetchall(), key=itemgetter(0))
    found = [(one, [decode(bytes(body)) for _, body in lines]) for one, lines in books]
    if len(found) < len(wanted):
        raise Refused(No.NOT_FOUND)
    return iter(found)


def lock(table: str, row: UUID, *, skip_locked: bool = False) -> bytes:
    """Hold the row beside a book until this transaction ends; return the digest of the book's last line."""
    skip = " SKIP LOCKED" if skip_locked else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT digest FROM {table} WHERE bucket = %s AND id = %s FOR UPDATE{skip}",  # noqa: S608 - our own names
            (bucket_of(row), row),
        )
        found = cursor.fetchone()
    if found is None:
        raise Refused(No.MOVED_ON if skip_locked else No.NOT_FOUND)
    return bytes(found[0])


def _refuse_stale(lines: tuple[Line, ...], seen: int | None) -> None:
    if seen is None:
        return
    for line in lines:
        if line.seq > seen and type(line.fact) in MATTERS:
            raise Refused(
                No.MOVED_ON, by=line.by, what=type(line.fact).__name__, at=line.at, seq=lines[-1].seq
            )


def weigh(book: Book[Any]) -> None:
    """Write what the rules of severity make of a case with its fresh lines, in the same commit and at the same moment."""
    last = book.fresh[-1][0]
    fact = grading.weigh(book.state, pack=packs.of_case(book.state), at=last.at)
    if fact is not None:
        book.write(fact, by=WEIGHS, now=last.at)


def _flush(book: Book[S]) -> None:
    """Write the fresh lines and everything that follows from them."""
    if not book.fresh:
        return
    if isinstance(book.state, Case):
        weigh(book)
    bucket = bucket_of(book.id)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ledger (bucket, stream, seq, book, kind, body, digest) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (bucket, book.id, line.seq, book.kind, type(line.fact).__name__, body, digest)
                for line, body, digest in book.fresh
            ],
        )
    lines = [line for line, _, _ in book.fresh]
    if isinstance(book.state, Case):
        before = book.before if isinstance(book.before, Case) else None
        rows.save_case(book.state, before=before, digest=book.digest, lines=lines)
        lessons.save(book.state, before=before)
        doubt_rows.save(book.state, before=before)
        if before is not None and before.paged and not book.state.paged:  # somebody took the danger
            alarms.lower(book.id, alarms.PAGE, still=(), by=book.state.agent, now=lines[-1].at)
    else:
        earlier = book.before if isinstance(book.before, Complaint) else None
        rows.save_complaint(book.state, before=earlier, digest=book.digest, lines=lines)
        lessons.save_ratings(book.state, before=earlier)
    book.fresh.clear()
