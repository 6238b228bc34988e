"""What was asked off the record, of whom, and what stands beside it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.receipts import number_of
from ombud.core.vocabulary import AgentId, Beside, CaseId, Kinship, SubjectId
from ombud.store import subjects
from ombud.store.ledger import read_cases
from ombud.store.models import Case as CaseRow
from ombud.store.subjects import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How far a case is: its number, where it stands, and how it was decided, if it was."""

    id: CaseId
    number: str
    status: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InformalSeen:
    """A request off the record: when, what, of whom, about what, how far it is, and what is looked at beside it."""

    at: datetime
    asked: facts.Informal
    taker: AgentId
    about: str
    case: Stands
    looks: tuple[Stands, ...]


def asked(*, before: datetime, limit: int) -> tuple[InformalSeen, ...]:
    """Return what was asked off the record before then, newest first."""
    rows = CaseRow.objects.filter(taker__isnull=False, opened_at__lt=before).order_by("-opened_at", "id")
    found = {one.id: one for one in read_cases(rows.values_list("id", flat=True)[:limit])}
    newest = sorted(found.values(), key=lambda one: one.opened_at, reverse=True)
    looks = {one.id: one for one in read_cases(look for case in newest for look in _looks(case))}
    named = subjects.find_all(case.subject for case in newest if case.subject)
    return tuple(
        _seen(case, case.informal.asked, looks=looks, named=named)
        for case in newest
        if case.informal is not None
    )


def _looks(case: Case) -> tuple[CaseId, ...]:
    """Return the cases in which the thing is looked at under our own rules."""
    return tuple(one.case for one in case.kin if one.how == Beside.LEADS and one.kinship == Kinship.UNASKED)


def _seen(
    case: Case, said: facts.Informal, *, looks: Mapping[CaseId, Case], named: Mapping[SubjectId, Named]
) -> InformalSeen:
    about = named.get(case.subject) if case.subject else None
    return InformalSeen(
        at=case.opened_at,
        asked=said,
        taker=said.taker,
        about=f"{about.kind}:{about.external}" if about else "",
        case=_stands(case),
        looks=tuple(_stands(looks[one]) for one in _looks(case)),
    )


def _stands(case: Case) -> Stands:
    return Stands(
        id=case.id,
        number=number_of(case.id, "K"),
        status=case.status.value,
        outcome=case.decision.proposal.outcome if case.decision else "",
    )
