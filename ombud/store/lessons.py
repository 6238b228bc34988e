"""What is learned from cases, as rows beside their books: what nobody works on yet, what waits to be looked at once more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of, drawn_from
from ombud.core.lessons import LookState, TaskState
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import bulk
from ombud.store.asking import asked
from ombud.store.models import Lapse, Look, Rating, Task, TaskClaim

Rows = list[Mapping[str, Any]]


def lapse_rows(case: Case) -> Rows:
    """Return the faults that must lie beside a case's book."""
    return [
        {
            "bucket": bucket_of(case.id),
            "case_id": case.id,
            "no": one.no,
            "lapse": one.fault.lapse,
            "cause": one.fault.cause,
            "clause": one.clause or "",
            "at": one.at,
            "task_case": one.task[0] if one.task else None,
            "task_no": one.task[1] if one.task else None,
        }
        for one in case.lessons.found
    ]


def task_rows(case: Case) -> Rows:
    """Return the tasks that must lie beside a case's book."""
    return [
        {
            "bucket": bucket_of(case.id),
            "case_id": case.id,
            "no": one.no,
            "cause": one.cause,
            "clause": one.clause or "",
            "owner": one.owner,
            "state": one.state.value,
            "opened_at": one.opened_at,
            "due_at": one.due_at,
            "check_at": one.check_at,
        }
        for one in case.lessons.tasks
    ]


def look_rows(case: Case) -> Rows:
    """Return the second looks that must lie beside a case's book."""
    return [
        {
            "bucket": bucket_of(case.id),
            "case_id": case.id,
            "no": one.drawn.no,
            "kind": one.drawn.kind,
            "stratum": one.drawn.stratum,
            "lane": case.lane,
            "state": one.state.value,
            "agent": one.agent,
            "at": one.at,
            "due_at": one.drawn.due_at,
            "until": one.until,
            "first": one.first.said(),
            "second": one.says,
        }
        for one in case.lessons.looks
    ]


def rating_rows(complaint: Complaint) -> Rows:
    """Return what a complainant said, as it must lie beside the complaint's book; who is still to look is not one of it."""
    return [
        {
            "bucket": bucket_of(complaint.id),
            "complaint": complaint.id,
            "case_id": one.case,
            "decision": one.decision,
            "outcome": one.outcome,
            "solved": one.solved,
            "heard": one.heard,
            "clear": one.clear,
            "at": at,
        }
        for at, one in complaint.ratings
    ]


KEY: Final = ("bucket", "case_id", "no")


def save(case: Case, *, before: Case | None) -> None:
    """Write what changed about a case's lessons."""
    if case.lessons == (before.lessons if before else None):
        return
    for table, rows in ((Lapse, lapse_rows(case)), (Task, task_rows(case)), (Look, look_rows(case))):
        bulk.upsert(table, rows, key=KEY)


def save_ratings(complaint: Complaint, *, before: Complaint | None) -> None:
    """Write what a complainant said now; where it is unsolved somebody is to look."""
    known = len(before.ratings) if before else 0
    fresh = rating_rows(complaint)[known:]
    bulk.insert(Rating, [{**row, "due_at": None if row["solved"] else row["at"]} for row in fresh])


# --- faults and tasks ---------------------------------------------------------------------------------------


def unassigned(*, limit: int) -> tuple[CaseId, ...]:
    """Return cases with a fault that is nobody's work yet, the oldest first."""
    found = asked("SELECT case_id FROM lapse WHERE task_case IS NULL ORDER BY at LIMIT %s", limit)
    return tuple(dict.fromkeys(case for (case,) in found))


def task_of(cause: str, clause: str | None, *, new: tuple[CaseId, int]) -> tuple[CaseId, int]:
    """Return the task that this cause and clause have already, else claim them for the `new` one and return that.

    Two who begin the same at once claim the same row: the second waits for the first to end, and joins what it began.
    """
    said = "SELECT case_id, no, state <> %s FROM task WHERE cause = %s AND clause = %s ORDER BY opened_at, case_id"
    there = asked(said, TaskState.HELD.value, cause, clause or "")
    still = next(((case, no) for case, no, is_open in there if is_open), None)
    if still is not None:
        return still
    nth = len(there) + 1
    claim = claim_of(cause, clause or "", nth=nth)
    if _claims(claim, nth=nth, new=new):
        return new
    [(case, no)] = asked(
        "SELECT case_id, task_no FROM task_claim WHERE bucket = %s AND id = %s", bucket_of(claim), claim
    )
    return case, no


def claim_own(cause: str, clause: str | None, *, new: tuple[CaseId, int]) -> tuple[CaseId, int]:
    """Claim a task of its own for the `new` one, whatever else this cause and clause have already."""
    there = asked("SELECT count(*) FROM task WHERE cause = %s AND clause = %s", cause, clause or "")
    nth = int(there[0][0]) + 1
    while not _claims(claim_of(cause, clause or "", nth=nth), nth=nth, new=new):
        nth += 1
    return new


