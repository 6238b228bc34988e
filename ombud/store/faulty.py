"""Which rules of the host's are in doubt? Its decisions that people complained of and judged, counted by rule and version.

Nobody whom a redress put right is counted: one finding would count as thousands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from ombud.core.faulty import NONE, Judged, Record
from ombud.core.ids import bucket_of
from ombud.core.intake import HOME
from ombud.core.pack.learning import Faulty
from ombud.core.redress import PAUSE, RULE, Rule, stopped_by
from ombud.core.vocabulary import CaseId
from ombud.store import holding, packs, subjects
from ombud.store.alarms import FAULTY
from ombud.store.asking import asked
from ombud.store.ledger import read_case
from ombud.store.models import Alarm, Effect

MOST: Final = 40
"""So many of its cases are listed."""

_RULE: Final = "s.platform, h.clause, h.automation->>'model', h.automation->>'version'"
_OF_RULE: Final = (
    " JOIN host_decision h ON h.bucket = c.bucket AND h.subject = c.subject AND h.automated AND h.automation->>'model' <> ''"
    " JOIN subject s ON s.bucket = c.bucket AND s.id = c.subject"
)
_UNDONE: Final = "EXISTS (SELECT FROM host_order o WHERE o.case_id = c.id AND o.do = 'lift' AND o.host_decision = h.external)"
_CONTESTED: Final = (
    f"SELECT {_RULE}, count(*) FROM case_row c{_OF_RULE} WHERE c.opened_at > %s AND c.members > 0"  # noqa: S608 - our own words
    " GROUP BY 1, 2, 3, 4"
)
_LATELY_UNDONE: Final = "SELECT DISTINCT o.case_id FROM host_order o WHERE o.do = 'lift' AND o.host_decision IS NOT NULL AND o.made_at > %s"
_OVERTURNED: Final = (
    f"SELECT {_RULE}, count(*) FROM unnest(%s::smallint[], %s::uuid[]) AS w(bucket, id)"  # noqa: S608 - our own words
    f" JOIN case_row c ON c.bucket = w.bucket AND c.id = w.id{_OF_RULE} WHERE c.members > 0 GROUP BY 1, 2, 3, 4"
)
_JUDGED: Final = (
    f"SELECT {_RULE}, c.opened_at > %s, count(*), count(*) FILTER (WHERE {_UNDONE}) FROM case_row c{_OF_RULE}"  # noqa: S608 - our own words
    " WHERE c.code = ANY(%s) AND c.opened_at > %s AND c.status IN ('decided', 'closed') AND c.members > 0"
    " GROUP BY 1, 2, 3, 4, 5"
)
_CASES: Final = (
    f"SELECT c.id, c.number, c.status, {_UNDONE}, c.opened_at FROM case_row c{_OF_RULE} WHERE s.platform = %s AND h.clause = %s"  # noqa: S608 - our own words
    " AND h.automation->>'model' = %s AND h.automation->>'version' = %s AND c.opened_at > %s AND c.members > 0"
    " ORDER BY 4 DESC, c.status = 'closed', c.opened_at DESC LIMIT %s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """A case about a decision of a rule, and whether that decision was undone."""

    id: CaseId
    number: str
    status: str
    undone: bool
    opened_at: datetime


def numbers() -> Faulty:
    """Return the house's numbers: those of its home, which are the same in every place."""
    return packs.in_force(HOME).learning.faulty


def contested(*, now: datetime) -> Mapping[Rule, Record]:
    """Return how many decisions of each rule were complained of, and how many undone, just now."""
    since = now - numbers().within
    found = {rule: Record(contested=n) for rule, n in _counted(_CONTESTED, since)}
    undone = [case for (case,) in asked(_LATELY_UNDONE, since)]
    for rule, n in _counted(_OVERTURNED, [bucket_of(one) for one in undone], undone):
        found[rule] = replace(found.get(rule, Record()), overturned=n)
    return found


def judged(*, now: datetime) -> Mapping[Rule, Record]:
    """Return what people judged of each rule's decisions, lately and before, beside what they judged before of all of them."""
    rule, codes = numbers(), [code for code in packs.in_force(HOME).categories if code.startswith("UF.")]
    lately: dict[Rule, Judged] = {}
    before: dict[Rule, Judged] = {}
    for platform, clause, model, version, new, n, fell in asked(
        _JUDGED, now - rule.recent, codes, now - rule.usual
    ):
        named = Rule(platform=platform, clause=clause, model=model, version=version or "")
        (lately if new else before)[named] = Judged(n=n, fell=fell)
    whole = Judged(n=sum(one.n for one in before.values()), fell=sum(one.fell for one in before.values()))
    return {
        one: Record(lately=lately.get(one, NONE), before=before.get(one, NONE), all=whole)
        for one in {*lately, *before}
    }


def cases_of(rule: Rule, *, now: datetime) -> tuple[Contested, ...]:
    """Return the cases about its decisions of late: first those that were undone, then what is open, then the newest."""
    names = ("id", "number", "status", "undone", "opened_at")
    since = now - numbers().recent
    said = (rule.platform, rule.clause, rule.model, rule.version, since, MOST)
    return tuple(Contested(**dict(zip(names, row, strict=True))) for row in asked(_CASES, *said))


def is_stopped(rule: Rule, *, now: datetime) -> bool:
    """Say whether the host was asked to stop it and not to go on."""
    return bool(stopped_from(rule, now=now))


def stopped_from(rule: Rule | None, *, now: datetime) -> tuple[CaseId, ...]:
    """Return the cases from which the host was asked to stop it, and not to go on."""
    if rule is None:
        return ()
    target = subjects.known_as(rule.platform, RULE, rule.external)
    held = Effect.objects.filter(bucket=bucket_of(target), target=target, measure=PAUSE)
    cases = held.filter(holding.lasts(now)).values_list("case_id", flat=True)
    return tuple(one for one in cases.order_by("case_id").distinct() if stopped_by(read_case(one), now=now))


def is_known(about: str, *, kind: str = FAULTY, since: datetime) -> bool:
    """Say whether an alarm about a rule, or a clause, stands, or was raised since then."""
    said = Alarm.objects.filter(kind=kind, about=about)
    return said.filter(Q(cleared_at__isnull=True) | Q(raised_at__gt=since)).exists()


def _counted(statement: str, *values: Any) -> Iterator[tuple[Rule, int]]:
    for platform, clause, model, version, n in asked(statement, *values):
        yield Rule(platform=platform, clause=clause, model=model, version=version or ""), n
