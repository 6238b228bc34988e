"""Look at what the house learns: what is to be mended, where decisions do not stand, how far two agree, what complainants say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ombud.core.agreement import Agreement, Share, agreement, share
from ombud.core.lessons import Look, Task
from ombud.core.playbooks import playbook_of
from ombud.core.preventing import may_find
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId
from ombud.store import lessons, packs, texts
from ombud.store.ledger import read_case
from ombud.store.lessons import TaskLine

SINCE: Final = timedelta(days=90)
MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSeen:
    """A task with the words of who found it, of who mended it, and of who looked; nobody's name."""

    line: TaskLine
    task: Task
    found: tuple[tuple[str, str], ...] = field(repr=False)
    done: str = field(repr=False)
    checks: tuple[tuple[bool, str], ...] = field(repr=False)
    may_find: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeSeen:
    """Two answers that differ, with the words of the second; neither has a name."""

    case: CaseId
    number: str
    look: Look
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """What complainants said of decisions that ended alike: how many were told, how many spoke, and what they said."""

    outcome: str
    told: int
    solved: Share
    heard: Share
    clear: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How many closed cases of a stratum were drawn to be decided once more blind, and how far those agree that were."""

    stratum: str
    drawn: int
    agrees: Agreement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """All of it, of the last 90 days where it is counted; none of it is about a person."""

    tasks: tuple[TaskSeen, ...]
    disputes: tuple[DisputeSeen, ...]
    overturns: tuple[tuple[str, Share], ...]
    lapses: tuple[tuple[str, int], ...]
    causes: tuple[tuple[str, str, int], ...]
    whole: Drawn | None
    strata: tuple[Drawn, ...]
    rated: tuple[Rated, ...]


def look_at_learning(*, now: datetime) -> Learning:
    """Read it; the words of an erased case are gone, what is to be mended stays."""
    since = now - SINCE
    opinions = lessons.opinions(since=since)
    by_stratum: dict[str, list[tuple[str, str | None]]] = {}
    for stratum, first, second in opinions:
        by_stratum.setdefault(stratum, []).append((first, second))
    return Learning(
        tasks=tuple(_task(line) for line in lessons.tasks(limit=MOST)),
        disputes=tuple(_dispute(case, no) for case, no in lessons.disputed(limit=MOST)),
        overturns=tuple((family, share(k, n)) for family, n, k in lessons.overturns(since=since)),
        lapses=lessons.by_lapse(since=since),
        causes=lessons.by_cause(since=since),
        whole=_drawn("", [(first, second) for _, first, second in opinions]) if opinions else None,
        strata=tuple(_drawn(name, pairs) for name, pairs in sorted(by_stratum.items())),
        rated=tuple(
            Rated(
                outcome=outcome,
                told=told,
                solved=share(solved, spoke),
                heard=share(heard, asked_heard),
                clear=share(clear, asked_clear),
            )
            for outcome, told, spoke, solved, asked_heard, heard, asked_clear, clear in lessons.rated(
                since=since
            )
        ),
    )


def _drawn(stratum: str, pairs: Sequence[tuple[str, str | None]]) -> Drawn:
    both = [(first, second) for first, second in pairs if second is not None]
    return Drawn(stratum=stratum, drawn=len(pairs), agrees=agreement(both))


def _task(line: TaskLine) -> TaskSeen:
    case = read_case(line.case)
    task = case.lessons.task(line.no)
    own = [one.words.id for one in (*((task.done,) if task.done else ()), *task.checks)]
    words = texts.read_many(line.case, own)
    return TaskSeen(
        line=line,
        task=task,
        found=tuple(_found(case, no) for case, no in lessons.faults_of((line.case, line.no))),
        done=_of(words, task.done.words.id) if task.done else "",
        checks=tuple((check.held, _of(words, check.words.id)) for check in task.checks),
        may_find=may_find(case, task, book=playbook_of(case, packs.of_case(case))),
    )


def _found(case: CaseId, no: int) -> tuple[str, str]:
    """Return the case in which a cause was found, and what was said of it there."""
    said = read_case(case).lessons.fault(no).fault.words.id
    return number_of(case, "K"), _of(texts.read_many(case, (said,)), said)


def _dispute(case: CaseId, no: int) -> DisputeSeen:
    look = read_case(case).lessons.look(no)
    said = look.answer.words.id if look.answer else UUID(int=0)
    text = _of(texts.read_many(case, (said,)), said)
    return DisputeSeen(case=case, number=number_of(case, "K"), look=look, text=text)


def _of(words: Mapping[UUID, str], said: UUID) -> str:
    return words.get(said, "")
