"""How is what is provisional taken anew? The new one, the end of the old and the letters in one commit."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import decisions, enforcement, facts
from ombud.core.case import Case
from ombud.core.holding_on import Kept
from ombud.core.ids import bucket_of
from ombud.core.notices import STILL_HELD, letter_id
from ombud.core.pack.types import Pack
from ombud.core.shutting import LOCK, PROLONGED
from ombud.store import calling, letters, locking, orders, statements, undoing
from ombud.store.ledger import Book

HELD_ON: Final = "held_on"
"""Why a hold ends that goes on in another, because somebody may still answer."""


def prolong(book: Book[Case], held: facts.Protected, *, pack: Pack, by: str, now: datetime) -> None:
    """Take a measure anew for as long as the pack allows at once, and tell of a lock; the host sees no moment without."""
    entry = pack.measure(held.order.measure)
    if entry is None:
        return
    until, review_at = decisions.until(entry, now)
    order = enforcement.protective_order(book.state, entry, target=held.order.target, until=until)
    again = facts.Protected(order=order, words=held.words, review_at=review_at)
    anew(book, again, ends=held.order, why=PROLONGED, by=by, now=now)
    if order.measure == LOCK:
        locking.tell_stays(book.state, again, pack=pack, now=now)


def hide_on(book: Book[Case], held: facts.Protected, *, pack: Pack, by: str, now: datetime) -> None:
    """Hide anew what silence would show again, tell whose it is until when, and call the next who can have it decided.

    Whoever had to answer for the first one answers for this one.
    """
    case, entry = book.state, pack.measures[held.order.measure]
    until, review_at = decisions.until(entry, now)
    order = enforcement.protective_order(case, entry, target=held.order.target, until=until)
    again = facts.Protected(order=order, words=held.words, review_at=review_at)
    if held in case.unanswered:
        again = replace(again, level=held.level, answer_by=held.answer_by, stays=held.stays)
    anew(book, again, ends=held.order, why=PROLONGED, by=by, now=now)
    about = f"hidden:{held.order.measure}"
    asked = pack.paging.asks[min(case.calls.count(about), len(pack.paging.asks) - 1)]
    calling.call(book, asked, about=about, by=by, now=now)
    letters.tell_interim(book.state, entry, order=order, pack=pack, now=now)


def hold_on(
    book: Book[Case], held: facts.Protected, kept: Kept, *, pack: Pack, by: str, now: datetime
) -> None:
    """Take anew what holds money while somebody may still answer, and tell whose it is why and until when at the latest."""
    entry = pack.measures[held.order.measure]
    order = enforcement.protective_order(book.state, entry, target=held.order.target, until=kept.until)
    again = facts.Protected(order=order, words=held.words, review_at=kept.review_at, step=kept.step)
    anew(book, again, ends=held.order, why=HELD_ON, by=by, now=now)
    statements.tell_still_held(
        book.state, held_letter(book.state, order.key), kept, measure=entry, pack=pack, now=now
    )


def keep_on(
    book: Book[Case], held: facts.Protected, *, until: datetime, pack: Pack, by: str, now: datetime
) -> None:
    """Take anew what is kept as evidence: nobody is told, for it takes nothing from anybody."""
    entry = pack.measures[held.order.measure]
    order = enforcement.protective_order(book.state, entry, target=held.order.target, until=until)
    review_at = min(decisions.until(entry, now)[1], until)
    again = facts.Protected(order=order, words=held.words, review_at=review_at)
    anew(book, again, ends=held.order, why=PROLONGED, by=by, now=now)


def anew(
    book: Book[Case], again: facts.Protected, *, ends: facts.Order, why: str, by: str, now: datetime
) -> None:
    """Write the new one before the old one ends: the host sees no moment without."""
    book.write(again, by=by, now=now)
    orders.place(book.id, (again.order,), cause=again.order.key, now=now)
    undoing.lift(book, ends, why=why, by=by, now=now)


def held_letter(case: Case, key: str) -> UUID:
    """Return the id of the letter by which an account hears that its money stays held."""
    return letter_id(bucket_of(case.id), STILL_HELD, key)