def _claims(claim: UUID, *, nth: int, new: tuple[CaseId, int]) -> bool:
    """Claim the nth work on a cause for the `new` one; say no if it is somebody else's."""
    row = {"bucket": bucket_of(claim), "id": claim, "nth": nth, "case_id": new[0], "task_no": new[1]}
    return bool(bulk.insert_new(TaskClaim, [row], returning=("id",)))


def claim_of(cause: str, clause: str, *, nth: int) -> UUID:
    """Return what the nth work on a cause and a clause is claimed by."""
    return drawn_from(sha256(repr((cause, clause, nth)).encode()).digest())


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task in a list, with how often its cause was found."""

    case: CaseId
    no: int
    cause: str
    clause: str
    owner: str
    state: str
    opened_at: datetime
    due_at: datetime
    check_at: datetime | None
    count: int


_TASKS: Final = """
SELECT t.case_id, t.no, t.cause, t.clause, t.owner, t.state, t.opened_at, t.due_at, t.check_at,
  (SELECT count(*) FROM lapse l WHERE l.task_case = t.case_id AND l.task_no = t.no)
FROM task t WHERE t.state <> 'held' ORDER BY coalesce(t.check_at, t.due_at), t.case_id, t.no LIMIT %s
"""


def tasks(*, limit: int) -> tuple[TaskLine, ...]:
    """Return the tasks that are not over, by when something is due."""
    names = ("case", "no", "cause", "clause", "owner", "state", "opened_at", "due_at", "check_at", "count")
    return tuple(TaskLine(**dict(zip(names, row, strict=True))) for row in asked(_TASKS, limit))


def faults_of(task: tuple[CaseId, int]) -> tuple[tuple[CaseId, int], ...]:
    """Return the faults that a task is to mend, the newest first."""
    said = "SELECT case_id, no FROM lapse WHERE task_case = %s AND task_no = %s ORDER BY at DESC, case_id LIMIT 20"
    return tuple((case, no) for case, no in asked(said, *task))


def late(*, now: datetime) -> tuple[tuple[str, CaseId, int, datetime], ...]:
    """Return what nobody did in time: `task` or its `check`, and `look`; with the case, its number there and when it was due."""
    said = """
    SELECT CASE state WHEN 'open' THEN 'task' ELSE 'check' END, case_id, no, coalesce(check_at, due_at) FROM task
    WHERE state <> 'held' AND coalesce(check_at, due_at) <= %s
    UNION ALL SELECT 'look', case_id, no, due_at FROM look
    WHERE state IN ('waiting', 'in_hand', 'disputed') AND due_at <= %s ORDER BY 4, 2, 3 LIMIT 500
    """
    return tuple(asked(said, now, now))


# --- looks --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LookWaiting:
    """A second look that waits, with what the dispatcher asks about its case."""

    case: CaseId
    no: int
    lane: str
    due_at: datetime
    opened_at: datetime
    code: str
    pack: str
    subject: UUID | None
    asks: frozenset[str]


_LOOKS: Final = """
SELECT l.case_id, l.no, l.lane, l.due_at, l.at, k.code, k.pack, k.subject, k.asks
FROM look l JOIN case_row k ON k.bucket = l.bucket AND k.id = l.case_id
WHERE l.state = 'waiting' AND l.lane = ANY(%s) ORDER BY l.due_at, l.case_id, l.no OFFSET %s LIMIT %s
"""


def waiting(lanes: Iterable[str], *, skip: int, limit: int) -> tuple[LookWaiting, ...]:
    """Return the looks that wait in these lanes, by when they are due; a look without a lock."""
    return tuple(
        LookWaiting(
            case=case,
            no=no,
            lane=lane,
            due_at=due_at,
            opened_at=at,
            code=code,
            pack=pack,
            subject=subject,
            asks=frozenset(asks.split()),
        )
        for case, no, lane, due_at, at, code, pack, subject, asks in asked(_LOOKS, sorted(lanes), skip, limit)
    )


def count_waiting(lanes: Iterable[str]) -> int:
    """Return how many looks wait in these lanes."""
    [(count,)] = asked("SELECT count(*) FROM look WHERE state = 'waiting' AND lane = ANY(%s)", sorted(lanes))
    return int(count)


def held_by(agent: AgentId) -> tuple[CaseId, int] | None:
    """Return the look that somebody has in hand."""
    found = asked("SELECT case_id, no FROM look WHERE state = 'in_hand' AND agent = %s LIMIT 1", agent)
    return (found[0][0], found[0][1]) if found else None


def run_out(*, now: datetime, limit: int) -> tuple[CaseId, ...]:
    """Return cases with a look that somebody has had for too long."""
    said = "SELECT case_id FROM look WHERE state = 'in_hand' AND until <= %s ORDER BY until LIMIT %s"
    return tuple(dict.fromkeys(case for (case,) in asked(said, now, limit)))


def disputed(*, limit: int) -> tuple[tuple[CaseId, int], ...]:
    """Return the looks in which two would decide differently, the oldest first."""
    said = "SELECT case_id, no FROM look WHERE state = %s ORDER BY due_at, case_id LIMIT %s"
    return tuple((case, no) for case, no in asked(said, LookState.DISPUTED.value, limit))


# --- ratings ------------------------------------------------------------------------------------------------


def unsolved(*, now: datetime, limit: int) -> tuple[tuple[UUID, CaseId, int], ...]:
    """Return what somebody says is unsolved and nobody was given yet: complaint, case, decision."""
    said = "SELECT complaint, case_id, decision FROM rating WHERE due_at <= %s ORDER BY due_at LIMIT %s"
    return tuple((complaint, case, no) for complaint, case, no in asked(said, now, limit))


def picked_up(complaint: UUID, *, case: CaseId, decision: int) -> None:
    """Let what was said be due no more: the case's book knows of it, or looks again anyhow."""
    Rating.objects.filter(
        bucket=bucket_of(complaint), complaint=complaint, case_id=case, decision=decision
    ).update(due_at=None)


