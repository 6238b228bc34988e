"""Who is here, what do they hold, and who opened what? Nobody is ranked."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ombud.core.vocabulary import AgentId
from ombud.store import team_moves
from ombud.store.models import Case, Certificate, Dose, Letter, ReadLine, Staff

HELD: Final = ("in_hand", "waiting", "cosigning", "decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSeen:
    """A member of staff and what lies on their desk."""

    id: AgentId
    name: str
    roles: tuple[str, ...]
    languages: tuple[str, ...]
    clearances: tuple[str, ...]
    duty: str
    present: bool
    seen_at: datetime | None
    lanes: int
    first_lapse: datetime | None
    held: int
    team: str = ""
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCase:
    """A case in somebody's hands."""

    id: UUID
    number: str
    code: str
    severity: str
    status: str
    lease_until: datetime | None
    due_by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldSeen:
    """A letter that is held back."""

    id: UUID
    number: str
    template: str
    side: str
    case_id: UUID | None
    case_number: str
    review_at: datetime | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSeen:
    """Who opened what, when and why."""

    id: UUID
    at: datetime
    agent: AgentId
    owner: UUID
    what: str
    reason: str
    granted: bool


def people() -> tuple[PersonSeen, ...]:
    """Return everybody by name."""
    lanes: dict[UUID, list[datetime]] = defaultdict(list)
    for agent, until in Certificate.objects.values_list("agent", "until"):
        lanes[agent].append(until)
    held = Counter(Case.objects.filter(agent__isnull=False, status__in=HELD).values_list("agent", flat=True))
    teams_now = team_moves.now_in()
    return tuple(
        PersonSeen(
            id=row.id,
            name=row.name,
            roles=tuple(row.roles),
            languages=tuple(row.languages),
            clearances=tuple(row.clearances),
            duty=row.duty,
            present=row.present,
            seen_at=row.seen_at,
            lanes=len(lanes[row.id]),
            first_lapse=min(lanes[row.id], default=None),
            held=held[row.id],
            team=teams_now.get(row.id, ""),
            email=row.email,
            phone=row.phone,
        )
        for row in Staff.objects.filter(is_active=True).order_by("username")
    )


def names() -> Mapping[UUID, str]:
    """Return what colleagues are called."""
    return dict(Staff.objects.values_list("id", "name"))


def held_by(agent: AgentId) -> tuple[HeldCase, ...]:
    """Return the cases in somebody's hands, most urgent first."""
    rows = Case.objects.filter(agent=agent, status__in=HELD).order_by("severity", "due_by")
    return tuple(
        HeldCase(
            id=row.id,
            number=row.number,
            code=row.code,
            severity=row.severity,
            status=row.status,
            lease_until=row.lease_until,
            due_by=row.due_by,
        )
        for row in rows
    )


def certificates(agent: AgentId) -> Mapping[str, datetime]:
    """Return somebody's lanes and until when."""
    return dict(Certificate.objects.filter(agent=agent).order_by("lane").values_list("lane", "until"))


def doses(agent: AgentId, *, now: datetime, days: int = 7) -> tuple[float, ...]:
    """Return the minutes in front of harm on each of the last days, oldest first: a person's own history only."""
    spent = [0.0] * days
    for at, minutes in Dose.objects.filter(agent=agent, at__gt=now - timedelta(days=days)).values_list(
        "at", "minutes"
    ):
        spent[days - 1 - (now - at).days] += minutes
    return tuple(spent)


def withheld(*, limit: int) -> tuple[WithheldSeen, ...]:
    """Return the letters held back, soonest review first."""
    rows = list(Letter.objects.filter(state="withheld").order_by("made_at")[:limit])
    cases = {row.id: row for row in Case.objects.filter(id__in=[row.case_id for row in rows if row.case_id])}
    seen = []
    for row in rows:
        case = cases.get(row.case_id) if row.case_id else None
        seen.append(
            WithheldSeen(
                id=row.id,
                number=row.number,
                template=row.template,
                side=row.side,
                case_id=row.case_id,
                case_number=case.number if case else "",
                review_at=case.review_at if case else None,
                made_at=row.made_at,
            )
        )
    return tuple(seen)


def reads(*, before: datetime, limit: int) -> tuple[ReadSeen, ...]:
    """Return the newest lines of the read log before a time."""
    rows = ReadLine.objects.filter(at__lt=before).order_by("-at", "-id")[:limit]
    return tuple(
        ReadSeen(
            id=row.id,
            at=row.at,
            agent=row.agent,
            owner=row.owner,
            what=row.what,
            reason=row.reason,
            granted=row.grant is not None,
        )
        for row in rows
    )
