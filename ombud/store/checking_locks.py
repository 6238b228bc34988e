"""Does every lock of an account that no decision tells of have its letters: that it is on, that it goes on, that it ended?"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.facts import Line
from ombud.core.notices import LOCK_LIFTED, LOCKED_AGAIN
from ombud.core.shutting import LOCK
from ombud.store import locking
from ombud.store.checking import Examined
from ombud.store.ledger import read_complaint
from ombud.store.prolonging import asked_letter_of, letter_of

Owed = tuple[UUID | None, UUID]
"""A letter, and whose complaint it is to; nobody's where it goes to the account."""
PROLONGS: Final = "chore:expire"
"""Who takes a lock anew while an account waits to go back."""
LIFTED: Final = frozenset({"lifted", "refused"})
"""Why what the house took by itself ended where a person looked at it."""


def owed(one: Examined[Case], members: Iterable[Mapping[str, Any]]) -> Iterator[Owed]:
    """Yield the letters that lie there from the commit on that took a lock, took it anew or lifted it."""
    case, joined = one.state, [(row["joined_seq"], row["complaint"]) for row in members]
    locks: dict[str, facts.Protected] = {}
    for line in one.lines:
        match line.fact:
            case facts.Protected() as held if held.order.measure == LOCK:
                locks[held.order.key] = held
                before = {complaint for seq, complaint in joined if seq < line.seq}
                yield from _of_lock(case, line, held, before=before)
            case facts.Unprotected(key=key, why=why) if key in locks:
                if locks[key].by_alarm and why in LIFTED:
                    yield from _both(case, locks[key], LOCK_LIFTED)
            case _:
                pass


def _of_lock(case: Case, line: Line, held: facts.Protected, *, before: Collection[UUID]) -> Iterator[Owed]:
    if held.by_alarm:
        yield from _both(case, held, LOCKED_AGAIN)
    if line.by == PROLONGS:
        yield None, letter_of(case, held.order.key)
        yield from ((one, asked_letter_of(one, held.order.key)) for one in before)


def _both(case: Case, held: facts.Protected, template: str) -> Iterator[Owed]:
    to_account, *to_owner = locking.letters_of(case, held, template)
    yield None, to_account
    yield from ((case.given_to, one) for one in to_owner)


def missing(several: Iterable[Owed], *, there: Collection[UUID]) -> Iterator[UUID]:
    """Yield those that do not lie there; nobody writes to the erased."""
    for complaint, letter in several:
        if letter not in there and (complaint is None or not read_complaint(complaint).erased):
            yield letter
