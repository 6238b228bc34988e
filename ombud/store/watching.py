"""Which accounts are watched now, for which case, and since when?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ombud.core import enforcement
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import CaseId, SubjectId
from ombud.core.watching import WATCH
from ombud.store.models import Effect, HostOrder, Subject

MOST: Final = 500
"""How many accounts are asked about in one round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An account that a case has watched since a moment, by the host's own name."""

    case: CaseId
    since: datetime
    platform: str
    kind: str
    external: str
    account: SubjectId


def now_watched(*, now: datetime) -> tuple[Watched, ...]:
    """Return the accounts that are watched, those first that end first; a look without a lock."""
    live = Effect.objects.filter(measure=WATCH, lifted=False, until__gt=now).order_by("until", "target")[
        :MOST
    ]
    return tuple(_watched(effect) for effect in live)


def of(account: SubjectId, *, now: datetime) -> tuple[Watched, ...]:
    """Return for which cases one account is watched now: none, where nobody asked for that."""
    live = Effect.objects.filter(
        bucket=bucket_of(account), target=account, measure=WATCH, lifted=False, until__gt=now
    )
    return tuple(_watched(effect) for effect in live.order_by("until"))


def _watched(effect: Effect) -> Watched:
    named = Subject.objects.get(bucket=bucket_of(effect.target), id=effect.target)
    line = HostOrder.objects.filter(
        bucket=effect.bucket, target=effect.target, measure=WATCH, do=enforcement.APPLY
    )
    order = line.get(case_id=effect.case_id, cause=effect.cause)
    return Watched(
        case=effect.case_id,
        since=order.made_at,
        platform=named.platform,
        kind=named.kind,
        external=named.external,
        account=named.id,
    )
