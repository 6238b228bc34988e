"""Which clauses of ours are in doubt, by what was contested and fell under each, and which are paused?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from ombud.core.faulty import NONE, Judged, Record
from ombud.core.vocabulary import CaseId
from ombud.store import faulty
from ombud.store.asking import asked
from ombud.store.models import DoubtRow

MOST: Final = 40
"""So many of its cases are listed."""
SETTLES: Final = timedelta(minutes=1)
"""Who decided in the very moment in which a clause was paused, or went on, may not have known."""


# --- is one at fault? ---------------------------------------------------------------------------------------


def contested(*, now: datetime) -> Mapping[str, Record]:
    """Return of how many cases a party contested what was decided under each clause just now, and in how many that fell."""
    since = now - faulty.numbers().within
    said = (
        "SELECT clause, count(DISTINCT case_id) FROM clause_use WHERE contested_at > %s AND again IS NULL GROUP BY 1",
        "SELECT clause, count(DISTINCT case_id) FROM clause_use WHERE fell_at > %s AND again IS NULL GROUP BY 1",
    )
    found = {clause: Record(contested=n) for clause, n in asked(said[0], since)}
    for clause, n in asked(said[1], since):
        found[clause] = replace(found.get(clause, Record()), overturned=n)
    return found


def judged(*, now: datetime) -> Mapping[str, Record]:
    """Return what was judged anew of what was decided under each clause, lately and before, beside what was before under all of them."""
    rule = faulty.numbers()
    said = (
        "SELECT clause, judged_at > %s, count(*), count(*) FILTER (WHERE fell_at = judged_at) FROM clause_use"
        " WHERE judged_at > %s AND again IS NULL GROUP BY 1, 2"
    )
    lately: dict[str, Judged] = {}
    before: dict[str, Judged] = {}
    for clause, new, n, fell in asked(said, now - rule.recent, now - rule.usual):
        (lately if new else before)[clause] = Judged(n=n, fell=fell)
    whole = Judged(n=sum(one.n for one in before.values()), fell=sum(one.fell for one in before.values()))
    return {
        one: Record(lately=lately.get(one, NONE), before=before.get(one, NONE), all=whole)
        for one in {*lately, *before}
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """A case that was decided under a clause: that fell, is judged anew, or stands."""

    id: CaseId
    number: str
    status: str
    fell: bool
    at: datetime


def cases_of(clause: str, *, now: datetime) -> tuple[Under, ...]:
    """Return the cases that it was used in of late: first where it fell, then what is contested, then what stands; the newest first."""
    said = """
    SELECT c.id, c.number, c.status, bool_or(u.fell_at IS NOT NULL), max(u.at), bool_or(u.contested_at IS NOT NULL)
    FROM clause_use u JOIN case_row c ON c.bucket = u.bucket AND c.id = u.case_id
    WHERE u.clause = %s AND (u.stands OR u.fell_at > %s) GROUP BY 1, 2, 3 ORDER BY 4 DESC, 6 DESC, 5 DESC LIMIT %s
    """
    rows = asked(said, clause, now - faulty.numbers().recent, MOST)
    return tuple(
        Under(id=case, number=number, status=status, fell=fell, at=at)
        for case, number, status, fell, at, _ in rows
    )


def standing(clause: str) -> int:
    """Return in how many cases a decision under it stands."""
    [(count,)] = asked("SELECT count(DISTINCT case_id) FROM clause_use WHERE clause = %s AND stands", clause)
    return int(count)


# --- is one paused? -----------------------------------------------------------------------------------------


def paused(*, now: datetime) -> Mapping[str, datetime]:
    """Return the clauses that are paused, each with until when."""
    rows = DoubtRow.objects.filter(until__gt=now, ended=None).order_by("until")
    return dict(rows.values_list("clause", "until"))


def paused_from(clause: str, *, now: datetime) -> tuple[CaseId, ...]:
    """Return the cases from which a clause is paused."""
    rows = DoubtRow.objects.filter(clause=clause, until__gt=now, ended=None)
    return tuple(rows.values_list("case_id", flat=True).order_by("case_id").distinct())


def is_paused(clause: str | None, *, now: datetime) -> bool:
    """Say whether nobody decides under it alone now."""
    return clause is not None and bool(paused_from(clause, now=now))


def was_paused(clause: str | None, *, at: datetime) -> bool:
    """Say whether a clause was paused at a moment for sure, as the books that paused it tell."""
    if clause is None:
        return False
    rows = DoubtRow.objects.filter(clause=clause, at__lt=at - SETTLES, until__gt=at + SETTLES)
    return rows.filter(Q(ended=None) | Q(ended__gt=at + SETTLES)).exists()
