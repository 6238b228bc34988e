"""Who is a complaint about our own staff about? It goes to nobody of them, and none of them sees it.

Whoever had a hand in a matter that it names by its number, or in any case about the same thing, and whoever it names by name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from ombud.core import facts, staffing
from ombud.core.case import BEFORE_DECISION, UNDECIDED, Case
from ombud.core.ids import bucket_of
from ombud.core.receipts import parse_number
from ombud.core.refusals import Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, SubjectId
from ombud.store import caseviews, complaints, staff, subjects
from ombud.store.asking import asked
from ombud.store.known_again import keys_of
from ombud.store.ledger import read_case, read_complaints, read_lines
from ombud.store.models import Case as CaseRow

LIMIT: Final = 64
"""Complaints of a case that are read for it: one about our staff rarely has a second."""
_NUMBER: Final = re.compile(r"\bC-?(?:[0-9a-z]{4}-?){3}[0-9a-z]\b", re.IGNORECASE | re.ASCII)


def hands_in(case: Case) -> frozenset[AgentId]:
    """Return everybody who held, prepared or signed what the complaints of this case name."""
    return about(case, names=staff.names()).hands


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a case is about, and the books that this was found in."""

    hands: frozenset[AgentId]
    books: frozenset[UUID]


def about(case: Case, *, names: Mapping[AgentId, str]) -> About:
    """Find out whom a case is about; whoever works here is called as in `names`."""
    joined = caseviews.joined(case.id, after=None, limit=LIMIT)
    said = [_said(one) for one in joined]
    named = {found for one in said for found in _numbers(one)}
    cases = {part.case for one in read_complaints(named) for part in one.parts if part.case is not None}
    cases |= _about_the_same(case)
    hands = frozenset(agent for one in cases - {case.id} for agent in _hands(read_case(one)))
    return About(
        hands=hands | staffing.called(said, names), books=frozenset({case.id, *joined, *named, *cases})
    )


_OF_STAFF: Final = """
SELECT id, subject FROM case_row WHERE code = ANY(%s) AND status = ANY(%s) ORDER BY opened_at, id LIMIT %s
"""


def of_staff(*, limit: int) -> tuple[tuple[CaseId, SubjectId | None], ...]:
    """Return cases about our own staff that are not decided, with what they are about; a look without a lock."""
    statuses = sorted(one.value for one in BEFORE_DECISION)
    return tuple((case, subject) for case, subject in asked(_OF_STAFF, [*staffing.KINDS], statuses, limit))


_STAND: Final = """
WITH book AS (SELECT * FROM unnest(%(buckets)s::smallint[], %(ids)s::uuid[]) AS b(bucket, id))
SELECT c.id, c.seq FROM book b JOIN case_row c ON c.bucket = b.bucket AND c.id = b.id
UNION SELECT p.id, p.seq FROM book b JOIN complaint p ON p.bucket = b.bucket AND p.id = b.id
UNION SELECT id, seq FROM case_row WHERE bucket = %(bucket)s AND subject = %(subject)s
UNION SELECT id, seq FROM case_row WHERE far AND subject = %(subject)s
"""


def stand(books: Iterable[UUID], *, subject: SubjectId | None) -> frozenset[tuple[UUID, int]]:
    """Return how far these books are, and those of every case about the same thing: nothing of what is in them."""
    ids = sorted(books)
    with connection.cursor() as cursor:
        cursor.execute(
            _STAND,
            {
                "buckets": [bucket_of(one) for one in ids],
                "ids": ids,
                "subject": subject,
                "bucket": None if subject is None else bucket_of(subject),
            },
        )
        return frozenset(cursor.fetchall())


def others_of(case: Case) -> tuple[tuple[CaseId, AgentId], ...]:
    """Return the open cases of whoever complained here that sit with somebody whom this one is about.

    Whoever was given such a case meanwhile, and is kept out of this one for nothing but that, keeps it.
    """
    about = case.out_themselves
    rows = CaseRow.objects.filter(Q(agent__in=about) | Q(signer__in=about), status__in=UNDECIDED).exclude(
        id=case.id
    )
    several = tuple(rows.order_by("opened_at", "id")[:LIMIT]) if about else ()
    mine = _known_by(case.id) if several else frozenset()
    return tuple(
        (row.id, agent)
        for row in several
        for agent in sorted(about & {row.agent, row.signer})
        if mine & _known_by(row.id) and _is_about(case, agent, given_at=_given_at(row.id, agent))
    )


def _given_at(case_id: CaseId, agent: AgentId) -> datetime:
    given = facts.Assigned | facts.OfferedToSign
    lines = read_lines(case_id)
    return max(one.at for one in lines if isinstance(one.fact, given) and one.fact.agent == agent)


def _is_about(case: Case, agent: AgentId, *, given_at: datetime) -> bool:
    """Say whether somebody had the other case before this one came, or was kept out of this one before they had it."""
    kept = (
        one.at
        for one in read_lines(case.id)
        if isinstance(one.fact, facts.KeptOut) and one.fact.agent == agent
    )
    return given_at <= case.opened_at or min(kept, default=case.opened_at) <= given_at


def _known_by(case_id: CaseId) -> frozenset[bytes]:
    """Return by what its complainants say they can be reached: in doubt a case goes to somebody else, which harms nobody."""
    joined = caseviews.joined(case_id, after=None, limit=LIMIT)
    return frozenset(key for one in read_complaints(joined) for key in keys_of(one, proved=False))


def _about_the_same(case: Case) -> set[CaseId]:
    if case.subject is None:
        return set()
    rows = subjects.cases_about(case.subject)
    return set(rows.order_by("-opened_at").values_list("id", flat=True)[:LIMIT])


def _hands(case: Case) -> frozenset[AgentId]:
    held = {case.agent} if case.agent is not None else frozenset()
    return case.took_part() | case.prepared | case.have_stood | held


def _said(complaint: ComplaintId) -> str:
    voice = caseviews.voice(complaint, words=True)
    return "\n".join([*(text for _, text in voice.words), *map(str, voice.answers.values())])


def _numbers(said: str) -> Iterator[ComplaintId]:
    for number in _NUMBER.findall(said):
        try:
            found = complaints.by_number(parse_number(number))
        except Refused:  # it only looks like one
            continue
        if found is not None:
            yield found.id
