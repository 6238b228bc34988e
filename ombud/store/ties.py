"""To which accounts is somebody who works here tied, and by whose word?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ombud.core.intake import SubjectRef
from ombud.core.vocabulary import AgentId, Bond, SubjectId
from ombud.store import subjects
from ombud.store.models import Staff, Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class TieSeen:
    """A tie as it is shown to whoever has it, and to a lead."""

    subject: SubjectId
    account: str
    bond: str
    declared_at: datetime | None
    declared_by: str


def declare(
    agent: AgentId, account: SubjectRef, *, bond: Bond, by: AgentId | None, now: datetime
) -> SubjectId:
    """Write a tie down under the account's keyed hash; one that was ended holds again."""
    subject = subjects.keep(account.platform, account.kind.value, account.external)
    said: dict[str, Any] = {"bond": bond.value, "declared_at": now, "declared_by": by}
    ended: dict[str, Any] = {"ended_at": None, "ended_by": None, "ended_why": ""}
    Tie.objects.bulk_create(
        [Tie(agent=agent, subject=subject, **said, **ended)],
        update_conflicts=True,
        unique_fields=["agent", "subject"],
        update_fields=[*said, *ended],
    )
    return subject


def end(agent: AgentId, subject: SubjectId, *, why: str, by: AgentId, now: datetime) -> bool:
    """End a tie, and keep who ended it and why; say no if there is none."""
    held = Tie.objects.filter(agent=agent, subject=subject, ended_at=None)
    return bool(held.update(ended_at=now, ended_by=by, ended_why=why[:200]))


def of(agent: AgentId) -> tuple[TieSeen, ...]:
    """Return the ties of somebody, as they were declared."""
    rows = list(Tie.objects.filter(agent=agent, ended_at=None).order_by("declared_at", "subject"))
    names = dict(Staff.objects.filter(id__in=[row.declared_by for row in rows]).values_list("id", "name"))
    return tuple(
        TieSeen(
            subject=row.subject,
            account=_called(row.subject),
            bond=row.bond,
            declared_at=row.declared_at,
            declared_by=names.get(row.declared_by, "") if row.declared_by else "",
        )
        for row in rows
    )


def _called(subject: UUID) -> str:
    named = subjects.find(subject)
    return f"{named.platform}:{named.external}" if named else "–"
