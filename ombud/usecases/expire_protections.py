"""Lift provisional measures that have reached their limit: nothing provisional becomes lasting by silence.

What keeps an account shut that is not back with its owner yet, money about which somebody still has time to answer, and what was hidden
for a child, of an intimate image or in danger to life and nobody has decided about, and what is kept as evidence that somebody may
still need, is taken anew instead, before it ends.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import holding_on, preserving, shutting
from ombud.core.case import Case
from ombud.core.facts import Protected
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import HELD_ON, CaseId
from ombud.store import due, packs, prolonging, undoing
from ombud.store.in_turn import in_groups
from ombud.store.ledger import Book
from ombud.store.shelf import put_cases, take_cases
from ombud.store.transactions import one_transaction

BY: Final = "chore:expire"
WHY: Final = preserving.RAN_OUT


def expire_protections(*, now: datetime, limit: int = 200) -> int:
    """Order every measure undone whose time is up, or take it anew where it must last, and return how many."""
    soon = due.ending(soon=now + shutting.AHEAD, held=HELD_ON | {shutting.HIDE, preserving.KEEP}, limit=limit)
    prolonged = in_groups(soon, lambda ids: _prolong(ids, now=now), what="protections", now=now)
    over = due.lapsed(now=now, limit=limit)
    return prolonged + in_groups(over, lambda ids: _expire(ids, now=now), what="protections", now=now)


def _lasts(case: Case, held: Protected, *, pack: Pack, now: datetime) -> bool:
    """Say whether it is taken anew, however late anybody comes to it."""
    shut = shutting.lasts(case, held, pack=pack, now=now)
    hidden = shutting.stays_hidden(case, held, pack=pack, now=now)
    needed = preserving.until(case, held, pack=pack, now=now) is not None
    return shut or hidden or needed or holding_on.kept(case, held, pack=pack, now=now) is not None


@one_transaction
def _prolong(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    anew = 0
    for book in books.values():
        case, pack = book.state, packs.of_case(book.state)
        anew += sum(_anew(book, held, pack=pack, now=now) for held in case.protections)
    put_cases(books.values())
    return anew


def _anew(book: Book[Case], held: Protected, *, pack: Pack, now: datetime) -> bool:
    """Take one measure anew if it must last; say whether it was."""
    case = book.state
    kept = holding_on.kept(case, held, pack=pack, now=now)
    needed = preserving.until(case, held, pack=pack, now=now)
    if shutting.lasts(case, held, pack=pack, now=now):
        prolonging.prolong(book, held, pack=pack, by=BY, now=now)
    elif shutting.stays_hidden(case, held, pack=pack, now=now):
        prolonging.hide_on(book, held, pack=pack, by=BY, now=now)
    elif kept is not None:
        prolonging.hold_on(book, held, kept, pack=pack, by=BY, now=now)
    elif needed is not None:
        prolonging.keep_on(book, held, until=needed, pack=pack, by=BY, now=now)
    else:
        return False
    return True


@one_transaction
def _expire(ids: Sequence[CaseId], *, now: datetime) -> int:
    books = take_cases(ids, skip_locked=True)
    ended = 0
    for book in books.values():
        pack = packs.of_case(book.state)
        for held in book.state.protections:
            order = held.order
            if order.until is None or order.until > now or _lasts(book.state, held, pack=pack, now=now):
                continue
            if shutting.is_undecided(book.state, held):
                undoing.end_lock(book, held, why=WHY, pack=pack, by=BY, now=now)
            else:
                undoing.lift(book, order, why=WHY, by=BY, now=now)
            ended += 1
    put_cases(books.values())
    return ended
