"""What becomes of a silence as soon as somebody says under which law the account stands?"""

from datetime import datetime

from ombud.core import silencing
from ombud.core.case import Case
from ombud.core.vocabulary import CaseId, Role, Side
from ombud.store import alarms, mailroom, packs, statements
from ombud.store.alarms import Raised
from ombud.store.ledger import Book


def place(book: Book[Case], said: str | None, *, by: str, now: datetime) -> None:
    """Write down where the host says that an account is, and begin or end with it what the law there does or does not allow."""
    placed = packs.of_account(book.state, said)
    if placed is None:
        return
    book.write(placed, by=by, now=now)
    settle(book, by=by, now=now)
    if Side.ACCOUNT in book.state.ever_withheld:
        return
    for fact in silencing.begins(book.state, book.state.code, law=packs.over_account(book.state), now=now):
        book.write(fact, by=by, now=now)
        mailroom.hold(book.state.id)


def settle(book: Book[Case], *, by: str, now: datetime) -> bool:
    """Let what an account is not told be as the law under which it stands has it, and say whether anything changed.

    What that law does not have ends; an authority's request has a second person, and no later day than it allows.
    """
    before = book.state.seq
    law = packs.over_account(book.state)
    for ended in silencing.ends(book.state, law=law):
        book.write(ended, by=by, now=now)
        statements.let_go(book.state, pack=packs.of_case(book.state), now=now)
    for goes_on in silencing.renewed(book.state, law=law, now=now):
        asked = silencing.alone(book.state, law=law, now=now)
        book.write(goes_on, by=by, now=now)
        if asked and goes_on.answer_by is not None:
            call_second(book.id, at=goes_on.answer_by, now=now)
    return book.state.seq != before


def is_due(case: Case, *, now: datetime) -> bool:
    """Say whether a silence is not as the law of the account has it: one of before that was known, or asked."""
    law = packs.over_account(case)
    return any((*silencing.ends(case, law=law), *silencing.renewed(case, law=law, now=now)))


def call_second(case: CaseId, *, at: datetime, now: datetime) -> None:
    """Call a lead to stand by an authority's request, or not."""
    about = f"withheld:{Side.ACCOUNT}"
    once = f"second:{at.isoformat()}"
    alarms.put(
        (Raised(owner=case, kind=alarms.REVIEW, to_role=Role.LEAD.value, about=about, once=once),), now=now
    )
