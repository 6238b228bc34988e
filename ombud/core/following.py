"""When may a step be done, when is it over by itself, and when does somebody have to look at a decided case again?

1. A playbook is a graph: a step comes `after` others, and a step that is needed only `when` something was found is over
   with as long as nobody found it.
2. A step that has to `wait` since something happened may not be done before; left out before that, or where it says so, it
   takes a lead.
3. A step `done_on` an event is done by the house once that has happened in the book. One that gives somebody time for it
   (`until`) is done by nobody's word: it is over when that happens, or when the time is up and nobody answered.
4. A decided case is due from when the next mandatory step may be done by a person. Who has it and does nothing for
   `PATIENCE` gives it back to dispatch, and a lead is alarmed; who has left gives it back at once. To a step that `calls`
   whoever is on duty is called as soon as it is due.
Nothing here looks at a watch: all of it is a function of the book, so that whoever checks the books finds the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ombud.core.case import Case, Status
from ombud.core.happening import UNFOUNDED
from ombud.core.ordered import by_order, confirmed_at
from ombud.core.pack.authorities import whole
from ombud.core.pack.promises import ORDERED
from ombud.core.pack.types import Pack, Playbook, Step
from ombud.core.playbooks import CLOSE, applies, is_over, playbook_of
from ombud.core.preventing import by_work, next_at, reached_at
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, ComplaintId, Role, Severity, Side, may_act_as

IN_FORCE: Final = "measure"
"""What a step is done on whose measure holds: the host confirmed it."""
ASKED: Final = "waiting"
"""What has happened once somebody who complained was asked; `answered` once they said something."""
PUBLIC: Final = "public_notice"
"""The ground that those whom a leak touched are warned in public, because no letter could reach them."""
LEAD: Final = "lead"
"""How a step may be left out: by somebody who acts as a lead."""
FOLLOWED: Final = frozenset({Status.QUEUED, Status.IN_HAND, Status.WAITING, Status.DECIDED})
"""Where the house does steps by itself: not while somebody signs, nor after the end."""
PATIENCE: Final[Mapping[Severity, timedelta]] = MappingProxyType(
    {
        Severity.S0: timedelta(hours=1),
        Severity.S1: timedelta(hours=4),
        Severity.S2: timedelta(hours=24),
        Severity.S3: timedelta(hours=48),
        Severity.S4: timedelta(hours=72),
    }
)
"""How long what is due may lie with whoever has it before others are asked."""


class Stand(StrEnum):
    """How a step stands."""

    DONE = "done"
    SKIPPED = "skipped"
    LAPSED = "lapsed"
    NOT_NEEDED = "not_needed"
    BLOCKED = "blocked"
    WAITING = "waiting"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A step of the playbook in force as it stands; `at` when it may be done or is over by itself, `after` what it comes after."""

    step: Step
    stand: Stand
    at: datetime | None = None
    after: tuple[str, ...] = ()


def steps(case: Case, pack: Pack, *, now: datetime) -> tuple[Seen, ...]:
    """Return the playbook in force, each step as it stands."""
    book = playbook_of(case, pack)
    return tuple(_seen(case, step, book, now=now) for step in book.steps)


def _seen(case: Case, step: Step, book: Playbook, *, now: datetime) -> Seen:
    over = {Stand.DONE: case.steps_done, Stand.SKIPPED: case.steps_skipped, Stand.LAPSED: case.steps_lapsed}
    for stand, names in over.items():
        if step.id in names:
            return Seen(step=step, stand=stand)
    if not applies(case, step):
        return Seen(step=step, stand=Stand.NOT_NEEDED)
    after = blocked_by(case, step, book)
    if after:
        return Seen(step=step, stand=Stand.BLOCKED, after=after)
    if is_answered_only(step) or by_work(step):
        at = next_at(case) if by_work(step) else lapses_at(case, step)
        return Seen(step=step, stand=Stand.WAITING, at=at)
    at = due_from(case, step)
    if at is None or at > now:
        return Seen(step=step, stand=Stand.WAITING, at=at)
    return Seen(step=step, stand=Stand.OPEN, at=at)


# --- what a person may do -----------------------------------------------------------------------------------


def check_due(case: Case, step: Step, book: Playbook, *, now: datetime) -> None:
    """Refuse to do a step before others are over, before its time, or in place of whoever has time to answer.

    Doing one again is no harm; one that was left out is not done before its time either.

    Raises: STEP_AFTER, STEP_WAITS.
    """
    if after := blocked_by(case, step, book):
        raise Refused(No.STEP_AFTER, step=step.id, steps=after)
    if step.id in case.steps_done | case.steps_lapsed:
        return
    answers = is_answered_only(step)
    at = lapses_at(case, step) if answers else due_from(case, step)
    if at is None:
        raise Refused(No.STEP_WAITS, step=step.id, why="begins")
    if answers or at > now:
        raise Refused(No.STEP_WAITS, step=step.id, at=at)


