"""How does a provisional measure end before its case does? Fact and order in one commit, and a letter where one is owed."""

from datetime import datetime
from typing import Final

from ombud.core import decisions, enforcement, facts
from ombud.core.case import Case
from ombud.core.pack.types import Pack
from ombud.store import letters, locking, orders
from ombud.store.ledger import Book

DECIDED: Final = "decided"
"""Why what was provisional ends where the case is decided."""


def lift(
    book: Book[Case],
    order: facts.Order,
    *,
    why: str,
    words: facts.Words | None = None,
    told: bool = False,
    again: tuple[str, ...] = (),
    by: str,
    now: datetime,
) -> None:
    """Write down that it ends, and which steps are open `again` by that, and order it undone.

    `told`, where whoever waits for the account is written to in this commit.
    """
    fact = facts.Unprotected(key=order.key, why=why, words=words, told=told, again=again)
    book.write(fact, by=by, now=now)
    orders.place(book.id, enforcement.lifts(book.state, (order,)), cause=order.key, now=now)


def end(
    book: Book[Case], *, before: Case, proposal: facts.Proposed, pack: Pack, by: str, now: datetime
) -> None:
    """Lift what was taken provisionally: what must stay is now required by the decision itself. What only protects stays."""
    for held in before.protections:
        if not decisions.outlasts(before, held, proposal=proposal, pack=pack):
            lift(book, held.order, why=DECIDED, by=by, now=now)
            if all(past.proposal.gives_to is None for past in book.state.decisions):
                locking.tell_over(book.state, held, pack=pack, now=now)


def undo(
    book: Book[Case],
    held: facts.Protected,
    *,
    why: str,
    words: facts.Words | None = None,
    again: tuple[str, ...] = (),
    pack: Pack,
    by: str,
    now: datetime,
) -> None:
    """Lift what no second person stood by and tell the account that had been told; complainants never learned of it.

    What the house had taken by itself is told to whoever has the account, as it was when it was taken.
    """
    if held.since is not None:
        end_lock(book, held, why=why, words=words, again=again, pack=pack, by=by, now=now)
        return
    order = held.order
    lift(book, order, why=why, words=words, again=again, by=by, now=now)
    if held.by_alarm:
        locking.tell_lifted(book.state, held, pack=pack, now=now)
        return
    locking.tell_over(book.state, held, pack=pack, now=now)
    measure = pack.measure(order.measure)
    if measure is not None:
        letters.tell_interim(book.state, measure, order=order, template=letters.ENDED, pack=pack, now=now)


def end_lock(
    book: Book[Case],
    held: facts.Protected,
    *,
    why: str,
    words: facts.Words | None = None,
    again: tuple[str, ...] = (),
    pack: Pack,
    by: str,
    now: datetime,
) -> None:
    """Lift a lock before anything is decided, and tell whoever waits for the account."""
    lift(book, held.order, why=why, words=words, told=True, again=again, by=by, now=now)
    locking.tell_ended(book.state, held, pack=pack, now=now)
