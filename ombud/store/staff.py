"""Who works here, what may they take, and what have they seen today?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from ombud.core.care import Spent
from ombud.core.limiting import STANDS_IN
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CASE_WORK, AgentId, Role
from ombud.store.asking import asked
from ombud.store.models import Dose, Grant, Staff

DAY: Final = timedelta(hours=36)
"""How far back a dose is read: more than a day in any zone."""

OUTSIDE_THE_LINE: Final = (Role.AUDITOR, Role.PRIVACY, Role.LEGAL, Role.POLICY, Role.OPERATOR)
"""Who is called where every lead is kept out of a complaint about our own staff, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A member of staff as the rules see one; `ties` are to what they declared, and to what they were asked about off the record."""

    id: AgentId
    name: str
    roles: frozenset[str]
    languages: frozenset[str]
    clearances: frozenset[str]
    lanes: Mapping[str, datetime]
    ties: frozenset[UUID]
    present: bool
    zone: str
    duty: str


_EVERYBODY: Final = """
SELECT id, name, roles, languages, clearances, present, zone, duty,
  ARRAY(SELECT lane FROM certificate WHERE agent = staff.id ORDER BY lane),
  ARRAY(SELECT until FROM certificate WHERE agent = staff.id ORDER BY lane),
  ARRAY(SELECT subject FROM tie WHERE agent = staff.id AND ended_at IS NULL
    UNION SELECT subject FROM case_row WHERE taker = staff.id AND subject IS NOT NULL)
FROM staff WHERE is_active
"""
_COLLEAGUE: Final = f"{_EVERYBODY} AND id = %s"


def colleague(agent: AgentId) -> Colleague:
    """Return an active member of staff."""
    found = asked(_COLLEAGUE, agent)
    if not found:
        raise Refused(No.NOT_ALLOWED)
    return _seen(*found[0])


def everybody() -> tuple[Colleague, ...]:
    """Return every active member of staff."""
    return tuple(_seen(*row) for row in asked(f"{_EVERYBODY} ORDER BY id"))


def _seen(*row: Any) -> Colleague:
    agent, name, roles, languages, clearances, present, zone, duty, lanes, until, ties = row
    return Colleague(
        id=agent,
        name=name,
        roles=frozenset(roles),
        languages=frozenset(languages),
        clearances=frozenset(clearances),
        lanes=dict(zip(lanes, until, strict=True)),
        ties=frozenset(ties),
        present=present,
        zone=zone,
        duty=duty,
    )


def names() -> Mapping[AgentId, str]:
    """Return everybody who works here, by the name that their colleagues know."""
    return dict(Staff.objects.filter(is_active=True).values_list("id", "name"))


def workers() -> Mapping[UUID, str]:
    """Return everybody who works on cases, by name and in the order of their names."""
    rows = Staff.objects.filter(is_active=True, roles__overlap=sorted(CASE_WORK)).order_by("name", "id")
    return dict(rows.values_list("id", "name"))


def reads() -> frozenset[str]:
    """Return the languages that somebody reads who works on cases."""
    rows = Staff.objects.filter(is_active=True, roles__overlap=sorted(CASE_WORK))
    return frozenset(lang for several in rows.values_list("languages", flat=True) for lang in several)


def leads() -> frozenset[AgentId]:
    """Return who leads."""
    return having(Role.LEAD)


def having(role: Role) -> frozenset[AgentId]:
    """Return everybody who has a role."""
    return frozenset(
        Staff.objects.filter(is_active=True, roles__contains=[role.value]).values_list("id", flat=True)
    )


def stand_in() -> frozenset[AgentId]:
    """Return who may stand in for a lead: seniors, and whoever was named deputy."""
    rows = Staff.objects.filter(is_active=True).values_list("id", "roles", "duty")
    return frozenset(one for one, roles, duty in rows if not STANDS_IN.isdisjoint({*roles, duty}))


def outside_the_line(kept_out: frozenset[AgentId]) -> str:
    """Return the role that is called where every lead is kept out: the first that somebody has who is not; else the operator."""
    rows = Staff.objects.filter(is_active=True).exclude(id__in=kept_out).values_list("roles", flat=True)
    there = {role for several in rows for role in several}
    return next((role.value for role in OUTSIDE_THE_LINE if role in there), Role.OPERATOR.value)


def set_presence(agent: AgentId, *, present: bool, now: datetime) -> None:
    """Write down that somebody is here, or on a break; nobody asks why."""
    Staff.objects.filter(id=agent).update(present=present, seen_at=now)


def spent(agent: AgentId, *, now: datetime) -> tuple[Spent, ...]:
    """Return what an agent has looked at since yesterday."""
    rows = Dose.objects.filter(agent=agent, at__gte=now - DAY).order_by("at")
    return tuple(Spent(at=row.at, minutes=row.minutes, exposure=row.exposure, s0=row.s0) for row in rows)


def note_dose(agent: AgentId, *, minutes: float, exposure: str, now: datetime, s0: bool = False) -> None:
    """Write down what somebody was exposed to; of several cases that left their hands at one moment each counts."""
    said = {"minutes": minutes, "exposure": exposure, "s0": s0}
    at = now
    while not Dose.objects.get_or_create(agent=agent, at=at, defaults=said)[1]:
        at -= timedelta.resolution


def keep_grant(
    grant: UUID, *, case_id: UUID, bucket: int, agent: AgentId, manager: AgentId, until: datetime
) -> None:
    """Write down a manager's leave beside the fact."""
    Grant(bucket=bucket, case_id=case_id, id=grant, agent=agent, manager=manager, until=until).save(
        force_insert=True
    )
