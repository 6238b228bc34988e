"""How is it found which cases of ours struck an account for an intruder, and how does that fall? Each in a commit of its own.

1. What an account bears is an effect; the case behind it tells for what, and the host's picture there when that was done.
2. The line that begins it leaves a row that is due, as a redress does; a process that dies leaves it due again.
3. Each case gets its line, its lifts and its letter in one commit, once; one that is erased, or bears nothing any more, is left alone.
4. What the host struck by itself it told us when it was asked about the account, or by itself; what falls of that is ordered by the
   decision that gives the account back.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from ombud.core import clearing, enforcement, facts
from ombud.core.case import Case
from ombud.core.clearing import HostStrike, Said, Struck, There
from ombud.core.decisions import Verdict, gives_control
from ombud.core.pack.kinds import STRIKE
from ombud.core.pack.types import Pack
from ombud.core.vocabulary import CaseId, SubjectKind
from ombud.store import holding, orders, packs, reversing, situations, statements, subjects
from ombud.store.ledger import Book, open_case, read_case
from ombud.store.models import HostDecision
from ombud.store.transactions import one_transaction

BY: Final = "chore:redress"
LOOKED_AT: Final = 50
"""How many cases that struck one account are looked at, the newest first."""


def struck(case: Case, *, pack: Pack, now: datetime) -> tuple[Struck, ...]:
    """Return the other cases of ours that took something from the account of a case, what they were about oldest first."""
    account = statements.account_of(case)
    if account is None:
        return ()
    live = holding.in_force(account, at=now).filter(measure__in=clearing.kinds(pack)).exclude(case_id=case.id)
    ids = live.order_by("-case_id").values_list("case_id", flat=True).distinct()[:LOOKED_AT]
    others = (read_case(one) for one in ids)
    found = (
        clearing.struck(one, account=account, at=_done_at(one), pack=packs.of_case(one), now=now)
        for one in others
        if one.erased_at is None
    )
    return tuple(sorted(filter(None, found), key=lambda one: (one.at is None, one.at or now)))


def _done_at(case: Case) -> datetime | None:
    """Return when that was done which a case is about: posted as the host says, or, of an account, first complained about."""
    named = subjects.find(case.subject) if case.subject else None
    if named is not None and named.kind == SubjectKind.ACCOUNT:
        return min((at for code, at in case.moved if code == "received"), default=None)
    return _moment((situations.snapshot(case).get("snapshot") or {}).get("posted_at"))


def _moment(said: Any) -> datetime | None:
    return datetime.fromisoformat(str(said)) if said else None


def struck_by_host(case: Case, *, now: datetime) -> tuple[HostStrike, ...]:
    """Return the host's own decisions by which the account of a case still bears something, the oldest first."""
    account = statements.account_of(case)
    if account is None:
        return ()
    rows = HostDecision.objects.filter(account=account).order_by("-at", "external")[:LOOKED_AT]
    found = ((row, _borne(row, case, account=account, now=now)) for row in rows)
    return tuple(
        HostStrike(name=row.external, at=row.at, thing=_thing(row), clause=row.clause, measures=borne)
        for row, borne in reversed([one for one in found if one[1]])
    )


def _thing(row: HostDecision) -> str:
    """Return what a decision of the host's was about, as the host calls it."""
    named = subjects.find(row.item) if row.item else None
    return f"{named.kind} {named.external}" if named else ""


def _borne(row: HostDecision, case: Case, *, account: UUID, now: datetime) -> tuple[str, ...]:
    """Return what an account bears by a decision of the host's that is not over and that nobody gave back."""
    named = facts.Chosen(measure=STRIKE, target=account, host_decision=row.external)
    still = (
        one
        for one in reversing.ours_alone(reversing.host_effects((named,)), case_id=case.id)
        if one.target == account and (one.until is None or one.until > now)
    )
    return tuple(dict.fromkeys(one.measure for one in still if not enforcement.gives_back(case, one)))


def found(
    case: Case,
    verdict: Verdict,
    *,
    since: str,
    named: tuple[CaseId, ...],
    stays: tuple[facts.StrikeStays, ...],
    pack: Pack,
    now: datetime,
) -> facts.Intruded | None:
    """Return what is found of an intruder; the change by which they came must be one that the host told of."""
    changes = situations.snapshot(case).get("changes") or ()
    said = Said(
        since=next((_moment(one.get("at")) for one in changes if str(one.get("id")) == since), None),
        cases=tuple(dict.fromkeys(named)),
        falls=tuple(one.host_decision or "" for one in verdict.measures if one.measure == STRIKE),
        stays=stays,
    )
    gives = gives_control(case, verdict.measures)
    there = There(
        cases=struck(case, pack=pack, now=now) if named else (),
        host=struck_by_host(case, now=now) if gives else (),
    )
    return clearing.found(case, said, gives=gives, there=there, now=now)


def check_told_since(case: Case, *, now: datetime) -> None:
    """Refuse to sign that an account goes back where the host told of another strike since that was proposed.

    Raises: STRIKES_UNSAID.
    """
    if case.proposal is not None and gives_control(case, case.proposal.measures):
        host = struck_by_host(case, now=now)
        clearing.check_told_since(case.proposal, host, came=clearing.came_at(case))


def chosen(case: Case, falls: Iterable[str]) -> tuple[facts.Chosen, ...]:
    """Return what has the host undo what the account bears by decisions of its own."""
    account = statements.account_of(case)
    several = dict.fromkeys(falls)
    if account is None:
        return ()
    return tuple(facts.Chosen(measure=STRIKE, target=account, host_decision=one) for one in several)


def begin(book: Book[Case], *, no: int, by: str, now: datetime) -> None:
    """Begin to undo what others gave the account for an intruder, if it is back by this decision."""
    begun = clearing.begins(book.state, no)
    if begun is not None:
        book.write(begun, by=by, now=now)


def clear(first: CaseId, *, begun: facts.ClearingBegun, now: datetime) -> int:
    """Undo in each case what it gave, and return in how many."""
    for one in begun.cases:
        _clear(first, one, now=now)
    return len(begun.cases)


@one_transaction
def _clear(first: CaseId, other: CaseId, *, now: datetime) -> None:
    with open_case(other) as book:
        case, pack = book.state, packs.of_case(book.state)
        account = statements.account_of(case)
        if account is None or case.erased_at is not None:
            return
        falls = [
            fact
            for past in case.decisions
            if (fact := clearing.falls(case, past, account=account, by=first, pack=pack, now=now))
        ]
        for fact in falls:
            book.write(fact, by=BY, now=now)
            orders.place(other, fact.orders, cause=enforcement.cause_of(fact.decision), now=now)
        if falls:
            statements.tell_cleared(book.state, falls, first=first, pack=pack, now=now)
