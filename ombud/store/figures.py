"""Which books do the law's figures read? All of a place, a page at a time, never more than a page of them at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from ombud.core.case import Case, Law
from ombud.core.codec import decode
from ombud.core.facts import Line
from ombud.core.figures.book import CaseBook
from ombud.core.figures.complaints import ComplaintBook
from ombud.core.ids import bucket_of
from ombud.core.pack.types import Pack
from ombud.store import packs
from ombud.store.checking import TABLES, pages, stored_lines

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The lines of one book, and what the case is about where it is one's."""

    id: UUID
    lines: tuple[Line, ...]
    kind: str | None = None


def cases(place: str, *, until: datetime, progress: Progress) -> Iterator[Told]:
    """Yield the books of the cases that began before then and in which the law of the place is named."""
    for page in pages(TABLES["case"], what="bucket, id, opened_at, subject"):
        wanted = {row["id"]: row["subject"] for row in page if row["opened_at"] < until}
        if wanted:
            kinds = _kinds([subject for subject in wanted.values() if subject is not None])
            for stream, lines in _lines(wanted, place):
                yield Told(id=stream, lines=lines, kind=kinds.get(wanted[stream]))
        progress("case", len(page))


def complaints(place: str, *, until: datetime, progress: Progress) -> Iterator[Told]:
    """Yield the books of the complaints of a place that came before then."""
    for page in pages(TABLES["complaint"], what="bucket, id, received_at, jurisdiction"):
        wanted = [row["id"] for row in page if row["received_at"] < until and row["jurisdiction"] == place]
        if wanted:
            yield from (Told(id=stream, lines=lines) for stream, lines in _lines(wanted, place))
        progress("complaint", len(page))


def is_under(case: Case, place: str) -> bool:
    """Say whether the law of the place counts for a case: because of who complains, or of where the account is."""
    return any(law.jurisdiction == place for law in _laws(case))


def law_of(book: CaseBook | ComplaintBook, *, place: str) -> Pack:
    """Return the rules of the place that a book is read by: those it is pinned to, else what is in force there."""
    digest = _pinned(book, place) if isinstance(book, CaseBook) else book.pack
    return packs.by_digest(digest) if digest else packs.in_force(place)


def _pinned(book: CaseBook, place: str) -> str | None:
    return next((law.pack for law in _laws(book.case) if law.jurisdiction == place), None)


def _laws(case: Case) -> tuple[Law, ...]:
    return (*case.laws, *case.owed_apart)


def _lines(streams: Any, place: str) -> Iterator[tuple[UUID, tuple[Line, ...]]]:
    named = f'"jurisdiction":"{place}"'.encode()
    for stream, lines in sorted(
        stored_lines(streams).items(), key=lambda item: (bucket_of(item[0]), item[0])
    ):
        if any(named in line.body for line in lines):
            yield stream, tuple(decode(line.body) for line in lines)


def _kinds(subjects: Sequence[UUID]) -> dict[UUID | None, str]:
    """Return what kind of thing each is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind FROM subject WHERE bucket = ANY(%s) AND id = ANY(%s)",
            (sorted({bucket_of(one) for one in subjects}), list(subjects)),
        )
        return dict(cursor.fetchall())
