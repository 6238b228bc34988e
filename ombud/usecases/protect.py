"""Protect first: a provisional measure without any finding, for a limited time."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from uuid import UUID

from ombud.adapters.platform.contract import HostSubject, LookedUp, Platform, RefusedByHost, Unreachable
from ombud.core import containing, decisions, enforcement, facts, proving
from ombud.core.case import OPEN, Case
from ombud.core.fingerprints import keeps_out
from ombud.core.ids import Mint
from ombud.core.pack.types import Measure, Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, AgentId, CaseId, SubjectId
from ombud.store import (
    calling,
    fingerprints,
    letters,
    locking,
    orders,
    packs,
    shielding,
    situations,
    systems,
    texts,
)
from ombud.store.ledger import Book, open_case, read_case
from ombud.store.transactions import one_transaction


def protect(  # noqa: PLR0913 - all that one form says of a measure
    case_id: CaseId,
    *,
    measure: str,
    target: UUID | None,
    shielded: str = "",
    theirs: str = "",
    system: str = "",
    reason: str,
    seen: int | None = None,
    by: AgentId,
    platform: Platform | None = None,
    mint: Mint,
    now: datetime,
) -> str:
    """Order a protective measure and return its key; it lapses by itself and is reviewed before.

    One that takes something from somebody needs the proof that the kind asks for, or a finding; danger goes first.
    One that takes two is done at once all the same, and the first who can answer for it is called. A shield is not aimed
    at the target but at whoever is `shielded`, by the host's name of the account; `theirs` says why it is that of whoever is
    attacked, where they did not give it themselves or wanted no shield. One that keeps pictures out is aimed at
    every fingerprint that was sent and is not kept out yet, an order each; then it is the first one's key. One that contains a leak
    is aimed at a part of the host's `system`s, as the host names it, and the host is asked first, outside of any transaction.

    Raises: NEEDS_REASON, NOT_YOURS, BAD_INPUT, ASK_HOST where the host knows no such part, or does not answer.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    _check_known(case_id, measure, system, platform=platform, by=by, now=now)
    return _protect(
        case_id,
        measure=measure,
        target=target,
        named=_Named(shielded=shielded, theirs=theirs, system=system),
        reason=reason,
        seen=seen,
        by=by,
        mint=mint,
        now=now,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What is said of whom or what it is aimed at, where a row of the case does not say it."""

    shielded: str
    theirs: str
    system: str


def _check_known(
    case_id: CaseId, measure: str, system: str, *, platform: Platform | None, by: AgentId, now: datetime
) -> None:
    """Refuse to shut a part of the host's systems that the host does not know, by whoever holds the case."""
    case = read_case(case_id)
    entry = packs.of_case(case).measure(measure)
    if entry is None or not containing.shuts(entry):
        return
    if case.status not in OPEN or case.agent != by:
        raise Refused(No.NOT_YOURS, status=case.status.value)
    part = HostSubject(HOST, containing.KIND, containing.name(system))
    match None if platform is None else platform.look_up(part, now=now):
        case LookedUp(seen=there) if there.found:
            return
        case LookedUp() | RefusedByHost():
            raise Refused(No.ASK_HOST, why="system")
        case Unreachable() | None:
            raise Refused(No.ASK_HOST, why="system_silent")
        case answer:
            assert_never(answer)


@one_transaction
def _protect(
    case_id: CaseId,
    *,
    measure: str,
    target: UUID | None,
    named: _Named,
    reason: str,
    seen: int | None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> str:
    theirs = named.theirs.strip()
    with open_case(case_id, seen=seen) as book:
        case = book.state
        if case.status not in OPEN or case.agent != by:
            raise Refused(No.NOT_YOURS, status=case.status.value)
        pack = packs.of_case(case)
        entry = decisions.check_protective(case, pack.measure(measure), pack=pack)
        proving.check_protects(case, entry, pack=pack)
        aimed = _aimed(
            case,
            entry,
            target=target,
            shielded=named.shielded,
            confirmed=bool(theirs),
            system=named.system,
        )
        words = texts.keep_for(case_id, reason, mint=mint)
        why = texts.keep_for(case_id, theirs, mint=mint) if entry.shields and theirs else None
        keys = [_take(book, entry, one, words=(words, why), pack=pack, by=by, now=now) for one in aimed]
    return keys[0]


def _aimed(
    case: Case, entry: Measure, *, target: UUID | None, shielded: str, confirmed: bool, system: str
) -> tuple[SubjectId, ...]:
    """Return what it is aimed at; refuse to aim at nothing."""
    if keeps_out(entry):
        aimed = fingerprints.targets(case, measure=entry.code)
    elif containing.shuts(entry):
        aimed = (systems.target(case, named=system, measure=entry.code),)
    else:
        one = shielding.aim(case, entry, named=shielded, confirmed=confirmed) if entry.shields else target
        aimed = () if one is None else (one,)
    if not aimed:
        raise Refused(No.MEASURE_NEEDS_TARGET, measure=entry.code)
    return aimed


def _take(
    book: Book[Case],
    entry: Measure,
    aimed: SubjectId,
    *,
    words: tuple[facts.Words, facts.Words | None],
    pack: Pack,
    by: AgentId,
    now: datetime,
) -> str:
    """Write down that it is taken, with its order and, where one is owed, its call and its letter; return its key."""
    case = book.state
    until, review_at = decisions.until(entry, now)
    answer = decisions.answer_for(case, entry, situation=situations.known(case), pack=pack, now=now)
    order = enforcement.protective_order(case, entry, target=aimed, until=until)
    fact = facts.Protected(
        order=order,
        words=words[0],
        theirs=words[1],
        review_at=review_at,
        level=answer.level,
        answer_by=answer.by,
        stays=answer.stays,
    )
    book.write(fact, by=f"agent:{by}", now=now)
    if answer.by is not None:
        calling.call(book, pack.paging.asks[0], about=order.key, by=f"agent:{by}", now=now)
    orders.place(book.id, (order,), cause=order.key, now=now)
    letters.tell_interim(book.state, entry, order=order, pack=pack, now=now)
    locking.tell_first(book.state, fact, pack=pack, now=now)
    return order.key
