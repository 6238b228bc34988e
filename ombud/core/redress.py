"""A rule of the host's was wrong: who may have it paused, and who is put right because of it?

1. Somebody found of one decision of the host's that it was wrong, and it was reversed. A lead, who had no hand in that, finds that
   the rule itself is wrong, since when, and why: that is the second signature for every victim.
2. The host is asked to pause that version of the rule. It is an order like any other, and stays until a lead lets the rule go on.
   Where many of its decisions are in doubt at once nobody waits for that finding: a lead, or who answers for the rules, stops it
   for a time.
3. Every decision made by that version since that day gets a case of its own beside the first, decided as the first was, with
   a letter and an appeal of its own. What cannot go along waits in its lane for a person.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ombud.core import enforcement, facts
from ombud.core.case import Case, Status
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Outcome, Role, SubjectId

PAUSE: Final = "H1"
"""The measure by which the host stops using a version of a rule."""
STOPS: Final = frozenset({Role.LEAD.value, Role.POLICY.value})
"""Who may have a rule stopped while it is looked at."""
RULE: Final = "rule"
"""What the target of it is called on the host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of a rule of the host's."""

    platform: str
    clause: str
    model: str
    version: str

    @property
    def external(self) -> str:
        """Return what it is called between the host and us."""
        return f"{self.clause}/{self.model}/{self.version}"[:256]


def check(case: Case, rule: Rule | None, *, by: AgentId, roles: frozenset[str], reason: str) -> Rule:
    """Return the rule that was wrong; refuse whoever is no lead or had a hand in it, and what was not reversed."""
    if Role.LEAD not in roles:
        raise Refused(No.SIGNER_ROLE, role=Role.LEAD.value)
    if by in case.took_part() or by in case.prepared:
        raise Refused(No.HAND_IN_IT)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if case.status is not Status.DECIDED or rule is None or not rule.model:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    decision = case.decisions[-1]
    if decision.proposal.outcome != Outcome.GRANTED or not facts.undoes_host(decision.proposal.measures):
        raise Refused(No.NOT_DECIDED)
    if case.redress:
        raise Refused(No.ALREADY_DONE)
    return rule


def check_stops(case: Case, rule: Rule | None, *, roles: frozenset[str], reason: str) -> Rule:
    """Return the rule that may be stopped while it is looked at; refuse who answers for no rules, and what is stopped here already."""
    if roles.isdisjoint(STOPS):
        raise Refused(No.NOT_ALLOWED, role=Role.LEAD.value)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    if rule is None or not rule.model:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    return rule


def stop(case: Case, target: SubjectId, *, until: datetime) -> facts.Order:
    """Return the order that stops a rule until then."""
    return replace(pause(case, target), until=until)


def pause(case: Case, target: SubjectId) -> facts.Order:
    """Return the order that pauses a rule."""
    cause = cause_of(case.seq + 1)
    key = enforcement.order_key(case.id, cause=cause, measure=PAUSE, target=target, do=enforcement.APPLY)
    return facts.Order(key=key, do=enforcement.APPLY, measure=PAUSE, target=target, marks=())


def cause_of(seq: int) -> str:
    """Return what the effect of a pause is filed under."""
    return f"redress-{seq}"


def check_resumes(
    case: Case, *, roles: frozenset[str], reason: str, now: datetime
) -> tuple[facts.Order, ...]:
    """Return what stops the rule and may end; refuse where it goes on already."""
    if Role.LEAD not in roles:
        raise Refused(No.SIGNER_ROLE, role=Role.LEAD.value)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    held = stopped_by(case, now=now)
    if not held:
        raise Refused(No.ALREADY_DONE)
    return held


def stopped_by(case: Case, *, now: datetime) -> tuple[facts.Order, ...]:
    """Return the orders of this case by which a rule is stopped now."""
    own = (*case.pauses, *((case.redress.pause,) if case.redress else ()))
    return tuple(
        one
        for one in own
        if enforcement.lift_key(one.key) not in case.orders and (one.until is None or one.until > now)
    )


def resumed(pause: facts.Order) -> facts.Order:
    """Return the order that lets the rule go on."""
    return facts.Order(
        key=enforcement.lift_key(pause.key),
        do=enforcement.LIFT,
        measure=pause.measure,
        target=pause.target,
        marks=(),
    )
