"""How does the house answer when an account that went back may be in other hands again? By a case beside the first, and a lock.

1. First the first case's book says that it leads another, and that one is begun; one that is open on the account already is
   drawn in, not doubled. From then on whoever tells of it joins that one.
2. Then the other's book says which changes the host told of; what the pack has taken at once is ordered, and told, in that commit.
3. A process that dies in between finds a case without its changes at the next word of the host, and goes on there. A change that
   a case beside the first knows is an old one, whoever tells of it once more.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import decisions, enforcement, facts, kin, placing, watching
from ombud.core.case import BEFORE_DECISION, Case, Status
from ombud.core.ids import Mint, bucket_of
from ombud.core.pack.promises import of_severity
from ombud.core.pack.types import Measure, Pack
from ombud.core.vocabulary import CaseId, Kinship, Role, SubjectKind
from ombud.store import alarms, calling, locking, orders, packs, subjects, texts
from ombud.store import kin as family
from ombud.store.alarms import Raised
from ombud.store.ledger import Book, open_case, read_case
from ombud.store.transactions import one_transaction
from ombud.store.watching import Watched

BY: Final = "chore:watch"
ODD: Final = "watched"
"""An alarm: something odd happened to an account that is watched."""
WHY: Final = "账号交还后又有异常变更 / something odd happened after the account went back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the host told of an account that is watched: the odd changes by their names there, and its very words."""

    about: Watched
    changes: tuple[str, ...]
    raw: bytes = field(repr=False)

    @property
    def ids(self) -> Mapping[UUID, str]:
        """Return the changes by the ids that they have here, or would have."""
        platform = self.about.platform
        return {subjects.known_as(platform, subjects.CHANGE, one): one for one in self.changes}


class _Overtaken(Exception):  # noqa: N818 - nothing is wrong: somebody complained in this very moment
    """A case on the account was opened in this very moment, and is drawn in."""


def hear(told: Told, *, mint: Mint, now: datetime) -> int:
    """Do what follows from the host's word, once, and return how many of the changes are new."""
    chain = _chain(told.about.case)
    known: frozenset[UUID] = frozenset().union(*(one.alarmed for one in chain))
    told = replace(told, changes=tuple(name for one, name in told.ids.items() if one not in known))
    if not told.changes:
        return 0
    if chain[-1].erased_at is not None:  # its book takes no line any more: a person has to look
        return alarms.put(_raised(chain[-1].id, told, told.changes), now=now)
    given_to = next(filter(None, map(watching.owner, reversed(chain))), None)
    other = _beside(told.about, mint=mint, now=now)
    return _take(other, told, given_to=given_to, mint=mint, now=now)


def _chain(first: CaseId) -> tuple[Case, ...]:
    """Return the case that watches an account, and those beside it that were opened each time that something odd was told."""
    found = [read_case(first)]
    while (further := found[-1].goes_on_in) is not None:
        found.append(read_case(further))
    return tuple(found)


# --- a case beside the first ----------------------------------------------------------------------------------


def _beside(it: Watched, *, mint: Mint, now: datetime) -> CaseId:
    """Return the case beside the first that nobody has decided yet; begin one beside the last of them where there is none."""
    while True:
        last = _chain(it.case)[-1]
        if last.id != it.case and last.status in BEFORE_DECISION:
            return last.id
        with suppress(_Overtaken):
            _go_on(last.id, it.account, mint=mint, now=now)


@one_transaction
def _go_on(last: CaseId, account: UUID, *, mint: Mint, now: datetime) -> None:
    """Let a case lead another about the account: one that somebody's complaint has opened, else one that begins here."""
    with open_case(last) as book:
        first = book.state
        if first.goes_on_in is not None:
            return
        matter = placing.matter_of(first.code, subject=account, complaint=last)
        there = family.unappealed_on(account, matter, but=last)
        other = there or mint(bucket_of(account))
        words = texts.keep_for(last, WHY, mint=mint)
        book.write(kin.leads(other, kinship=Kinship.AGAIN, words=words), by=BY, now=now)
    if there is None and not _begin(first, other, account, mint=mint, now=now):
        raise _Overtaken


def _begin(first: Case, other: CaseId, account: UUID, *, mint: Mint, now: datetime) -> bool:
    """Begin the case; say no if somebody's was there first."""
    begins = family.Begins(kind=SubjectKind.ACCOUNT, code=first.code, kinship=Kinship.AGAIN, reason=WHY)
    return family.begin(first, other, account, as_what=begins, by=BY, mint=mint, now=now)


# --- what is taken at once ------------------------------------------------------------------------------------


@one_transaction
def _take(other: CaseId, told: Told, *, given_to: UUID | None, mint: Mint, now: datetime) -> int:
    """Write down what the host told, and take what the pack has taken at once; nothing where it is known or over."""
    with open_case(other) as book:
        ids = told.ids
        fresh = tuple(one for one in ids if one not in book.state.alarmed)
        if not fresh or book.state.status is Status.CLOSED:
            return 0
        pack = packs.of_case(book.state)
        words = texts.keep_for(other, told.raw.decode("utf-8", "replace"), mint=mint)
        book.write(facts.Alarmed(changes=fresh, words=words, given_to=given_to), by=BY, now=now)
        if (known := watching.known(book.state)) is not None:
            book.write(known, by=BY, now=now)
        for entry in watching.at_once(book.state, pack):
            _lock(book, entry, account=told.about.account, pack=pack, mint=mint, now=now)
        alarms.put(_raised(other, told, (ids[one] for one in fresh)), now=now)
    return len(fresh)


def _raised(other: CaseId, told: Told, changes: Iterable[str]) -> Iterable[Raised]:
    about, to = f"account:{told.about.external}", Role.LEAD.value
    return (Raised(owner=other, kind=ODD, to_role=to, about=about, once=change) for change in changes)


def _lock(book: Book[Case], entry: Measure, *, account: UUID, pack: Pack, mint: Mint, now: datetime) -> None:
    """Take a measure by ourselves, tell whoever has the account, and call a person until one answers for it."""
    until, review_at = decisions.until(entry, now)
    order = enforcement.protective_order(book.state, entry, target=account, until=until)
    within = of_severity(pack.break_glass.within, book.state.severity)
    taken = facts.Protected(
        order=order,
        words=texts.keep_for(book.id, WHY, mint=mint),
        review_at=review_at,
        level=pack.break_glass.level,
        answer_by=review_at if within is None else min(review_at, now + within),
        stays=True,
        by_alarm=True,
    )
    book.write(taken, by=BY, now=now)
    calling.call(book, pack.paging.asks[0], about=order.key, by=BY, now=now)
    orders.place(book.id, (order,), cause=order.key, now=now)
    locking.tell_locked(book.state, taken, pack=pack, now=now)
