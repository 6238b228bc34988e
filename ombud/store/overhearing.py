"""What did each who complained of one matter write, and by what could they be known?"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ombud.core.complaint import Complaint
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import members, reaching, texts
from ombud.store.ledger import read_complaints

PAGE: Final = 500
"""So many complaints are read at once, by a handful of queries, so that a letter is held against all of them, however many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """Messages of one complainant, when filing and later; their answers to the form's questions, by name; the ways to reach them."""

    messages: tuple[str, ...]
    answers: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    ways: tuple[str, ...]


def pages(case_id: CaseId) -> Iterator[tuple[Wrote, ...]]:
    """Yield what everybody in a case wrote, a page at a time; of the erased nothing is left."""
    yield from (tuple(wrote for _, wrote in page) for page in pages_of(case_id))


def pages_of(case_id: CaseId) -> Iterator[tuple[tuple[Complaint, Wrote], ...]]:
    """Yield the same with the book of whoever wrote it."""
    joined = members.first(case_id, limit=PAGE)
    while joined:
        yield wrote_by(one.complaint for one in joined)
        joined = members.first(case_id, limit=PAGE, after=joined[-1].complaint)


def wrote_by(complaints: Iterable[ComplaintId]) -> tuple[tuple[Complaint, Wrote], ...]:
    """Return what each of these complainants wrote, by a handful of queries."""
    books = read_complaints(complaints)
    said = texts.read_books({book.id: _names(book) for book in books})
    return tuple((book, _wrote(book, said)) for book in books)


def told(case_id: CaseId) -> tuple[str, ...]:
    """Return every message of everybody in a case, and what they answered to the form's questions: which phone, which version."""
    return tuple(text for page in pages(case_id) for one in page for text in (*one.messages, *one.answers))


def said(case_id: CaseId) -> tuple[str, ...]:
    """Return every message of everybody in a case."""
    return tuple(text for page in pages(case_id) for one in page for text in one.messages)


def _names(book: Complaint) -> frozenset[UUID]:
    return frozenset({reaching.kept_in(book).id, *(words.id for _, words in book.words)})


def _wrote(book: Complaint, said: Mapping[UUID, str]) -> Wrote:
    filed = json.loads(said.get(book.received.words.id, "{}"))
    named = tuple((name, one) for name, one in filed.get("answers", {}).items() if isinstance(one, str))
    later = (said[words.id] for _, words in book.words[1:] if words.id in said)
    return Wrote(
        messages=(str(filed.get("text", "")), *later),
        answers=tuple(one for _, one in named),
        named=named,
        ways=tuple(reaching.given(book, said).values()),
    )