# --- figures ------------------------------------------------------------------------------------------------


def overturns(*, since: datetime) -> tuple[tuple[str, int, int], ...]:
    """Return by family of kinds how many appeals were decided since then, and how many of those changed the decision."""
    said = """
    WITH ruled AS (
      SELECT split_part(k.code, '.', 1) AS family, convert_from(d.body, 'UTF8')::jsonb AS told FROM case_row k
      JOIN ledger d ON d.bucket = k.bucket AND d.stream = k.id AND d.kind = 'Decided' WHERE k.appealed)
    SELECT family, count(*), count(*) FILTER (WHERE told -> 'fact' ->> 'ruling' IN ('changed', 'overturned'))
    FROM ruled WHERE told -> 'fact' ->> 'appeal' IS NOT NULL AND (told ->> 'at')::timestamptz >= %s
    GROUP BY 1 ORDER BY 1
    """
    return tuple((family, n, changed) for family, n, changed in asked(said, since))


def by_cause(*, since: datetime) -> tuple[tuple[str, str, int], ...]:
    """Return how many faults were found since then, by cause and clause, the most frequent first."""
    said = "SELECT cause, clause, count(*) FROM lapse WHERE at >= %s GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 40"
    return tuple((cause, clause, n) for cause, clause, n in asked(said, since))


def by_lapse(*, since: datetime) -> tuple[tuple[str, int], ...]:
    """Return how many decisions did not stand since then, by the kind of mistake."""
    said = "SELECT lapse, count(*) FROM lapse WHERE at >= %s AND lapse <> '' GROUP BY 1 ORDER BY 2 DESC, 1"
    return tuple((lapse, n) for lapse, n in asked(said, since))


def opinions(*, since: datetime) -> tuple[tuple[str, str, str | None], ...]:
    """Return stratum, first and second answer of the blind looks drawn since then; of some nobody has answered, or ever will."""
    said = "SELECT stratum, first, second FROM look WHERE kind = 'blind' AND at >= %s"
    return tuple((stratum, first, second) for stratum, first, second in asked(said, since))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A cause, by which clause it is felt, and the work on it: in which case, whose, how far, by when; all unknown before it is begun."""

    cause: str
    clause: str
    where: CaseId | None
    owner: str | None
    state: str | None
    by: datetime | None


_WORK: Final = """
SELECT l.cause, l.clause, t.case_id, t.owner, t.state, coalesce(t.check_at, t.due_at) FROM lapse l
LEFT JOIN task t ON t.case_id = l.task_case AND t.no = l.task_no WHERE l.bucket = %s AND l.case_id = %s ORDER BY l.no
"""


def work_of(case: CaseId) -> tuple[Work, ...]:
    """Return what must not happen again after a case, and whose work that is."""
    names = ("cause", "clause", "where", "owner", "state", "by")
    return tuple(Work(**dict(zip(names, row, strict=True))) for row in asked(_WORK, bucket_of(case), case))


def rated(*, since: datetime) -> tuple[tuple[str, int, int, int, int, int, int, int], ...]:
    """Return by outcome: told, rated, solved, asked whether heard, heard, asked whether clear, clear; of what was told since then."""
    said = """
    SELECT p.outcome, count(*), count(r.complaint), count(*) FILTER (WHERE r.solved), count(r.heard),
      count(*) FILTER (WHERE r.heard), count(r.clear), count(*) FILTER (WHERE r.clear)
    FROM part p JOIN member m ON m.case_id = p.case_id AND m.complaint = p.complaint AND m.part = p.no
    JOIN letter l ON l.case_id = p.case_id AND l.complaint = p.complaint AND l.decision = m.told AND l.made_at >= %s
    LEFT JOIN rating r ON r.bucket = p.bucket AND r.complaint = p.complaint AND r.case_id = p.case_id
      AND r.decision = m.told
    WHERE p.outcome IS NOT NULL GROUP BY 1 ORDER BY 1
    """
    return tuple(tuple(row) for row in asked(said, since))
