"""Which of our own decisions struck an account for what somebody else did with it, and what of them falls?

1. From the change by which it came into other hands until it was locked, what was done with an account was not its owner's doing.
   What decisions of ours took from the account for that falls; what they took out of sight stays there.
2. Whoever gives the account back names those cases, and the second who signs that signs this. Until the account is back, and as
   long as somebody says "that was not me", nothing falls.
3. What was done before or after, or nobody knows when, stays: its owner may appeal. A sum that went to others stays, too.
4. It costs nobody an appeal, and counts against nobody who decided: they could not know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import announcing, enforcement, facts
from ombud.core.case import Case, Decision
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.shutting import LOCK

FIELD: Final = "clears"


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """A case of ours that took something from an account: for what was done when, and what it gave."""

    case: UUID
    at: datetime | None
    orders: tuple[facts.Order, ...]

    def is_within(self, since: datetime, until: datetime) -> bool:
        """Say whether what it was about was done in that time."""
        return self.at is not None and since <= self.at <= until


def kinds(pack: Pack) -> frozenset[str]:
    """Return the measures that an account bears as its own guilt: those that the ladder counts strikes for."""
    return frozenset(measure.code for measure in pack.measures.values() if measure.strikes is not None)


def struck(case: Case, *, account: UUID, at: datetime | None, pack: Pack, now: datetime) -> Struck | None:
    """Return what a case still takes from an account for what was done at a moment; None where that is nothing."""
    held = (order for past in case.decisions for order in past.orders)
    bears = tuple(one for one in held if _bears(case, one, account=account, pack=pack, now=now))
    return Struck(case=case.id, at=at, orders=bears) if bears else None


def _bears(case: Case, order: facts.Order, *, account: UUID, pack: Pack, now: datetime) -> bool:
    over = order.until is not None and order.until <= now
    mine = order.do == enforcement.APPLY and order.target == account and order.measure in kinds(pack)
    return mine and not over and enforcement.lift_key(order.key) not in case.orders


def until(case: Case, *, now: datetime) -> datetime:
    """Return until when somebody else could do anything with the account: until it was locked, or now."""
    return case.measures_at.get(LOCK, now)


def found(
    case: Case,
    *,
    gives: bool,
    since: datetime | None,
    named: tuple[UUID, ...],
    there: Iterable[Struck],
    now: datetime,
) -> facts.Intruded | None:
    """Return what is found of an intruder, where anything falls by it; refuse a case that struck for something else.

    Raises: MEASURE_NOT_ALLOWED, OUTSIDE_INTRUSION, NOT_FOUND.
    """
    if not named:
        return None
    end = until(case, now=now)
    if not gives:
        raise Refused(No.MEASURE_NOT_ALLOWED, field=FIELD)
    if since is None or since >= end:
        raise Refused(No.OUTSIDE_INTRUSION, field=FIELD)
    known = {one.case: one for one in there}
    for one in named:
        if one not in known:
            raise Refused(No.NOT_FOUND, field=FIELD)
        if not known[one].is_within(since, end):
            raise Refused(No.OUTSIDE_INTRUSION, field=FIELD)
    return facts.Intruded(since=since, until=end, cases=named)


def begins(case: Case, no: int) -> facts.ClearingBegun | None:
    """Return that it begins, once the account goes back by a decision that named cases; None before, and a second time."""
    past = next(one for one in case.decisions if one.no == no)
    it = past.proposal.intruded
    begun = any(one.decision == no for one in case.clearing)
    if it is None or begun or not any(one.measure == enforcement.RESTORE for one in past.orders):
        return None
    return facts.ClearingBegun(decision=no, cases=it.cases)


def falls(
    case: Case, decision: Decision, *, account: UUID, by: UUID, pack: Pack, now: datetime
) -> facts.Reversed | None:
    """Return what falls of a decision because another case found that the account was in other hands; None where nothing does."""
    bears = [one for one in decision.orders if _bears(case, one, account=account, pack=pack, now=now)]
    waits = (one for one in announcing.orders(case, decision.no) if one.target == account)
    dropped = tuple(one.key for one in waits if one.measure in kinds(pack))
    if not bears and not dropped:
        return None
    back = enforcement.lifts(case, bears)
    return facts.Reversed(decision=decision.no, orders=back, dropped=dropped, hijack=by)
