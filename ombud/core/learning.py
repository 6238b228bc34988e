"""What is learned from a decision that does not stand: whose work is it, by when, and which cases does somebody look at blind?"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Final

from ombud.core import facts
from ombud.core.along import is_led
from ombud.core.case import Case, Decision
from ombud.core.lessons import RUNG, Found, Look, Opinion, Task, TaskState
from ombud.core.pack.learning import WHOLE, Stratum
from ombud.core.pack.types import Pack
from ombud.core.pack.words import falls_under
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OVERTURNS, Admitted, AgentId, CaseId, Lapse, Outcome, Role, Ruling, Side

UNSORTED: Final = "quality"
"""Whose work a cause is that the pack no longer names."""
NEW_FACTS: Final = "new_facts"
"""The cause that says that nobody could have known."""
CAUSE: Final = "cause"
"""What is owed where a leak, a known fault or a decision that fell has no cause."""
NOT_OWNER: Final = "not_owner"
"""Why nobody owes the cause of what fell because the account was in other hands."""
DRAWN: Final = "blind"
"""What the draw of a case is called where its number is made."""


def check_fault(fault: facts.Fault | None, *, ruling: Ruling | None, pack: Pack) -> None:
    """Refuse to change a decision without saying what was wrong with it and why, and to say so of one that stands.

    Raises: CAUSE_MISSING, OUTCOME_NOT_ALLOWED, UNKNOWN_WORD.
    """
    if ruling not in OVERTURNS:
        if fault is not None:
            raise Refused(No.OUTCOME_NOT_ALLOWED, field="cause", known=[one.value for one in OVERTURNS])
        return
    if fault is None:
        raise Refused(No.CAUSE_MISSING)
    if fault.lapse not in set(Lapse):
        raise Refused(No.UNKNOWN_WORD, field="lapse", value=fault.lapse, known=list(Lapse))
    check_cause(fault.cause, pack=pack)


def check_cause(cause: str, *, pack: Pack) -> None:
    """Refuse a cause that the pack does not name.

    Raises: UNKNOWN_WORD.
    """
    if cause not in pack.causes:
        raise Refused(No.UNKNOWN_WORD, field="cause", value=cause, known=list(pack.causes))


def prevention_owed(case: Case, pack: Pack) -> tuple[str, ...]:
    """Return what of ours went wrong here and nobody has yet said what prevents it: `CAUSE`, and each fault that we admitted.

    Of an incident it is owed once, by the case that leads. A decision of the host's that falls is somebody's work as well: owed
    once by the case that was looked at, not by those that were decided along with it.
    """
    told = {one.decision for one in case.lessons.found}
    changed = {past.no - 1 for past in case.decisions if past.proposal.ruling in OVERTURNS}
    ours = case.breach is not None or (case.issue is not None and case.issue.first is None)
    owed = (
        (ours and not is_led(case) and None not in told)
        or not changed <= told
        or (_undid_host(case) and not told)
    )
    said = {one.fault.lapse for one in case.lessons.found if one.decision is None}
    unsaid = (one.value for one in admitted(case, pack) if one.value not in said)
    return (*((CAUSE,) if owed else ()), *unsaid)


def admitted(case: Case, pack: Pack) -> tuple[Admitted, ...]:
    """Return by what a fault of ours is admitted in a case, where no decision fell: each is somebody's work of its own.

    A grant by which a decision of the host's falls names what went wrong there, and is not counted twice; what was decided along
    with another case is counted there.
    """
    rule, last = pack.learning.admits, case.decision.proposal if case.decision is not None else None
    grants = last is not None and last.outcome == Outcome.GRANTED and last.alike in {None, case.id}
    so = {
        Admitted.GRANTED: grants and not _undid_host(case) and falls_under(case.code, rule.granted),
        Admitted.DISCLOSED: any(one.agreed is False for one in case.disclosures)
        and falls_under(case.code, rule.disclosed),
        Admitted.LATE: not case.late_by.isdisjoint(rule.late),
    }
    return tuple(one for one, is_so in so.items() if is_so)


def learned_elsewhere(case: Case) -> CaseId | None:
    """Return the case that says what went wrong here, too: that with which it was decided, where a decision of the host's falls."""
    last = case.decision.proposal if case.decision is not None else None
    if last is None or last.alike in {None, case.id} or not facts.undoes_host(last.measures):
        return None
    return last.alike


