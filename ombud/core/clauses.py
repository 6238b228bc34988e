"""Does a clause of our own go wrong: which decisions were made under it, which fell, and who has all the others looked at again?

1. What is counted are decisions of ours under one clause, each once: how many a party contested, how many did not stand. The same
   numbers call somebody as for a rule of the host's (`faulty`).
2. A lead, or who answers for the rules, pauses the clause: until it goes on nobody decides under it alone. Nothing is found yet.
3. A lead has every decision under it looked at again that was made in a time and still stands: each as if it had been appealed, by
   somebody without a hand in it. What falls by that is not counted against the clause: one finding would count as thousands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Decision, Doubt, Status
from ombud.core.learning import NEW_FACTS
from ombud.core.redress import STOPS
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OVERTURNS, CaseId, Role, Ruling

APPEAL: Final = "appeal_filed"
"""What has happened when somebody asked for another look, once for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A decision under a clause: whether it `stands`, when a party first contested it, when it was judged anew, and when it fell.

    `again` is the case in whose book it began that all decisions under the clause are looked at, if this one was, or came of that.
    """

    no: int
    clause: str
    at: datetime
    stands: bool
    contested_at: datetime | None = None
    judged_at: datetime | None = None
    fell_at: datetime | None = None
    again: CaseId | None = None


def uses(case: Case) -> Iterator[Used]:
    """Yield every decision of a case that was made under a clause; one by which another fell was the other look itself."""
    filed = [at for code, at in case.moved if code == APPEAL]
    asked = list(zip(case.appeals, filed, strict=True))
    for past in case.decisions:
        clause, later = past.proposal.clause, case.decisions[past.no :]
        if clause is None or past.proposal.ruling in OVERTURNS:
            continue
        ended = next((one for one in later if one.proposal.ruling != Ruling.UPHELD), None)
        theirs = (at for one, at in asked if one.decision == past.no and not one.is_free)
        again = (one.again for one in case.appeals if one.again and _covers(case, past, one))
        yield Used(
            no=past.no,
            clause=clause,
            at=past.at,
            stands=ended is None and case.erased_at is None,
            contested_at=min(theirs, default=None),
            judged_at=later[0].at if later else None,
            fell_at=ended.at if ended is not None and _is_wrong(ended.proposal) else None,
            again=next(again, None),
        )


def _covers(case: Case, past: Decision, asked: facts.Appealed) -> bool:
    """Say whether an appeal is about a decision, or about one that left it as it was, or led to it."""
    between = case.decisions[past.no : asked.decision]
    about = past.no <= asked.decision and all(one.proposal.ruling == Ruling.UPHELD for one in between)
    return about or past.proposal.appeal == asked.no


def _is_wrong(after: facts.Proposed) -> bool:
    """Say whether a decision found the one before it wrong: what fell for facts that came only later was not."""
    return after.fault is None or after.fault.cause != NEW_FACTS


def check_pauses(case: Case, clause: str, *, roles: frozenset[str], reason: str) -> None:
    """Refuse whoever answers for no rules, no reason, and a clause under which nothing was decided here.

    Raises: NOT_ALLOWED, NEEDS_REASON, CLAUSE_UNKNOWN.
    """
    if roles.isdisjoint(STOPS):
        raise Refused(No.NOT_ALLOWED, role=Role.LEAD.value)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if all(one.clause != clause for one in uses(case)):
        raise Refused(No.CLAUSE_UNKNOWN, clause=clause)


def check_resumes(case: Case, clause: str, *, roles: frozenset[str], reason: str, now: datetime) -> None:
    """Refuse whoever is no lead, no reason, and a clause that is not paused from here.

    Raises: SIGNER_ROLE, NEEDS_REASON, ALREADY_DONE.
    """
    if Role.LEAD not in roles:
        raise Refused(No.SIGNER_ROLE, role=Role.LEAD.value)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if clause not in {one.clause for one in paused(case, now=now)}:
        raise Refused(No.ALREADY_DONE)


def paused(case: Case, *, now: datetime) -> tuple[Doubt, ...]:
    """Return what is paused from a case now."""
    return tuple(one for one in case.doubts if one.ended is None and one.until > now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Between which moments decisions are looked at again."""

    since: datetime | None
    until: datetime | None


def check_again(
    case: Case, clause: str, *, period: Period, roles: frozenset[str], reason: str, now: datetime
) -> tuple[datetime, datetime]:
    """Return from when until when; refuse whoever is no lead, and where nothing under the clause fell here.

    Raises: SIGNER_ROLE, NEEDS_REASON, NOT_DECIDED, BAD_TIME.
    """
    if Role.LEAD not in roles:
        raise Refused(No.SIGNER_ROLE, role=Role.LEAD.value)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if not any(one.fell_at and one.clause == clause for one in uses(case)):
        raise Refused(No.NOT_DECIDED)
    since, until = period.since, min(period.until or now, now)
    if since is None or since >= until:
        raise Refused(No.BAD_TIME, field="since")
    return since, until


def is_to_look_at(case: Case, begun: facts.AgainBegun, *, at: datetime) -> bool:
    """Say whether a decision of this case is looked at again by what began `at` a moment: nobody has judged it anew since then."""
    return case.status in {Status.DECIDED, Status.CLOSED} and any(
        one.clause == begun.clause
        and one.stands
        and one.again is None
        and begun.since <= one.at <= begun.until
        and (one.judged_at is None or one.judged_at <= at)
        for one in uses(case)
    )
