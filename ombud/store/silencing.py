"""What becomes of a silence as soon as somebody says under which law the account stands?"""

from datetime import datetime

from ombud.core import silencing
from ombud.core.case import Case
from ombud.core.vocabulary import Side
from ombud.store import mailroom, packs, statements
from ombud.store.ledger import Book


def place(book: Book[Case], said: str | None, *, by: str, now: datetime) -> None:
    """Write down where the host says that an account is, and begin or end with it what the law there does or does not allow."""
    placed = packs.of_account(book.state, said)
    if placed is None:
        return
    book.write(placed, by=by, now=now)
    end(book, by=by, now=now)
    if Side.ACCOUNT in book.state.ever_withheld:
        return
    for fact in silencing.begins(book.state, book.state.code, law=packs.over_account(book.state), now=now):
        book.write(fact, by=by, now=now)
        mailroom.hold(book.state.id)


def end(book: Book[Case], *, by: str, now: datetime) -> None:
    """Let the account be told from now on, where the law under which it stands has no such ground any more."""
    for fact in silencing.ends(book.state, law=packs.over_account(book.state)):
        book.write(fact, by=by, now=now)
        statements.let_go(book.state, pack=packs.of_case(book.state), now=now)
