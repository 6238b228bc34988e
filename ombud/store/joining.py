"""Which parts wait at the door of a case, and who gets in?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core.ids import bucket_of
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import bulk
from ombud.store.models import Member

GLANCE: Final = 512
GRAVEST: Final = "S0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knocking:
    """A part that was given to a case and must join it, with what a new case would begin with."""

    complaint: ComplaintId
    no: int
    case: CaseId
    code: str
    severity: str
    said: frozenset[str]
    subject: UUID | None
    apart: bool
    lang: str
    jurisdiction: str
    received_at: datetime


def due(*, now: datetime, limit: int) -> tuple[Knocking, ...]:
    """Lock and return the due parts of one bucket: dangers before all others, else where one has waited longest.

    A bucket whose parts others hold is passed by.
    """
    with bulk.cursor() as cursor:
        cursor.execute(
            "WITH glance AS (SELECT bucket, severity = %s AS danger, due_at FROM part WHERE due_at <= %s"
            " ORDER BY severity, due_at LIMIT %s) SELECT bucket, danger FROM glance"
            " GROUP BY bucket, danger ORDER BY danger DESC, min(due_at), bucket",
            (GRAVEST, now, GLANCE),
        )
        for bucket, danger in cursor.fetchall():
            found = _locked(bucket, danger=danger, now=now, limit=limit)
            if found:
                return found
    return ()


def _locked(bucket: int, *, danger: bool, now: datetime, limit: int) -> tuple[Knocking, ...]:
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT p.complaint, p.no, p.case_id, p.code, p.severity, p.said, p.subject,"
            " p.subject IS DISTINCT FROM c.subject, c.lang, c.jurisdiction,"
            " CASE WHEN EXISTS (SELECT FROM ledger l WHERE l.bucket = p.bucket AND l.stream = p.complaint"
            " AND l.kind = 'HeldBack') THEN p.due_at ELSE c.received_at END"
            " FROM part p JOIN complaint c ON c.bucket = p.bucket AND c.id = p.complaint"
            " WHERE p.bucket = %s AND p.due_at <= %s AND (p.severity = %s OR NOT %s)"
            " ORDER BY p.severity, p.due_at LIMIT %s FOR UPDATE OF p SKIP LOCKED",
            (bucket, now, GRAVEST, danger, limit),
        )
        return tuple(
            Knocking(
                complaint=complaint,
                no=no,
                case=case,
                code=code,
                severity=severity,
                said=frozenset(said.split()),
                subject=subject,
                apart=apart,
                lang=lang,
                jurisdiction=jurisdiction,
                received_at=received_at,
            )
            for complaint, no, case, code, severity, said, subject, apart, lang, jurisdiction, received_at in cursor
        )


def let_in(parts: Sequence[Knocking], *, seqs: Mapping[CaseId, int]) -> frozenset[tuple[ComplaintId, int]]:
    """Enter parts as members of their cases; return those that were not members before."""
    rows = [
        {
            "bucket": bucket_of(part.case),
            "case_id": part.case,
            "complaint": part.complaint,
            "part": part.no,
            "joined_seq": seqs[part.case],
            "told": 0,
        }
        for part in parts
    ]
    return frozenset(bulk.insert_new(Member, rows, returning=("complaint", "part")))


def inside(parts: Sequence[Knocking]) -> frozenset[tuple[ComplaintId, int]]:
    """Return which of these parts are members of the case they knock at."""
    if not parts:
        return frozenset()
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT m.complaint, m.part FROM unnest(%s::uuid[], %s::uuid[], %s::smallint[]) AS v (case_id, complaint, part)"
            " JOIN member m ON m.bucket = %s AND m.case_id = v.case_id AND m.complaint = v.complaint AND m.part = v.part",
            (
                [part.case for part in parts],
                [part.complaint for part in parts],
                [part.no for part in parts],
                bucket_of(parts[0].case),
            ),
        )
        return frozenset(cursor.fetchall())


def settled(parts: Sequence[Knocking]) -> None:
    """Note that these parts need nothing for now."""
    if not parts:
        return
    with bulk.cursor() as cursor:
        cursor.execute(
            "UPDATE part SET due_at = NULL FROM unnest(%s::uuid[], %s::smallint[]) AS v (complaint, no)"
            " WHERE part.bucket = %s AND part.complaint = v.complaint AND part.no = v.no",
            (
                [part.complaint for part in parts],
                [part.no for part in parts],
                bucket_of(parts[0].complaint),
            ),
        )
