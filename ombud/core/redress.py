"""A rule of the host's was wrong: who may have it paused, and who is put right because of it?

1. Somebody found of one decision of the host's that it was wrong, and it was reversed. A lead, who had no hand in that, finds that
   the rule itself is wrong, since when, and why: that is the second signature for every victim.
2. The host is asked to pause that version of the rule. It is an order like any other, and stays until a lead lets the rule go on.
   Where many of its decisions are in doubt at once nobody waits for that finding: a lead, or who answers for the rules, stops it
   for a time.
3. Every decision made by that version since that day gets a case of its own beside the first, decided as the first was, with
   a letter and an appeal of its own. What cannot go along waits in its lane for a person. What else its playbook asks for is
   answered by the finding: what went wrong, and who else was wronged.
4. Of whom people had judged that it stays, somebody without a hand in that judges again. It costs nobody an appeal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import enforcement, facts
from ombud.core.case import Case, Status
from ombud.core.pack.types import Step
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Outcome, Role, SubjectId

PAUSE: Final = "H1"
"""The measure by which the host stops using a version of a rule."""
STOPS: Final = frozenset({Role.LEAD.value, Role.POLICY.value})
"""Who may have a rule stopped while it is looked at."""
RULE: Final = "rule"
"""What the target of it is called on the host."""

SETTLED: Final = frozenset({Status.DECIDED, Status.CLOSED})
"""Where a case stands in which a decision was made that may be found to come of a wrong rule."""
SISTERS: Final = frozenset({"redress"})
"""The tool of the step that asks who else was wronged: a redress finds them."""
ANSWERED: Final = SISTERS | {"task"}
"""The tools of what a finding answers for every victim: that, and what went wrong."""


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
    if case.status not in SETTLED or rule is None or not rule.model:
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    if not gave_back(case):
        raise Refused(No.NOT_DECIDED)
    if case.redress:
        raise Refused(No.ALREADY_DONE)
    return rule


def gave_back(case: Case) -> bool:
    """Say whether what is decided in a case gives back what the host took."""
    said = case.decision.proposal if case.decision is not None else None
    return said is not None and said.outcome == Outcome.GRANTED and facts.undoes_host(said.measures)


def was_looked_at(case: Case, *, first: CaseId) -> bool:
    """Say whether a case was opened again because of what was found in the first."""
    return any(one.again == first for one in case.appeals)


def is_to_look_at(case: Case, *, first: CaseId) -> bool:
    """Say whether people judged of a victim that it stays, and nobody has looked again since the rule was found wrong."""
    settled = case.status in SETTLED and case.erased_at is None
    return settled and not gave_back(case) and not was_looked_at(case, first=first)


def steps(
    left: Iterable[Step], *, tools: frozenset[str], shown: tuple[UUID, ...], words: facts.Words
) -> Iterator[facts.StepDone]:
    """Yield as done what is left of a playbook and the finding answers by these tools."""
    for step in left:
        if step.tool in tools:
            yield facts.StepDone(step=step.id, evidence=shown, words=words, marks=step.marks)


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
