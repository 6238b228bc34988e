"""May a notice be found manifestly unfounded here, and what may follow for who sent it?

1. The notice was looked at and led to nothing, or what it led to is overturned; that alone makes none of them unfounded.
2. Nobody is worse off for having appealed, for a report of a danger, or for being a child, in a crisis or in good faith. On
   an appeal it is found only where that undoes what the notice led to, and against nobody who appealed.
3. A warning comes first. Only after it a suspension may follow: dated, no longer than the pack lets it, signed by a second.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.facts import Proposed, Unfounded
from ombud.core.pack.approvals import ApprovalFacts
from ombud.core.pack.misuse import Misuse
from ombud.core.pack.records import Answer, Record
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OVERTURNS, Outcome

DISMISSES: Final = frozenset({Outcome.NO_VIOLATION, Outcome.REFUSED})
"""How a case ends of which somebody's notice can have been unfounded."""


def check(
    found: Unfounded,
    *,
    case: Case,
    outcome: str,
    by: Complaint,
    situation: ApprovalFacts,
    evidence: frozenset[object],
    record: Record,
    rule: Misuse,
    now: datetime,
) -> None:
    """Refuse a finding that may not be made, and an answer that comes too early or lasts too long."""
    why = _why_not_found(found, case=case, outcome=outcome, by=by, situation=situation, rule=rule)
    if why is None and (not found.evidence or not evidence.issuperset(found.evidence)):
        raise Refused(No.FACTS_MISSING, field="unfounded_evidence")
    why = why or _why_not_answered(found, record=record, rule=rule, now=now)
    if why is not None:
        raise Refused(No.UNFOUNDED, why=why)


def check_appeal(case: Case, found: Unfounded, *, ruling: str | None) -> None:
    """Refuse a finding on an appeal by which somebody would be worse off for having appealed."""
    if is_barred(case, found.complaint, ruling=ruling):
        raise Refused(No.UNFOUNDED, why="appeal")


def comes_to_nothing(proposal: Proposed) -> bool:
    """Say whether a ruling takes back what notices had led to."""
    return proposal.ruling in OVERTURNS and proposal.outcome in DISMISSES


def is_barred(case: Case, by: UUID, *, ruling: str | None = None) -> bool:
    """Say whether an appeal stands in the way: one of theirs, or of a notice that led to nothing.

    Of a `ruling` also whether it leaves what the notice led to as it was.
    """
    if not case.on_appeal:
        return False
    led_to_nothing = case.decision is not None and case.decision.proposal.outcome in DISMISSES
    stays = ruling is not None and ruling not in OVERTURNS
    return led_to_nothing or stays or any(one.complaint == by for one in case.appeals)


def _why_not_found(
    found: Unfounded, *, case: Case, outcome: str, by: Complaint, situation: ApprovalFacts, rule: Misuse
) -> str | None:
    reasons: dict[str, bool] = {
        "outcome": outcome not in DISMISSES,
        "spared": situation.good_faith or situation.in_crisis or by.child or by.received.urgent,
        "kind": rule.spares_kind(case.code, case.severity),
        "not_here": all(part.case != case.id for part in by.parts) or found.complaint != by.id,
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _why_not_answered(found: Unfounded, *, record: Record, rule: Misuse, now: datetime) -> str | None:
    allowed = rule.answers(record)
    reasons: dict[str, Callable[[], bool]] = {
        "too_early": lambda: found.answer not in allowed,
        "undated": lambda: (found.until is None) == (found.answer == Answer.SUSPENDED),
        "too_long": lambda: found.until is not None and not now < found.until <= now + rule.longest,
    }
    return next((why for why, holds in reasons.items() if holds()), None)


def held_until(complaint: Complaint, record: Record, *, rule: Misuse) -> datetime | None:
    """Return until when a complaint that was just sorted is not dealt with; None where any of it is dealt with anyway."""
    if record.until is None or complaint.received.urgent or complaint.child:
        return None
    parts: Iterable[bool] = (rule.reads(part.code, part.severity) for part in complaint.parts)
    return None if any(parts) else record.until
