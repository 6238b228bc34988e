"""Has whoever complained the letter that says how it ended?"""

from datetime import datetime

from ombud.core import clocks, facts
from ombud.core.complaint import Complaint
from ombud.store import rows
from ombud.store.ledger import Book, open_complaint
from ombud.store.mailroom import Letter


def note(letter: Letter, *, by: str, now: datetime) -> None:
    """Write into the complaint's book that a letter about a decision has arrived: once, and where the book waits for it.

    What it comes too late for is marked before it stops the clock: nobody had looked in between.
    """
    if letter.complaint is None or letter.decision is None:
        return
    with open_complaint(letter.complaint) as book:
        if letter.id in book.state.awaited:
            _mark(book, by=by, now=now)
            book.write(facts.Arrived(letter=letter.id), by=by, now=now)


def _mark(book: Book[Complaint], *, by: str, now: datetime) -> None:
    for mark in clocks.unmarked(rows.complaint_clocks(book.state, now=now), book.state.marks):
        book.write(mark, by=by, now=now)