def fell_without_fault(case: Case) -> tuple[str, ...]:
    """Return why something was undone here of which nobody owes a cause: nobody found our decision wrong.

    A law gave it back because it was answered (named by its clock), or it fell on an account that was in other hands then.
    """
    told = {one.decision for one in case.lessons.found}
    undone = (one for one in case.undone if one.decision not in told)
    named = ((one.law or "") if one.hijack is None else NOT_OWNER for one in undone)
    return tuple(dict.fromkeys(one for one in named if one))


def owes_late(case: Case, pack: Pack) -> bool:
    """Say whether a time was missed by our own doing, and nobody has said what prevents that."""
    return Admitted.LATE.value in prevention_owed(case, pack)


def check_late(cause: str, *, pack: Pack) -> None:
    """Refuse to leave open what a time that we missed ourselves comes from.

    Raises: CAUSE_MISSING, UNKNOWN_WORD.
    """
    if not cause:
        raise Refused(No.CAUSE_MISSING, why="late")
    check_cause(cause, pack=pack)


def check_admitted(lapse: str, case: Case, *, pack: Pack) -> None:
    """Refuse a cause of what nobody admitted here; an empty one is of something else.

    Raises: UNKNOWN_WORD.
    """
    known = [one.value for one in admitted(case, pack)]
    if lapse and lapse not in known:
        raise Refused(No.UNKNOWN_WORD, field="lapse", value=lapse, known=known)


def _undid_host(case: Case) -> bool:
    """Say whether what was decided here undoes a decision of the host's, by its own look and not along with another."""
    last = case.decision.proposal if case.decision is not None else None
    if last is None or last.alike not in {None, case.id}:
        return False
    return facts.undoes_host(last.measures)


def mistaken(case: Case, decision: Decision, *, host_at: datetime | None) -> datetime | None:
    """Return when that was decided which this decision found to be wrong: by us, or by the host; none where nothing fell.

    What fell for facts that came only later was no mistake when it was decided.
    """
    said = decision.proposal
    if said.ruling in OVERTURNS:
        late = said.fault is not None and said.fault.cause == NEW_FACTS
        return None if late else case.decisions[decision.no - 2].at
    return host_at if facts.undoes_host(said.measures) else None


# --- tasks ----------------------------------------------------------------------------------------------------


def task_for(case: Case, found: Found, *, pack: Pack, now: datetime) -> facts.TaskOpened:
    """Return the task that a fault begins: whose it is and by when, as the pack says of its cause."""
    cause = pack.causes.get(found.fault.cause)
    return facts.TaskOpened(
        no=len(case.lessons.tasks) + 1,
        fault=found.no,
        owner=cause.owner if cause else UNSORTED,
        due_at=now + (cause.within if cause else pack.learning.again),
    )


def open_here(case: Case, found: Found) -> tuple[CaseId, int] | None:
    """Return the task of this very case that a fault's cause and clause have already, if it is not over."""
    several = (
        (case.id, task.no)
        for task in case.lessons.tasks
        if (task.cause, task.clause) == (found.fault.cause, found.clause) and task.state is not TaskState.HELD
    )
    return next(several, None)


def check_owner(task: Task, roles: Iterable[str], *, pack: Pack) -> None:
    """Refuse whoever the work does not belong to; a lead may do it for anybody.

    Raises: NOT_ALLOWED.
    """
    owner = pack.owners.get(task.owner)
    if not {Role.LEAD.value, owner.role if owner else Role.LEAD.value} & {*roles}:
        raise Refused(No.NOT_ALLOWED)


