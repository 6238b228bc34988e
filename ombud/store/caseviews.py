"""What does an agent see at their desk, and what lies on a case's table?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from ombud.core import facts
from ombud.core.complaint import Complaint
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId
from ombud.store import members, subjects, texts
from ombud.store.evidence import File
from ombud.store.evidence import of as files_of
from ombud.store.ledger import read_complaint
from ombud.store.models import Staff

MOST: Final = 1000
"""Counts stop here; a desk needs to know "many", not how many millions."""

SOON: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseItem:
    """A case in a list of one's own."""

    id: CaseId
    number: str
    code: str
    severity: str
    status: str
    lane: str
    due_by: datetime | None
    wait_until: datetime | None
    act_at: datetime | None
    on_appeal: bool
    sealed: bool
    members: int
    pack: str
    role: str
    laws: str
    drives: str | None

    @property
    def packs(self) -> tuple[str, ...]:
        """Return the packs whose clocks run for it, its own first."""
        return (self.pack, *self.laws.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much waits in one's lanes; each number stops at `MOST`."""

    waiting: int
    danger: int
    due_soon: int
    breached: int
    for_party: int
    to_sign: int
    appeals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one complainant said: words by time, the claim of a relation, never how to reach them."""

    complaint: ComplaintId
    at: datetime
    relation: str
    lang: str
    channel: str
    anonymous: bool
    reachable: bool
    standing: str
    words: tuple[tuple[datetime, str], ...] = field(repr=False)
    ids: tuple[UUID, ...]
    """Which sealed text each of the words is."""
    answers: Mapping[str, Any] = field(repr=False)
    span: tuple[float, ...] = ()
    url: str = ""
    files: tuple[File, ...] = ()
    erased_at: datetime | None = None


_DRIVES: Final = """(
  SELECT k.rule FROM clock k WHERE k.bucket = c.bucket AND k.owner = c.id ORDER BY k.due_at, k.statutory DESC, k.rule LIMIT 1)"""
_MINE: Final = """
SELECT id, number, code, severity, status, lane, due_by, wait_until, NULL::timestamptz, on_appeal, sealed, members, pack,
  CASE WHEN signer = %(agent)s THEN 'signs' ELSE 'holds' END, laws, {drives}
FROM case_row c WHERE (agent = %(agent)s AND status <> 'decided') OR (status = 'cosigning' AND signer = %(agent)s)
UNION ALL
SELECT c.id, c.number, c.code, c.severity, c.status, c.lane, c.due_by, c.wait_until, c.act_at, c.on_appeal, c.sealed,
  c.members, c.pack, 'finishes', c.laws, {drives}
FROM case_row c WHERE c.status = 'decided' AND (c.agent = %(agent)s OR EXISTS (
  SELECT FROM hand h WHERE h.bucket = c.bucket AND h.case_id = c.id AND h.agent = %(agent)s AND h.role = 'took_part'))
ORDER BY 4, 7 NULLS LAST LIMIT 200
"""


def mine(agent: AgentId) -> tuple[CaseItem, ...]:
    """Return the cases somebody holds, signs or must finish, the gravest and most urgent first."""
    with connection.cursor() as cursor:
        cursor.execute(_MINE.format(drives=_DRIVES), {"agent": agent})
        return tuple(_item(row) for row in cursor.fetchall())


def _item(row: tuple[Any, ...]) -> CaseItem:
    names = (
        "id", "number", "code", "severity", "status", "lane", "due_by", "wait_until", "act_at", "on_appeal",
        "sealed", "members", "pack", "role",
        "laws", "drives",
    )  # fmt: skip
    return CaseItem(**dict(zip(names, row, strict=True)))


_WHERE: Final = {
    "waiting": "status = 'queued'",
    "danger": "status = 'queued' AND danger",
    "due_soon": "status = 'queued' AND due_by >= %(now)s AND due_by < %(soon)s",
    "breached": "status IN ('queued', 'in_hand', 'waiting', 'cosigning') AND due_by < %(now)s",
    "for_party": "status = 'waiting'",
    "to_sign": "status = 'cosigning' AND signer IS NULL",
    "appeals": "status = 'queued' AND on_appeal",
}


def counts(lanes: Iterable[str], *, now: datetime) -> Counts:
    """Count what waits in these lanes."""
    asked = ", ".join(
        f"(SELECT count(*) FROM (SELECT FROM case_row WHERE lane = ANY(%(lanes)s) AND {said} LIMIT {MOST}) AS q)"  # noqa: S608 - our own words
        for said in _WHERE.values()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", {"lanes": list(lanes), "now": now, "soon": now + SOON})
        return Counts(**dict(zip(_WHERE, cursor.fetchone(), strict=True)))


def names_of(agents: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names that colleagues see."""
    return dict(Staff.objects.filter(id__in=tuple(agents)).values_list("id", "name"))


def subject_of(subject: UUID | None) -> tuple[str, str, str] | None:
    """Return platform, kind and the host's own id of what a case is about."""
    row = None if subject is None else subjects.find(subject)
    return (row.platform, row.kind, row.external) if row else None


def joined(case_id: CaseId, *, after: UUID | None, limit: int) -> tuple[ComplaintId, ...]:
    """Return the complaints of a case, a page at a time."""
    found = members.first(case_id, limit=limit, after=after)
    return tuple(dict.fromkeys(one.complaint for one in found))


def voice(complaint_id: ComplaintId, *, words: bool, case: CaseId | None = None) -> Voice:
    """Return what a complainant said, also with a rating of this `case`; without `words` only that, and when, they said something."""
    complaint = read_complaint(complaint_id)
    ids = tuple(one.id for _, one in (*complaint.words, *_rated(complaint)))
    said = texts.read_many(complaint_id, ids) if words else {}
    first = _first(complaint, said)
    mine = _rated(complaint, case=case) if case else ()
    rated = [(at, one.id, said[one.id]) for at, one in mine if one.id in said]
    spoken = sorted((*_spoken(complaint, said), *rated), key=lambda one: one[0])
    received = complaint.received
    return Voice(
        complaint=complaint_id,
        at=complaint.received_at,
        relation=received.relation,
        lang=complaint.lang,
        channel=received.channel,
        anonymous=received.anonymous,
        reachable=received.reachable,
        standing=complaint.standing.value,
        words=tuple((at, text) for at, _, text in spoken),
        ids=tuple(one for _, one, _ in spoken),
        answers=first.get("answers") or {},
        span=tuple(first.get("span") or ()),
        url=str(first.get("url") or ""),
        files=files_of(complaint_id),
        erased_at=complaint.erased_at,
    )


def messages_of(complaint: Complaint) -> Mapping[UUID, str]:
    """Return what somebody wrote, each message by its id, as far as it can still be read."""
    rated = _rated(complaint)
    said = texts.read_many(complaint.id, (one.id for _, one in (*complaint.words, *rated)))
    spoken = {one: text for _, one, text in _spoken(complaint, said)}
    return spoken | {one.id: said[one.id] for _, one in rated if one.id in said}


def _rated(complaint: Complaint, *, case: CaseId | None = None) -> list[tuple[datetime, facts.Words]]:
    """Return when and what somebody wrote as they rated how cases ended, or one `case`."""
    mine = [(at, one) for at, one in complaint.ratings if case in {None, one.case}]
    return [(at, one.words) for at, one in mine if one.words is not None]


def _spoken(complaint: Complaint, said: Mapping[UUID, str]) -> list[tuple[datetime, UUID, str]]:
    """Return when, which and what: the text of the form, if there is any, and every later message."""
    text = str(_first(complaint, said).get("text", ""))
    first = [(complaint.received_at, complaint.received.words.id, text)] if text else []
    return first + [(at, one.id, said[one.id]) for at, one in complaint.words[1:] if one.id in said]


def _first(complaint: Complaint, said: Mapping[UUID, str]) -> Mapping[str, Any]:
    whole = said.get(complaint.received.words.id)
    return json.loads(whole) if whole else {}
