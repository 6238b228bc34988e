"""Answer whoever tells of a fault that is known, and let a lead know of one whose day has passed."""

from datetime import datetime
from typing import Final

from ombud.core.ids import Mint
from ombud.core.issues import Known
from ombud.core.receipts import number_of
from ombud.core.refusals import Refused
from ombud.core.triage.ruleset import Rules
from ombud.core.vocabulary import CaseId, Role
from ombud.store import alarms, issues, kin, matching
from ombud.store.alarms import Raised
from ombud.store.in_turn import each
from ombud.store.ledger import read_case

KIND: Final = "issue_late"
UNREAD: Final = "issue_unread"


def answer_known(*, rules: Rules, mint: Mint, now: datetime, limit: int = 50) -> int:
    """Hold some of the cases that wait against each fault and return how many were looked at; doing it twice does it once.

    Each step is a commit of its own; what a process that dies leaves undone is found again.
    """
    _alarm(now=now)
    return each(
        issues.open_now(),
        lambda first: _of_issue(first, rules=rules, mint=mint, now=now, limit=limit),
        what="issues",
        now=now,
    )


def _of_issue(first: CaseId, *, rules: Rules, mint: Mint, now: datetime, limit: int) -> int:
    lead = read_case(first)
    known = issues.known_in(lead)
    fresh = issues.fresh(lead, known, limit=limit)
    done = each(fresh, lambda other: _hold(first, other, known=known, now=now), what="issues", now=now)
    return done + each(
        issues.unanswered(first, limit=limit),
        lambda other: _answer(other, issue=first, rules=rules, mint=mint, now=now),
        what="issues",
        now=now,
    )


def _hold(first: CaseId, other: CaseId, *, known: Known, now: datetime) -> int:
    """Hold a case against the fault; one that met it stands beside it."""
    if issues.met_it(other, known):
        issues.set_beside(first, other, now=now)
        kin.settle(first, other, now=now)
    issues.looked_at(other, issue=first, done=False)
    return 1


def _answer(case_id: CaseId, *, issue: CaseId, rules: Rules, mint: Mint, now: datetime) -> int:
    """Answer it; what the rules refuse is told what is known, and waits for a person."""
    try:
        answered = issues.answer(case_id, rules=rules, mint=mint, now=now)
    except Refused:
        answered = False
    if not answered:
        issues.leave_to_a_person(case_id, now=now)
    issues.looked_at(case_id, issue=issue, done=True)
    return 1


def _alarm(*, now: datetime) -> None:
    """Call a lead, once a day, for a day that has passed and for answers that nobody has read."""
    late, once = issues.late(now=now, limit=50), now.date().isoformat()
    lead = Role.LEAD.value
    several = (
        *(Raised(owner=one, kind=KIND, to_role=lead, about=number_of(one, "K"), once=once) for one in late),
        *(
            Raised(owner=one, kind=UNREAD, to_role=lead, about=number_of(one, "K"), once=once)
            for one in matching.long_unread(now=now)
        ),
    )
    alarms.put(several, now=now)
    issues.noted_late(late)
