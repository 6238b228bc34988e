"""Against whom were notices found manifestly unfounded? Kept by what they are known again by (`known_again`), never by who they are.

Whoever gave no way to reach them is known by none, and nothing counts against them. What
is found counts by what is proved alone: an account that the host itself named, or a contact whose link the sender used. What is
sent under another's address is held against that complaint and against nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Final

from ombud.core import facts
from ombud.core import misuse as core
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.pack.records import FALLEN, Mark, Record, record
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of
from ombud.core.vocabulary import OVERTURNS, CaseId, ComplaintId
from ombud.store import packs
from ombud.store.asking import asked
from ombud.store.known_again import keys_of
from ombud.store.ledger import read_complaint, read_complaints
from ombud.store.models import Part, UnfoundedRow

LOOK_BACK: Final = timedelta(days=1)
"""How long after an appeal ended a suspension it is asked who waits because of it; what is missed ends on its day."""


def record_of(complaint: Complaint, *, pack: Pack, now: datetime) -> Record:
    """Return what stands against whoever complained, from whatever case; nothing for whom nobody knows for sure."""
    return record(_marks(keys_of(complaint, proved=True)), within=pack.misuse.within, now=now)


def records(complaints: Iterable[ComplaintId], *, pack: Pack, now: datetime) -> Mapping[ComplaintId, Record]:
    """Return what stands against each of these complainants, of those against whom anything does."""
    if not UnfoundedRow.objects.exists():
        return {}
    found = {one.id: record_of(one, pack=pack, now=now) for one in read_complaints(complaints)}
    return {one: record for one, record in found.items() if record.marks or record.until}


def _marks(keys: Sequence[bytes]) -> Iterable[Mark]:
    if not keys:
        return ()
    rows = UnfoundedRow.objects.filter(bucket__in={key[0] for key in keys}, key__in=keys)
    return [
        Mark(case=row.case_id, decision=row.decision, at=row.at, answer=row.answer, until=row.until)
        for row in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendedSeen:
    """A suspension in force: whose notices wait is told by the number of the one that brought it about, and by nothing else."""

    case: CaseId
    case_number: str
    complaint_number: str
    since: datetime
    until: datetime


def in_force(*, now: datetime) -> tuple[SuspendedSeen, ...]:
    """Return the suspensions in force, the soonest end first; each was signed by two, and an appeal ends one."""
    rows = UnfoundedRow.objects.filter(until__gt=now)
    fallen = UnfoundedRow.objects.filter(answer=FALLEN, case_id__in=rows.values("case_id"))
    ended = {(one, no) for one, no in fallen.values_list("case_id", "decision")}
    standing = {
        (row.until, row.case_id, row.decision): row
        for row in rows
        if not any(case == row.case_id and no > row.decision for case, no in ended)
    }
    return tuple(
        SuspendedSeen(
            case=row.case_id,
            case_number=number_of(row.case_id, "K"),
            complaint_number=number_of(row.complaint, "C"),
            since=row.at,
            until=row.until,
        )
        for _, row in sorted(standing.items(), key=itemgetter(0))
        if row.until is not None
    )


def suspends(*, now: datetime) -> bool:
    """Say whether anybody at all is suspended now, so that sorting need not ask about each."""
    return UnfoundedRow.objects.filter(until__gt=now).exists()


def held_until(complaint: Complaint, *, now: datetime) -> datetime | None:
    """Return until when a complaint that was just sorted waits, because whoever sent it is suspended.

    Nobody has had a letter of it yet that could prove a contact: it waits by what its sender says to be. What it waits for was
    proved when it was found.
    """
    rule = packs.of_complaint(complaint).misuse
    claimed = _marks(keys_of(complaint, proved=False))
    return core.held_until(complaint, record(claimed, within=rule.within, now=now), rule=rule)


def let_through(*, now: datetime, limit: int) -> tuple[ComplaintId, ...]:
    """Return complaints that wait because of a suspension which an appeal ended within the last day."""
    if not asked("SELECT FROM unfounded WHERE answer = %s AND at > %s LIMIT 1", FALLEN, now - LOOK_BACK):
        return ()
    waiting = Part.objects.filter(due_at__gt=now).values_list("complaint", flat=True).distinct()
    held = (read_complaint(one) for one in waiting.order_by("complaint")[:limit])
    return tuple(one.id for one in held if held_until(one, now=now) is None)


def to_count(
    case: Case, proposal: facts.Proposed, *, by: Complaint | None, now: datetime
) -> list[UnfoundedRow]:
    """Return what a decision adds: what it finds, or that nothing holds any more of what earlier decisions found."""
    found = proposal.unfounded
    if found is not None and by is not None:
        return [
            _row(key, case, no=proposal.no, complaint=by.id, at=now, answer=found.answer, until=found.until)
            for key in keys_of(by, proved=True)
        ]
    if proposal.ruling not in OVERTURNS:
        return []
    before = UnfoundedRow.objects.filter(case_id=case.id).exclude(answer=FALLEN)
    known = {bytes(row.key): row.complaint for row in before}
    return [
        _row(key, case, no=proposal.no, complaint=complaint, at=now, answer=FALLEN, until=None)
        for key, complaint in sorted(known.items())
    ]


def count(rows: Iterable[UnfoundedRow]) -> None:
    """Write down what a decision adds."""
    UnfoundedRow.objects.bulk_create(rows)


def _row(
    key: bytes,
    case: Case,
    *,
    no: int,
    complaint: ComplaintId,
    at: datetime,
    answer: str,
    until: datetime | None,
) -> UnfoundedRow:
    return UnfoundedRow(
        bucket=key[0],
        key=key,
        case_id=case.id,
        decision=no,
        complaint=complaint,
        at=at,
        answer=answer,
        until=until,
    )


def forget(case_id: CaseId) -> None:
    """Remove what a case counts, when the case itself is erased."""
    UnfoundedRow.objects.filter(case_id=case_id).delete()
