"""What is learned from one case: its faults, the tasks that come from them, and the second looks at it?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeVar
from uuid import UUID

from ombud.core import facts
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, LookKind

T = TypeVar("T")


class TaskState(StrEnum):
    """How far the work on a cause is: open, done and not yet looked at, or found to hold."""

    OPEN = "open"
    DONE = "done"
    HELD = "held"


class LookState(StrEnum):
    """How far a second look is."""

    WAITING = "waiting"
    IN_HAND = "in_hand"
    AGREED = "agreed"
    DISPUTED = "disputed"
    KEPT = "kept"
    REOPENED = "reopened"
    OVERTAKEN = "overtaken"


OPEN_LOOKS: Final = frozenset({LookState.WAITING, LookState.IN_HAND})
UNSETTLED: Final = OPEN_LOOKS | {LookState.DISPUTED}
"""Looks that an appeal, or the end of the case's key, overtakes."""
RUNG: Final = "L"
"""Begins the code of every rung of the ladder; the higher, the graver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """How somebody would decide, as far as two can be compared: outcome, clause, the highest rung."""

    outcome: str
    clause: str | None = None
    rung: str = ""

    def said(self) -> str:
        """Return it in one word for each: what a row holds, and what agreement is counted by."""
        return f"{self.outcome} {self.clause or '-'} {self.rung or '-'}"


def opinion_of(proposal: facts.Proposed) -> Opinion:
    """Return what a decision comes to."""
    rungs = (one.measure for one in proposal.measures if one.measure.startswith(RUNG))
    return Opinion(outcome=proposal.outcome, clause=proposal.clause, rung=max(rungs, default=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fault, by number: of the `decision` that did not stand, or none; and the task that mends it, in this case or another."""

    no: int
    at: datetime
    fault: facts.Fault
    clause: str | None
    decision: int | None = None
    task: tuple[CaseId, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The work on a cause; `opened_at` the last time that it was, `held_times` how often it was found to hold since it was done.

    `begun_at` is when it was first, `held_at` all the moments at which it was found to hold.
    """

    no: int
    cause: str
    clause: str | None
    owner: str
    begun_at: datetime
    opened_at: datetime
    due_at: datetime
    state: TaskState = TaskState.OPEN
    done: facts.TaskDone | None = None
    done_at: datetime | None = None
    check_at: datetime | None = None
    checks: tuple[facts.TaskChecked, ...] = ()
    held_times: int = 0
    held_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A second look; `first` is what it is compared with, and whoever looks blind never sees."""

    drawn: facts.LookDrawn
    at: datetime
    first: Opinion
    state: LookState = LookState.WAITING
    agent: AgentId | None = None
    until: datetime | None = None
    answer: facts.LookAnswered | None = None
    answered_at: datetime | None = None
    settled: facts.LookSettled | None = None

    @property
    def second(self) -> Opinion | None:
        """Return what the second pair of eyes would decide."""
        if self.answer is None or self.drawn.kind != LookKind.BLIND:
            return None
        return Opinion(outcome=self.answer.outcome, clause=self.answer.clause, rung=self.answer.rung)

    @property
    def says(self) -> str | None:
        """Return the answer in one word for each: how it would decide, or what came later leads to."""
        if self.second is not None:
            return self.second.said()
        return (self.answer.leads or None) if self.answer is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """All of it."""

    found: tuple[Found, ...] = ()
    tasks: tuple[Task, ...] = ()
    looks: tuple[Look, ...] = ()

    @property
    def answered_by(self) -> frozenset[AgentId]:
        """Return those who said already how they would decide, or whether it is opened again."""
        return frozenset(one.answer.agent for one in self.looks if one.answer is not None)

    def run_out(self, *, now: datetime) -> tuple[tuple[int, AgentId], ...]:
        """Return the looks that somebody has had for too long, and who."""
        return tuple(
            (one.drawn.no, one.agent) for one in self.looks if one.agent and one.until and one.until <= now
        )

    def fault(self, no: int) -> Found:
        """Return a fault by its number."""
        return _there(no, (one for one in self.found if one.no == no))

    def task(self, no: int) -> Task:
        """Return a task by its number."""
        return _there(no, (one for one in self.tasks if one.no == no))

    def look(self, no: int) -> Look:
        """Return a look by its number."""
        return _there(no, self._looks(no))

    def is_read_by(self, agent: AgentId, *, complaint: ComplaintId) -> bool:
        """Say whether somebody has in hand to read what a complainant sent after the end."""
        return any(
            (one.state, one.agent) == (LookState.IN_HAND, agent)
            and (one.drawn.kind, one.drawn.complaint) == (LookKind.LATER, complaint)
            for one in self.looks
        )

    def find_look(self, no: int | None) -> Look | None:
        """Return a look by its number, where there is one."""
        return next(self._looks(no), None)

    def _looks(self, no: int | None) -> Iterator[Look]:
        return (one for one in self.looks if one.drawn.no == no)


def _there(no: int, several: Iterator[T]) -> T:
    found = next(several, None)
    if found is None:
        raise Refused(No.NOT_FOUND, no=no)
    return found


def overturned(lessons: Lessons, proposal: facts.Proposed, *, at: datetime) -> Lessons:
    """Note the fault of the decision that this one changes, if it says one."""
    if proposal.fault is None:
        return lessons
    found = Found(
        no=len(lessons.found) + 1,
        at=at,
        fault=proposal.fault,
        clause=proposal.clause,
        decision=proposal.no - 1,
    )
    return replace(lessons, found=(*lessons.found, found))


def overtaken(lessons: Lessons) -> Lessons:
    """Let no look be answered any more that was not: the case is judged afresh, or can no longer be read."""
    return replace(
        lessons,
        looks=tuple(
            replace(one, state=LookState.OVERTAKEN, until=None) if one.state in UNSETTLED else one
            for one in lessons.looks
        ),
    )


def _found(it: Lessons, line: facts.Line, fact: facts.FaultFound, _case: CaseId) -> Lessons:
    found = Found(no=len(it.found) + 1, at=line.at, fault=fact.fault, clause=fact.clause)
    return replace(it, found=(*it.found, found))


def _of_task(it: Lessons, fault: int, task: tuple[CaseId, int]) -> Lessons:
    if it.fault(fault).task is not None:
        raise Refused(No.ALREADY_DONE, no=fault)
    return replace(it, found=tuple(replace(one, task=task) if one.no == fault else one for one in it.found))


def _opened(it: Lessons, line: facts.Line, fact: facts.TaskOpened, case: CaseId) -> Lessons:
    found = it.fault(fact.fault)
    task = Task(
        no=fact.no,
        cause=found.fault.cause,
        clause=found.clause,
        owner=fact.owner,
        begun_at=line.at,
        opened_at=line.at,
        due_at=fact.due_at,
    )
    return replace(_of_task(it, fact.fault, (case, fact.no)), tasks=(*it.tasks, task))


def _joined(it: Lessons, _line: facts.Line, fact: facts.TaskJoined, _case: CaseId) -> Lessons:
    return _of_task(it, fact.fault, (fact.case, fact.task))


def _task(it: Lessons, no: int, *, when: TaskState, **change: Any) -> Lessons:
    """Change a task that stands where this can happen to it."""
    if it.task(no).state is not when:
        raise Refused(No.NOT_IN_THIS_STATE, status=it.task(no).state.value)
    return replace(it, tasks=tuple(replace(one, **change) if one.no == no else one for one in it.tasks))


def _done(it: Lessons, line: facts.Line, fact: facts.TaskDone, _case: CaseId) -> Lessons:
    change = {"done": fact, "done_at": line.at, "check_at": fact.check_at, "held_times": 0}
    return _task(it, fact.no, when=TaskState.OPEN, state=TaskState.DONE, **change)


def _checked(it: Lessons, line: facts.Line, fact: facts.TaskChecked, _case: CaseId) -> Lessons:
    task = it.task(fact.no)
    checks = (*task.checks, fact)
    if not fact.held:
        back = {"due_at": fact.next_at, "opened_at": line.at, "check_at": None, "checks": checks}
        return _task(it, fact.no, when=TaskState.DONE, state=TaskState.OPEN, **back)
    state = TaskState.HELD if fact.next_at is None else TaskState.DONE
    again = {"check_at": fact.next_at, "checks": checks, "held_times": task.held_times + 1}
    return _task(it, fact.no, when=TaskState.DONE, state=state, held_at=(*task.held_at, line.at), **again)


def drawn(it: Lessons, fact: facts.LookDrawn, *, at: datetime, first: facts.Proposed) -> Lessons:
    """Let a second look wait for somebody."""
    return replace(it, looks=(*it.looks, Look(drawn=fact, at=at, first=opinion_of(first))))


def _look(it: Lessons, no: int, *, when: LookState, **change: Any) -> Lessons:
    """Change a look that stands where this can happen to it."""
    if it.look(no).state is not when:
        raise Refused(No.NOT_IN_THIS_STATE, status=it.look(no).state.value)
    return replace(it, looks=tuple(replace(one, **change) if one.drawn.no == no else one for one in it.looks))


def _taken(it: Lessons, _line: facts.Line, fact: facts.LookTaken, _case: CaseId) -> Lessons:
    return _look(
        it, fact.no, when=LookState.WAITING, state=LookState.IN_HAND, agent=fact.agent, until=fact.until
    )


def _returned(it: Lessons, _line: facts.Line, fact: facts.LookReturned, _case: CaseId) -> Lessons:
    return _look(it, fact.no, when=LookState.IN_HAND, state=LookState.WAITING, agent=None, until=None)


def _answered(it: Lessons, line: facts.Line, fact: facts.LookAnswered, _case: CaseId) -> Lessons:
    given = _look(it, fact.no, when=LookState.IN_HAND, answer=fact, answered_at=line.at, until=None)
    return _look(given, fact.no, when=LookState.IN_HAND, state=_after(given.look(fact.no)))


def _after(look: Look) -> LookState:
    if look.second is not None:
        return LookState.AGREED if look.second == look.first else LookState.DISPUTED
    return LookState.REOPENED if look.answer is not None and look.answer.reopens else LookState.KEPT


def _settled(it: Lessons, _line: facts.Line, fact: facts.LookSettled, _case: CaseId) -> Lessons:
    state = LookState.REOPENED if fact.reopens else LookState.KEPT
    return _look(it, fact.no, when=LookState.DISPUTED, state=state, settled=fact)


Turn = Callable[[Lessons, facts.Line, Any, CaseId], Lessons]
TURNS: Final[Mapping[type, Turn]] = MappingProxyType(
    {
        facts.FaultFound: _found,
        facts.TaskOpened: _opened,
        facts.TaskJoined: _joined,
        facts.TaskDone: _done,
        facts.TaskChecked: _checked,
        facts.LookTaken: _taken,
        facts.LookReturned: _returned,
        facts.LookAnswered: _answered,
        facts.LookSettled: _settled,
    }
)
"""What a fact teaches; a look is drawn with what it is compared with."""


def turn(lessons: Lessons, line: facts.Line, *, case: UUID) -> Lessons:
    """Return what is learned after one more line."""
    return TURNS[type(line.fact)](lessons, line, line.fact, case)
