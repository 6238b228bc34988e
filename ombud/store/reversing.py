"""Which effects of the host's own decisions may a case reverse, or put in force again?"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ombud.core import enforcement, facts
from ombud.core.enforcement import HostEffect
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import CaseId
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


def ours_alone(effects: Iterable[HostEffect], *, case_id: CaseId) -> tuple[HostEffect, ...]:
    """Return the effects that no other case has given back; a look without a lock."""
    return tuple(effect for effect in effects if not _given_back_elsewhere(effect, case_id=case_id))


def _given_back_elsewhere(effect: HostEffect, *, case_id: CaseId) -> bool:
    orders = HostOrder.objects.filter(
        bucket=bucket_of(effect.target), target=effect.target, host_decision=effect.host_decision
    )
    others = orders.exclude(case_id=case_id).values_list("case_id", flat=True).distinct()
    return any(enforcement.gives_back(read_case(other), effect) for other in others)