def check_of(task: Task, *, by: AgentId, pack: Pack, held: bool, now: datetime) -> datetime | None:
    """Return when it is looked at next, none once it has held for good; refuse who did it, and before its day.

    Raises: NOT_IN_THIS_STATE, SAME_SIGNER, NOT_BEFORE.
    """
    if task.state is not TaskState.DONE or task.done is None or task.check_at is None:
        raise Refused(No.NOT_IN_THIS_STATE, status=task.state.value)
    if task.done.agent == by:
        raise Refused(No.SAME_SIGNER)
    if not held:
        return now + pack.learning.again
    if now < task.check_at:
        raise Refused(No.NOT_BEFORE, at=task.check_at, why="task")
    later = pack.learning.checks[task.held_times + 1 :]
    return task.done_at + later[0] if later and task.done_at else None


# --- looks ----------------------------------------------------------------------------------------------------


def number_of(digest: bytes) -> int:
    """Return the number, below 10,000, that a keyed digest draws: the same each time, and nobody knows it without the key."""
    return int.from_bytes(digest[:8]) % WHOLE


def stratum_of(case: Case, decision: Decision, *, nth: int, pack: Pack) -> tuple[str, int]:
    """Return to which stratum a decided case belongs, and its share of 10,000; `nth` as whoever decided it has decided here."""
    proposal = decision.proposal
    cover = partial(
        Stratum.covers,
        code=case.code,
        severity=case.severity.value,
        measures=[one.measure for one in proposal.measures],
        outcome=proposal.outcome,
        reversal=proposal.ruling in OVERTURNS or _undid_host(case),
        nth=nth,
    )
    return next(
        ((name, stratum.share) for name, stratum in sorted(pack.learning.strata.items()) if cover(stratum)),
        ("", 0),
    )


def check_fresh(case: Case, agent: AgentId, *, reads: bool = False) -> None:
    """Refuse whoever had a hand in the case, has said already how they would decide it, or is kept out of it.

    Whoever only `reads` what came after the end may have read what came before.

    Raises: KEPT_OUT, HAND_IN_IT.
    """
    if agent in case.kept_out:
        raise Refused(No.KEPT_OUT)
    said = frozenset() if reads else case.lessons.answered_by
    if agent in case.took_part() | case.prepared | case.have_stood | said:
        raise Refused(No.HAND_IN_IT)


def check_opinion(case: Case, opinion: Opinion, *, pack: Pack) -> None:
    """Refuse an answer that could be no decision of this kind of case.

    Raises: OUTCOME_NOT_ALLOWED, CLAUSE_MISSING, CLAUSE_UNKNOWN, MEASURE_NOT_ALLOWED.
    """
    category = pack.category(case.code)
    if opinion.outcome not in category.outcomes:
        raise Refused(No.OUTCOME_NOT_ALLOWED, field="outcome", known=list(category.outcomes))
    if opinion.clause is None and opinion.outcome != Outcome.ANSWERED:
        raise Refused(No.CLAUSE_MISSING)
    if opinion.clause is not None and opinion.clause not in {one.id for one in pack.clauses_for(case.code)}:
        raise Refused(No.CLAUSE_UNKNOWN, clause=opinion.clause)
    if opinion.rung and opinion.rung not in rungs(case, pack=pack):
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=opinion.rung)


def rungs(case: Case, *, pack: Pack) -> tuple[str, ...]:
    """Return the rungs of the ladder that a kind of case allows."""
    category = pack.category(case.code)
    return tuple(code for code in pack.measures if code.startswith(RUNG) and category.allows(code))


def speaks_for(look: Look) -> Side:
    """Return for which side a case is opened again: for the account where the second look is milder, else for who complained."""
    second = look.second
    if second is None:
        return Side.COMPLAINANT
    acquits = look.first.outcome == Outcome.VIOLATION and second.outcome != Outcome.VIOLATION
    return Side.ACCOUNT if acquits or second.rung < look.first.rung else Side.COMPLAINANT
