"""Does every lock of an account that no decision tells of have its letters: that it is on, that it goes on, that it ended?"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.facts import Line
from ombud.core.ids import bucket_of
from ombud.core.notices import (
    LOCK_ENDED,
    LOCK_GOES_ON,
    LOCK_LIFTED,
    LOCK_OVER,
    LOCKED_AGAIN,
    LOCKED_FIRST,
    STILL_LOCKED,
    letter_id,
)
from ombud.core.pack.types import Pack
from ombud.core.shutting import LOCK
from ombud.store import locking, packs, undoing
from ombud.store.checking import Examined
from ombud.store.checking_laws import judged_by
from ombud.store.ledger import read_complaint

Owed = tuple[UUID | None, UUID]
"""A letter, and whose complaint it is to; nobody's where it goes to the account."""
PROLONGS: Final = "chore:expire"
"""Who takes a lock anew while an account waits to go back."""
LIFTED: Final = frozenset({"lifted", "refused"})
"""Why what the house took by itself ended where a person looked at it."""

AGENT: Final = "agent:"
FELL: Final = frozenset({*LIFTED, "unanswered"})
"""Why one that an agent took ended before any decision, and not because its time was over."""


def owed(one: Examined[Case], members: Iterable[Mapping[str, Any]]) -> Iterator[Owed]:
    """Yield the letters that lie there from the commit on that took a lock, took it anew or lifted it."""
    case, joined = one.state, [(row["joined_seq"], row["complaint"]) for row in members]
    locks: dict[str, facts.Protected] = {}
    yield from _firsts(one)
    for line in one.lines:
        before = {complaint for seq, complaint in joined if seq < line.seq}
        match line.fact:
            case facts.Protected() as held if held.order.measure == LOCK:
                locks[held.order.key] = held
                yield from _of_lock(case, line, held, before=before)
            case facts.Unprotected(key=key) if key in locks:
                yield from _of_end(case, line.fact, locks[key], before=before)
            case facts.Approved(key=key) if key in locks and locks[key].since is not None:
                yield from _all(case, locks[key], LOCK_GOES_ON, before=before)
            case _:
                pass


def _of_lock(case: Case, line: Line, held: facts.Protected, *, before: Collection[UUID]) -> Iterator[Owed]:
    if held.by_alarm:
        yield from _both(case, held, LOCKED_AGAIN)
    if line.by == PROLONGS:
        yield from _all(case, held, STILL_LOCKED, before=before)


def _of_end(
    case: Case, ended: facts.Unprotected, held: facts.Protected, *, before: Collection[UUID]
) -> Iterator[Owed]:
    if ended.told:
        yield from _all(case, held, LOCK_ENDED, before=before)
    elif held.by_alarm and ended.why in LIFTED:
        yield from _both(case, held, LOCK_LIFTED)


def _firsts(one: Examined[Case]) -> Iterator[Owed]:
    """Yield the letters about locks that an agent took, by the kind that the case was of in that moment."""
    case, code = one.state, one.state.opened.code
    judged_by = _packs(one.lines)
    first: dict[str, facts.Protected] = {}
    for line in one.lines:
        match line.fact:
            case facts.Recoded(code=now_of):
                code = now_of
            case facts.Protected() as held if line.by.startswith(AGENT) and all(
                locking.is_first(held, code=code, pack=pack) for pack in judged_by
            ):
                first[held.order.key] = held
                yield None, locking.first_letter(case, held, LOCKED_FIRST)
            case facts.Unprotected(key=key, why=why) if key in first and _fell(case, why):
                yield None, locking.first_letter(case, first[key], LOCK_OVER)
            case _:
                pass


def _packs(lines: Iterable[Line]) -> tuple[Pack, ...]:
    """Return every pack that a case was judged by: what an older one did not ask for is owed by nobody."""
    digests = {one for several, _, _ in judged_by(lines) for one in several}
    return tuple(map(packs.by_digest, digests))


def _fell(case: Case, why: str) -> bool:
    return why in FELL or (why == undoing.DECIDED and _gave_nothing(case))


def _gave_nothing(case: Case) -> bool:
    return all(past.proposal.gives_to is None for past in case.decisions)


def _all(case: Case, held: facts.Protected, template: str, *, before: Collection[UUID]) -> Iterator[Owed]:
    key = held.order.key
    yield None, letter_id(bucket_of(case.id), template, key)
    yield from ((one, locking.asked_letter_of(one, key, template)) for one in before)


def _both(case: Case, held: facts.Protected, template: str) -> Iterator[Owed]:
    to_account, *to_owner = locking.letters_of(case, held, template)
    yield None, to_account
    yield from ((case.given_to, one) for one in to_owner)


def missing(several: Iterable[Owed], *, there: Collection[UUID]) -> Iterator[UUID]:
    """Yield those that do not lie there; nobody writes to the erased."""
    for complaint, letter in several:
        if letter not in there and (complaint is None or not read_complaint(complaint).erased):
            yield letter
