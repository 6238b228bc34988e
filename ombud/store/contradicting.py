"""Whom does it alarm that duties of several places contradict each other, and until when?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core.case import OPEN, Case
from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import alarms, packs
from ombud.store.alarms import Raised
from ombud.store.ledger import read_case
from ombud.store.models import Alarm

KIND: Final = "duties"
ABOUT_LIMIT: Final = 80


def to_settle(case: Case) -> tuple[Raised, ...]:
    """Return an alarm for each two duties that contradict each other and that nothing settles."""
    return tuple(
        Raised(
            owner=case.id,
            kind=KIND,
            to_role=Role.LEAD.value,
            about=f"{one.entry}.{one.kept.key}: {one.kept.place}, {one.left.place}"[:ABOUT_LIMIT],
        )
        for one in packs.conflicts_of(case)
        if not one.settled
    )


def alarm(cases: Iterable[Case], *, now: datetime) -> None:
    """Raise, each once, what a person must settle in cases whose places, rules or kind have changed."""
    alarms.put((one for case in cases for one in to_settle(case)), now=now)


def settled(case: Case, *, by: AgentId, now: datetime) -> None:
    """Clear the alarms that a choice has answered, and raise what only shows now that it is made."""
    still = to_settle(case)
    alarms.lower(case.id, KIND, still=still, by=by, now=now)
    alarms.put(still, now=now)


def check_settled(alarm: UUID) -> None:
    """Refuse to clear an alarm about an open case whose duties still wait for a person's choice."""
    found = Alarm.objects.filter(bucket=bucket_of(alarm), id=alarm, kind=KIND, cleared_at=None).first()
    if found is None:
        return
    case = read_case(found.owner)
    if case.status in OPEN and any(one.about == found.about for one in to_settle(case)):
        raise Refused(No.SETTLE_FIRST)
