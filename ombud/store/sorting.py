"""Which complaints wait to be sorted, what do they say, and which cases could they join?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ombud.core.case import Status
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.pack.grading import TRUSTED
from ombud.core.placing import AFTER, matter_of
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import bulk
from ombud.store.keys import KeyBroken, KeyMissing, unwrap
from ombud.store.sealing import open_sealed
from ombud.store.transactions import one_transaction
from ombud.store.vault import vault

GLANCE: Final = 512
"""How many of the longest waiting are looked at to choose a bucket; a deep backlog is drained bucket by bucket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was sealed when the complaint came in, and the key it opens with."""

    text: bytes = field(repr=False)
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How many complaints wait to be sorted, and since how many seconds the oldest, and the oldest danger."""

    waiting: int
    oldest: float
    danger: float

    def said(self) -> Mapping[str, float]:
        """Return it as a heartbeat tells it."""
        return {"waiting": self.waiting, "oldest": self.oldest, "danger": self.danger}


def lag(*, now: datetime) -> Lag:
    """Return how far behind sorting is."""
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(received_at), min(received_at) FILTER (WHERE urgent) FROM complaint"
            " WHERE sort_due_at IS NOT NULL"
        )
        waiting, oldest, danger = cursor.fetchone() or (0, None, None)
    return Lag(waiting=waiting, oldest=_seconds(oldest, now), danger=_seconds(danger, now))


def _seconds(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else round(max(0.0, (now - since).total_seconds()), 1)


def buckets(*, now: datetime) -> list[tuple[int, bool]]:
    """Return where complaints are due, and whether urgent ones: those first, then where one has waited longest."""
    with bulk.cursor() as cursor:
        cursor.execute(
            "WITH glance AS (SELECT bucket, urgent, sort_due_at FROM complaint WHERE sort_due_at <= %s"
            " ORDER BY urgent DESC, sort_due_at LIMIT %s) SELECT bucket, urgent FROM glance"
            " GROUP BY bucket, urgent ORDER BY urgent DESC, min(sort_due_at), bucket",
            (now, GLANCE),
        )
        return cursor.fetchall()


def unsorted(bucket: int, *, urgent: bool, now: datetime, limit: int) -> tuple[ComplaintId, ...]:
    """Return the complaints of a bucket that are due, the longest waiting first."""
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM complaint WHERE bucket = %s AND urgent = %s AND sort_due_at <= %s"
            " ORDER BY sort_due_at LIMIT %s",
            (bucket, urgent, now, limit),
        )
        return tuple(row for (row,) in cursor)


def bodies(complaints: Sequence[Complaint]) -> Mapping[ComplaintId, Opened]:
    """Return what these complaints of one bucket say; who was erased is left out, a broken seal is loud."""
    bucket = bucket_of(complaints[0].id)
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT t.owner, t.id, t.person, t.body, k.version, k.wrapped FROM"
            " unnest(%s::uuid[], %s::uuid[]) AS w (owner, id)"
            " JOIN sealed_text t ON t.bucket = %s AND t.owner = w.owner AND t.id = w.id"
            " JOIN person_key k ON k.bucket = %s AND k.person = t.person",
            ([one.id for one in complaints], [one.received.words.id for one in complaints], bucket, bucket),
        )
        found = cursor.fetchall()
    ring = vault().ring
    said = {}
    for owner, text, person, body, version, wrapped in found:
        key = unwrap(ring, person, version, bytes(wrapped))
        said[owner] = Opened(text=open_sealed(key, bytes(body), about=text.bytes), key=key)
    return said


def key_of(complaint: Complaint) -> bytes | None:
    """Return the key of who complained, or None where it is gone or does not open."""
    person = complaint.received.person
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT version, wrapped FROM person_key WHERE bucket = %s AND person = %s",
            (bucket_of(person), person),
        )
        found = cursor.fetchone()
    try:
        return unwrap(vault().ring, person, found[0], bytes(found[1])) if found else None
    except (KeyBroken, KeyMissing):
        return None


def open_matters(bucket: int, subjects: Iterable[UUID]) -> dict[tuple[UUID, str], CaseId]:
    """Return the case of every open matter about these subjects: those that are open, and those about to be."""
    wanted = sorted(set(subjects))
    if not wanted:
        return {}
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT p.subject, p.code, p.complaint, p.case_id FROM part p"
            " JOIN complaint c ON c.bucket = p.bucket AND c.id = p.complaint"
            " WHERE p.bucket = %s AND p.due_at IS NOT NULL AND p.subject = ANY(%s) AND c.subject = p.subject",
            (bucket, wanted),
        )
        found = {
            (subject, matter_of(code, subject=subject, complaint=complaint)): case
            for subject, code, complaint, case in cursor
            if case is not None
        }
    return found | {key: case for key, (case, _) in _newest(bucket, wanted).items()}


def decided_matters(bucket: int, subjects: Iterable[UUID]) -> dict[tuple[UUID, str], CaseId]:
    """Return the case of every matter about these subjects that is decided, still open, and has not begun once more."""
    found = _newest(bucket, sorted(set(subjects)))
    return {key: case for key, (case, status) in found.items() if status == Status.DECIDED}


def _newest(bucket: int, subjects: Sequence[UUID]) -> dict[tuple[UUID, str], tuple[CaseId, str]]:
    """Return the open case of every matter, and how it stands: of two the newer one, and none that an appeal opened again."""
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT subject, split_part(matter, %s, 1), id, status FROM case_row"
            " WHERE bucket = %s AND subject = ANY(%s) AND status <> 'closed' ORDER BY appealed DESC, opened_at",
            (AFTER, bucket, subjects),
        )
        return {(subject, matter): (case, status) for subject, matter, case, status in cursor}


@one_transaction
def put_off(complaint_id: ComplaintId, *, pauses: Mapping[bool, Sequence[timedelta]], now: datetime) -> int:
    """Count a failed attempt and set the next one, sooner for the urgent; return how many have failed."""
    with bulk.cursor() as cursor:
        cursor.execute(
            "SELECT attempts, urgent FROM complaint WHERE bucket = %s AND id = %s FOR UPDATE",
            (bucket_of(complaint_id), complaint_id),
        )
        found = cursor.fetchone()
        attempts, urgent = found or (0, False)
        steps = pauses[urgent]
        due = now + steps[min(attempts, len(steps) - 1)]
        cursor.execute(
            "UPDATE complaint SET attempts = attempts + 1, sort_due_at = %s WHERE bucket = %s AND id = %s"
            " AND sort_due_at IS NOT NULL",
            (due, bucket_of(complaint_id), complaint_id),
        )
    return int(attempts) + 1


def count_trusted() -> int:
    """Return how many matters came from whoever is trusted in such matters."""
    with bulk.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM part WHERE %s = ANY(string_to_array(said, ' '))", (TRUSTED,))
        [(found,)] = cursor.fetchall()
    return int(found)