def takes_lead(case: Case, step: Step, *, now: datetime) -> bool:
    """Say whether leaving a step out takes a lead: where it says so, and before its time.

    Where a decision found that there was nothing, nobody owes an authority, or those whom it touched, word of it: whoever decided
    says why.
    """
    at = due_from(case, step)
    early = step.wait is not None and (at is None or at > now)
    owed = step.skip == LEAD and not ((step.to or step.grounds) and _found_nothing(case))
    return step.mandatory and applies(case, step) and (owed or early)


def _found_nothing(case: Case) -> bool:
    return case.decision is not None and not case.on_appeal and case.decision.proposal.outcome in UNFOUNDED


def ground_of(case: Case, step: Step, said: str) -> str:
    """Return the ground of law on which a step is left out, where it knows some and a decision did not find that there was nothing.

    Silence that an authority ordered is held back from whoever complained, too, with a day on which somebody looks again; who is
    warned in public alone was warned.

    Raises: GROUND_UNKNOWN.
    """
    first = case.excused.get(step.id) if step.id in case.steps_left else None
    ground = first or said
    if not step.grounds or (not ground and _found_nothing(case)):
        return ""
    ordered = any(one.side == Side.COMPLAINANT and one.ground == ORDERED for one in case.withheld)
    lacks = {ORDERED: not ordered, PUBLIC: not case.warnings}
    if ground not in step.grounds:
        raise Refused(No.GROUND_UNKNOWN, step=step.id, why="which", known=sorted(step.grounds))
    if lacks.get(ground):
        raise Refused(No.GROUND_UNKNOWN, step=step.id, why=ground)
    return ground


def check_lead(step: Step, roles: frozenset[str]) -> None:
    """Refuse somebody who does not act as a lead to leave out what takes one.

    Raises: STEP_NEEDS_LEAD.
    """
    if not may_act_as(Role.LEAD, roles):
        raise Refused(No.STEP_NEEDS_LEAD, step=step.id)


def check_may_work(case: Case, by: AgentId) -> None:
    """Refuse whoever has nothing to do with the case: it is in their hands, or was, and waits for what follows.

    Raises: NOT_YOURS.
    """
    works = case.status is Status.IN_HAND and by == case.agent
    if not (works or case.is_finished_by(by)):
        raise Refused(No.NOT_YOURS, status=case.status.value)


def check_may_prove(case: Case, by: AgentId, *complaints: ComplaintId) -> None:
    """Refuse whoever may not write down what somebody proved, or speaks for no more.

    Whoever works on the case may, or reads what one of these complainants sent after the end.

    Raises: NOT_YOURS.
    """
    if not any(case.lessons.is_read_by(by, complaint=one) for one in complaints):
        check_may_work(case, by)


def may_stand_behind(
    case: Case, step: str, by: AgentId, *, roles: frozenset[str], asked: Role = Role.LEAD
) -> bool:
    """Say whether somebody may say, too, that a step is left out which another left out alone: whoever signed, or is asked.

    A lead is `asked`; once it is decided, and no other lead is there, whoever may sign.
    """
    first, decision = case.steps_left.get(step), case.decision
    signed = case.status is Status.DECIDED and decision is not None and by in decision.signed
    return first is not None and by not in {first, *case.kept_out} and (signed or may_act_as(asked, roles))


# --- the graph, and time ------------------------------------------------------------------------------------


def blocked_by(case: Case, step: Step, book: Playbook) -> tuple[str, ...]:
    """Return the steps that must be over before this one and are not."""
    before = ((name, book.step(name)) for name in step.after)
    return tuple(
        name
        for name, other in before
        if other is not None and applies(case, other) and not is_over(case, other)
    )


def is_answered_only(step: Step) -> bool:
    """Say whether a step is over only when what it waits for happens, or the time for that is up."""
    return step.done_on is not None and step.until is not None


def due_from(case: Case, step: Step) -> datetime | None:
    """Return from when a step may be done: once it has waited since what it counts from; None before that happened."""
    begun = since(case, step)
    return begun if begun is None or step.wait is None else begun + step.wait


def since(case: Case, step: Step) -> datetime | None:
    """Return from when the time of a step counts: an event or another step of the book, else from the beginning.

    Whoever is given time is asked once what that comes after is over: an earlier question is another one.
    """
    begun = case.opened_at if step.since is None else _happened(case, step.since)
    over = (case.steps_at[name] for name in step.after if name in case.steps_at)
    first = max(over, default=None) if is_answered_only(step) else None
    return None if begun is not None and first is not None and begun < first else begun


