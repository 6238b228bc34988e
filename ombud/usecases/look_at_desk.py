"""Show an agent their desk: what they hold, what waits in their lanes, how much the day has brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ombud.core import care, clocks
from ombud.core.care import Dose
from ombud.core.clocks import Driver
from ombud.core.intake import HOME
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import caseviews, lessons, matching, packs, staff
from ombud.store.caseviews import CaseItem, Counts
from ombud.store.staff import Colleague

__all__ = ["CaseItem", "Desk", "look_at_desk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What lies on a desk; `lapsed` are lanes whose certificate has run out."""

    person: Colleague
    cases: tuple[CaseItem, ...]
    titles: dict[str, tuple[str, str]]
    drives: Mapping[CaseId, Driver]
    counts: Counts
    lanes: tuple[str, ...]
    lapsed: tuple[str, ...]
    dose: Dose
    cap: float
    rest_until: datetime | None
    looks: int = 0
    matches: int = 0


def look_at_desk(*, by: AgentId, now: datetime) -> Desk:
    """Read what one person needs to begin or go on; nobody's name is beside anybody's number."""
    person = staff.colleague(by)
    lanes = tuple(sorted(lane for lane, until in person.lanes.items() if until > now))
    cases = caseviews.mine(by)
    rules = packs.in_force(HOME).care
    spent = staff.spent(by, now=now)
    return Desk(
        person=person,
        cases=cases,
        titles={one.code: _title(one) for one in cases},
        drives={
            one.id: clocks.whose(one.drives, (packs.by_digest(digest) for digest in one.packs))
            for one in cases
            if one.drives
        },
        counts=caseviews.counts(lanes, now=now),
        lanes=lanes,
        lapsed=tuple(sorted(set(person.lanes) - set(lanes))),
        dose=care.dose(spent, care=rules, now=now, zone=person.zone),
        cap=rules.daily_cap,
        rest_until=care.rest_until(spent, care=rules, now=now),
        looks=lessons.count_waiting(lanes),
        matches=matching.count(person, now=now),
    )


def _title(one: CaseItem) -> tuple[str, str]:
    title = packs.by_digest(one.pack).category(one.code).title
    return title.zh, title.en
