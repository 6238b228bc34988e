"""Which effects of the host's own decisions may a case reverse, or put in force again?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from ombud.core import enforcement, facts
from ombud.core.case import Case
from ombud.core.decisions import AskedAbout
from ombud.core.enforcement import HostEffect
from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.sparing import Borne
from ombud.core.vocabulary import CaseId, SubjectKind
from ombud.store import holding, situations, subjects
from ombud.store.ledger import read_case
from ombud.store.models import HostDecision, HostOrder, Subject
from ombud.store.vault import vault


def host_effects(chosen: Iterable[facts.Chosen]) -> tuple[HostEffect, ...]:
    """Return the effects of the host decisions that these measures speak of, each once."""
    found: dict[HostEffect, None] = {}
    for one in chosen:
        subject = Subject.objects.filter(bucket=bucket_of(one.target), id=one.target).first()
        if one.host_decision is None or subject is None:
            continue
        decision = vault().subject_id(subject.platform, "decision", one.host_decision)
        row = HostDecision.objects.filter(bucket=bucket_of(decision), subject=decision).first()
        for effect in row.effects if row else ():
            until = effect.get("until")
            named = HostEffect(
                host_decision=one.host_decision,
                measure=effect["measure"],
                target=UUID(effect["target"]),
                until=datetime.fromisoformat(until) if until else None,
            )
            found[named] = None
    return tuple(found)


def told_of(target: UUID) -> tuple[HostDecision, ...]:
    """Return the decisions that the host told us it made about a thing or an account, oldest first."""
    return tuple(HostDecision.objects.filter(Q(item=target) | Q(account=target)).order_by("at", "external"))


def is_given_back(decision: HostDecision) -> bool:
    """Say whether we ever ordered the host to undo one of its decisions."""
    orders = HostOrder.objects.filter(do=enforcement.LIFT, host_decision=decision.external)
    targets = {UUID(effect["target"]) for effect in decision.effects}
    return orders.filter(bucket__in={bucket_of(one) for one in targets}, target__in=targets).exists()


def asked_about(case: Case, chosen: Iterable[facts.Chosen]) -> AskedAbout | None:
    """Return the host's decision that a case is about, with its effects and those of whatever else is undone; None if none."""
    named = subjects.find(case.subject) if case.subject is not None else None
    if named is None or named.kind != SubjectKind.DECISION:
        return None
    own = facts.Chosen(measure=enforcement.RESTORE, target=named.id, host_decision=named.external)
    effects = host_effects((own, *chosen))
    borne = tuple(Borne(measure=one.measure, until=one.until) for one in effects)
    return AskedAbout(name=named.external, effects=borne)


def name(case: Case, one: facts.Chosen) -> facts.Chosen:
    """Return what restores with the decision of the host's that it undoes, where the case says which.

    Refuse to restore without saying which where the host told of several: nothing would come back.
    """
    if one.measure != enforcement.RESTORE or one.host_decision is not None:
        return one
    named = subjects.find(one.target)
    if named is not None and named.kind == SubjectKind.DECISION:
        return replace(one, host_decision=named.external)
    told = [str(past["id"]) for past in situations.snapshot(case).get("decisions") or ()]
    if told and not case.was_about_account:
        raise Refused(No.MEASURE_NOT_ALLOWED, why="undo_which", measure=one.measure, known=told)
    return one


def check_undoes(case: Case, chosen: Iterable[facts.Chosen], *, now: datetime) -> None:
    """Refuse to restore where nothing is undone: no decision of the host's is named, and none of ours is in force there.

    An account that goes back to its owner is given, whatever was decided about it.
    """
    for one in chosen:
        restores = one.measure == enforcement.RESTORE and one.host_decision is None
        if restores and not case.was_about_account and not _holds_ours(case, one, now=now):
            raise Refused(No.MEASURE_NOT_ALLOWED, why="undo_none", measure=one.measure)


def _holds_ours(case: Case, one: facts.Chosen, *, now: datetime) -> bool:
    """Say whether a decision of ours is in force on what would be restored; what is only held for now while this is decided is none."""
    held = {past.order.key for past in case.protections}
    borne = holding.in_force(one.target, at=now).exclude(measure=enforcement.RESTORE)
    return borne.exclude(cause__in=held).exists() or bool(enforcement.standing(case))


def ours_alone(effects: Iterable[HostEffect], *, case_id: CaseId) -> tuple[HostEffect, ...]:
    """Return the effects that no other case has given back; a look without a lock."""
    return tuple(effect for effect in effects if not _given_back_elsewhere(effect, case_id=case_id))


def _given_back_elsewhere(effect: HostEffect, *, case_id: CaseId) -> bool:
    orders = HostOrder.objects.filter(
        bucket=bucket_of(effect.target), target=effect.target, host_decision=effect.host_decision
    )
    others = orders.exclude(case_id=case_id).values_list("case_id", flat=True).distinct()
    return any(enforcement.gives_back(read_case(other), effect) for other in others)
