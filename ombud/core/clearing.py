"""Which decisions, ours and the host's own, struck an account for what somebody else did with it, and what of them falls?

1. From the change by which it came into other hands until it was locked, what was done with an account was not its owner's doing.
   What decisions of ours took from the account for that falls; what they took out of sight stays there.
2. Whoever gives the account back names those cases, and the second who signs that signs this; not what the host told of meanwhile,
   of which nobody says anything. Until the account is back, and as long as somebody says "that was not me", nothing falls.
3. What was done before or after, or nobody knows when, stays: its owner may appeal. A sum that went to others stays, too.
4. It costs nobody an appeal, and counts against nobody who decided: they could not know.
5. Of the host's own decisions since then each is said to fall, or to stay and why. What falls of them goes to the host with the
   account, as one order for each thing that the account bears; what they took out of sight stays there.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from ombud.core import announcing, enforcement, facts
from ombud.core.case import Case, Decision
from ombud.core.pack.kinds import STRIKE
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.shutting import LOCK
from ombud.core.vocabulary import HOST

FIELD: Final = "clears"
T = TypeVar("T", UUID, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """A case of ours that took something from an account: for what was done when, and what it gave."""

    case: UUID
    at: datetime | None
    orders: tuple[facts.Order, ...]

    def is_within(self, since: datetime, until: datetime) -> bool:
        """Say whether what it was about was done in that time."""
        return self.at is not None and since <= self.at <= until


@dataclass(frozen=True, slots=True, kw_only=True)
class HostStrike:
    """A decision of the host's own by which an account bears something: when, about what, by which of its rules."""

    name: str
    at: datetime
    thing: str
    clause: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What whoever gives an account back says of an intruder.

    Since when it was not its owner's, which cases of ours fall, which decisions of the host's do, and which of them stay and why.
    """

    since: datetime | None = None
    cases: tuple[UUID, ...] = ()
    falls: tuple[str, ...] = ()
    stays: tuple[facts.StrikeStays, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """What an account bears: by cases of ours, and by decisions of the host's own."""

    cases: tuple[Struck, ...] = ()
    host: tuple[HostStrike, ...] = ()


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


def came_at(case: Case) -> datetime | None:
    """Return when somebody strange first did something with the account, as the host said when it was asked last."""
    return case.known[HOST][1].strange_since if HOST in case.known else None


def unsaid(
    host: Iterable[HostStrike], *, since: datetime | None, said: Collection[str]
) -> tuple[HostStrike, ...]:
    """Return what the host decided since a moment and nobody says anything of."""
    return tuple(one for one in host if since is not None and one.at >= since and one.name not in said)


def found(case: Case, said: Said, *, gives: bool, there: There, now: datetime) -> facts.Intruded | None:
    """Return what is found of an intruder, where anything falls by it or stays; refuse what struck for something else.

    Raises: MEASURE_NOT_ALLOWED, OUTSIDE_INTRUSION, NOT_FOUND, STRIKES_UNSAID.
    """
    named = (*said.falls, *(one.host_decision for one in said.stays))
    left = unsaid(there.host, since=said.since or came_at(case), said=named) if gives else ()
    if left:
        raise Refused(No.STRIKES_UNSAID, field=FIELD, known=[one.name for one in left])
    if not said.cases and not named:
        return None
    end = until(case, now=now)
    if not gives:
        raise Refused(No.MEASURE_NOT_ALLOWED, field=FIELD)
    if said.since is None or said.since >= end:
        raise Refused(No.OUTSIDE_INTRUSION, field=FIELD)
    ours = {one.case: one.is_within(said.since, end) for one in there.cases}
    theirs = {one.name: one.at >= said.since for one in there.host}
    _check_within(ours, said.cases)
    _check_within(theirs, said.falls)
    _check_within(dict.fromkeys(theirs, True), named)
    return facts.Intruded(since=said.since, until=end, cases=said.cases, stays=said.stays)


def _check_within(known: Mapping[T, bool], named: Iterable[T]) -> None:
    """Refuse what never struck the account, and what did so for something that was not done in that time."""
    for one in named:
        if one not in known:
            raise Refused(No.NOT_FOUND, field=FIELD)
        if not known[one]:
            raise Refused(No.OUTSIDE_INTRUSION, field=FIELD)


def check_told_since(proposal: facts.Proposed, host: Iterable[HostStrike], *, came: datetime | None) -> None:
    """Refuse to sign that an account goes back while the host told, since that was proposed, of something nobody says anything of.

    Raises: STRIKES_UNSAID.
    """
    since = proposal.intruded.since if proposal.intruded else came
    left = unsaid(host, since=since, said=said_of(proposal))
    if left:
        raise Refused(No.STRIKES_UNSAID, why="since", known=[one.name for one in left])


def said_of(proposal: facts.Proposed) -> frozenset[str]:
    """Return of which decisions of the host's a proposal says that they fall, or why they stay."""
    falls = (one.host_decision for one in proposal.measures if one.measure == STRIKE)
    stays = proposal.intruded.stays if proposal.intruded else ()
    return frozenset(filter(None, (*falls, *(one.host_decision for one in stays))))


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