def _happened(case: Case, name: str) -> datetime | None:
    """Return when a step was over, or something happened last."""
    if name in case.steps_at:
        return case.steps_at[name]
    return max((at for code, at in case.moved if name in (code, whole(code))), default=None)


def lapses_at(case: Case, step: Step) -> datetime | None:
    """Return when the time is up that somebody has for what a step waits for; None where it has not begun."""
    begun = since(case, step)
    return None if begun is None or step.until is None else begun + step.until


def time_to_answer(case: Case, pack: Pack) -> timedelta:
    """Return how long whoever complained has to answer what is asked now: as always, or what a step gives them for it."""
    book = playbook_of(case, pack)
    asked = (step for step in book.steps if step.until is not None and step.since == ASKED)
    open_now = (
        step
        for step in asked
        if applies(case, step) and not is_over(case, step) and not blocked_by(case, step, book)
    )
    return max((pack.wait_limit, *(step.until for step in open_now if step.until is not None)))


# --- what the house does ------------------------------------------------------------------------------------


def done_since(case: Case, step: Step) -> datetime | None:
    """Return when what a step is done on happened; an answer counts from when somebody was asked for it."""
    if by_order(step):
        return confirmed_at(case, step)
    if by_work(step):
        return reached_at(case, step)
    if step.done_on == IN_FORCE:
        return case.measures_at.get(step.measure) if step.measure else None
    at = _happened(case, step.done_on or "")
    begun = since(case, step) if step.until is not None else at
    return at if at is not None and begun is not None and at >= begun else None


def by_itself(case: Case, pack: Pack) -> tuple[tuple[Step, Stand, datetime], ...]:
    """Return the steps that the house has to do, done or lapsed, each with from when."""
    if case.status not in FOLLOWED:
        return ()
    book = playbook_of(case, pack)
    later = case.status is Status.DECIDED
    steps = (step for step in book.steps if step.done_on is not None and (step.before == CLOSE or not later))
    return tuple(found for step in steps for found in _by_itself(case, step, book))


def _by_itself(case: Case, step: Step, book: Playbook) -> Iterator[tuple[Step, Stand, datetime]]:
    if is_over(case, step) or not applies(case, step) or blocked_by(case, step, book):
        return
    at, up, ready = done_since(case, step), lapses_at(case, step), due_from(case, step)
    if at is not None and (up is None or at <= up):
        if ready is not None:
            yield step, Stand.DONE, max(at, ready)
    elif up is not None:
        yield step, Stand.LAPSED, up


def due_at(case: Case, pack: Pack) -> datetime | None:
    """Return from when somebody has to do something in a decided case; None where only the house or the host does."""
    if case.status is not Status.DECIDED or case.decision is None:
        return None
    book = playbook_of(case, pack)
    several = (_person(case, step, book) for step in book.steps)
    first = min((at for at in several if at is not None), default=None)
    return first and max(first, case.decision.at)


def calls(case: Case, pack: Pack) -> tuple[tuple[Step, datetime], ...]:
    """Return the steps to which whoever is on duty is to be called, each from when: once, as soon as it is due."""
    if case.status is not Status.DECIDED:
        return ()
    book = playbook_of(case, pack)
    several = ((step, _person(case, step, book)) for step in book.steps if step.calls)
    return tuple((step, at) for step, at in several if at is not None and step.id not in case.calls)


def _person(case: Case, step: Step, book: Playbook) -> datetime | None:
    """Return from when a person has to do this step before the case closes."""
    alone = is_answered_only(step) or by_work(step)
    mine = step.mandatory and step.before == CLOSE and not alone
    if not mine or is_over(case, step) or not applies(case, step) or blocked_by(case, step, book):
        return None
    at = due_from(case, step)
    begun = [case.steps_at[name] for name in step.after if name in case.steps_at]
    return None if at is None else max([at, *begun])


def let_go_at(case: Case, pack: Pack) -> datetime | None:
    """Return when whoever has a decided case that is due has let it lie for too long."""
    at = due_at(case, pack)
    if at is None or case.agent is None:
        return None
    return max(at, case.held_since or at) + PATIENCE[case.severity]


def follow_at(case: Case, pack: Pack) -> datetime | None:
    """Return when the house has to do something about the steps of a case."""
    moments: Iterable[datetime | None] = (
        *(at for _, _, at in by_itself(case, pack)),
        *(at for _, at in calls(case, pack)),
        let_go_at(case, pack),
    )
    return min((at for at in moments if at is not None), default=None)
