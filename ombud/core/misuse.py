"""May a notice be found manifestly unfounded here, and what may follow for who sent it?

1. The notice was looked at and did not lead to anything; that alone makes none of them unfounded.
2. Nobody is worse off for having appealed, for a report of a danger, or for being a child, in a crisis or in good faith.
3. A warning comes first. Only after it a suspension may follow: dated, no longer than the pack lets it, signed by a second.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.facts import Unfounded
from ombud.core.pack.approvals import ApprovalFacts
from ombud.core.pack.misuse import Misuse
from ombud.core.pack.records import Answer, Record
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Outcome

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


def _why_not_found(
    found: Unfounded, *, case: Case, outcome: str, by: Complaint, situation: ApprovalFacts, rule: Misuse
) -> str | None:
    reasons: dict[str, bool] = {
        "outcome": outcome not in DISMISSES,
        "appeal": case.on_appeal,
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
