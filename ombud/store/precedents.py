"""Which like matters were decided last, by us and by the host? Our books are read, never their words."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final

from ombud.core.case import Case, Status
from ombud.core.ids import bucket_of
from ombud.core.pack.words import falls_under
from ombud.core.precedents import HOST, LOOKED_AT, Precedent, of
from ombud.core.vocabulary import Outcome, SubjectId
from ombud.store import bulk, holding, packs, subjects
from ombud.store.ledger import read_case
from ombud.store.models import Effect

OVER: Final = (Status.DECIDED, Status.CLOSED)
_ENDED: Final = (
    "SELECT id FROM case_row WHERE code = ANY(%s) AND status IN ('decided', 'closed') AND id <> %s"
    " ORDER BY opened_at DESC LIMIT %s"
)
_BY_HOST: Final = (
    "SELECT h.at, h.clause, h.effects,"
    " EXISTS (SELECT FROM case_row c WHERE c.subject = h.subject AND (c.bucket = h.bucket OR c.far)"
    " AND c.status IN ('decided', 'closed')),"
    " EXISTS (SELECT FROM host_order o JOIN case_row c ON c.id = o.case_id WHERE c.subject = h.subject AND (c.bucket = h.bucket OR c.far)"
    " AND o.do = 'lift' AND o.host_decision = h.external)"
    " FROM host_decision h WHERE h.clause = %s AND h.subject IS DISTINCT FROM %s ORDER BY h.id DESC LIMIT %s"
)


def like(case: Case) -> Iterator[Precedent]:
    """Yield how the newest others of a case's kind were decided."""
    return _decided([case.code], case=case)


def under(case: Case, clauses: Collection[str]) -> Iterator[Precedent]:
    """Yield how content was decided lately by each of these clauses: by us, also where nothing was found, and by the host."""
    pack = packs.of_case(case)
    for clause in clauses:
        entry = pack.clauses.get(clause)
        covered = [code for code in pack.categories if entry and falls_under(code, entry.covers)]
        for one in _decided(covered, case=case):
            if one.clause == clause or (one.clause is None and one.outcome == Outcome.NO_VIOLATION):
                yield one
        yield from _by_host(clause, case=case)


def contested(case: Case) -> tuple[str, ...]:
    """Return the clause of the host's decision that a case is about, if it told us of it."""
    told = subjects.decision_of(case.subject) if case.subject else None
    return (told["clause"],) if told else ()


def about(subject: SubjectId) -> Iterator[Case]:
    """Yield the cases about a thing that were decided, the newest first."""
    rows = subjects.cases_about(subject).filter(status__in=OVER)
    for one in rows.order_by("-opened_at").values_list("id", flat=True)[:LOOKED_AT]:
        yield read_case(one)


def in_force(subject: SubjectId, *, now: datetime) -> tuple[str, ...]:
    """Return what decisions of ours require of a thing now."""
    held = Effect.objects.filter(bucket=bucket_of(subject), target=subject, lifted=False)
    found = held.filter(holding.lasts(now)).values_list("measure", flat=True)
    return tuple(found.order_by("measure").distinct())


def _decided(codes: Collection[str], *, case: Case) -> Iterator[Precedent]:
    with bulk.cursor() as cursor:
        cursor.execute(_ENDED, (list(codes), case.id, LOOKED_AT))
        found = [row for (row,) in cursor]
    for one in found:
        taught = of(read_case(one))
        if taught is not None:
            yield taught


def _by_host(clause: str, *, case: Case) -> Iterator[Precedent]:
    with bulk.cursor() as cursor:
        cursor.execute(_BY_HOST, (clause, case.subject, LOOKED_AT))
        found = list(cursor)
    for at, said, effects, appealed, fell in found:
        done = sorted({str(one["measure"]) for one in json.loads(effects)})
        yield Precedent(
            at=at,
            clause=said,
            outcome=Outcome.VIOLATION,
            measures=tuple(done),
            appealed=appealed,
            overturned=fell,
            by=HOST,
        )
