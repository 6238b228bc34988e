"""Who is taken on, and what are they trained for?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ombud.core.ids import Mint
from ombud.core.vocabulary import SPOKEN, AgentId
from ombud.store.models import Certificate, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of staff as the register writes one down; what is None stays as it is."""

    username: str
    name: str
    roles: frozenset[str]
    languages: frozenset[str] | None
    clearances: frozenset[str]
    lang: str
    duty: str
    present: bool
    email: str | None = None
    phone: str | None = None


def take_on(member: Member, *, password: str, mint: Mint, now: datetime) -> UUID:
    """Write somebody down, or bring the line of that user name up to date."""
    row = Staff.objects.filter(username=member.username).first() or Staff(id=mint(), username=member.username)
    row.name, row.lang, row.duty = member.name, member.lang, member.duty
    row.roles = sorted(member.roles)
    row.languages = sorted(row.languages or SPOKEN if member.languages is None else member.languages)
    row.clearances = sorted(member.clearances)
    row.present, row.seen_at, row.is_active = member.present, now, True
    row.email = row.email if member.email is None else member.email
    row.phone = row.phone if member.phone is None else member.phone
    row.set_password(password)
    row.save()
    return row.id


def reach(agent: AgentId, *, email: str, phone: str) -> None:
    """Write down where somebody is reached; empty: nowhere."""
    Staff.objects.filter(id=agent).update(email=email, phone=phone)


def speak(agent: AgentId, *, languages: Iterable[str]) -> None:
    """Write down in which languages somebody works."""
    Staff.objects.filter(id=agent).update(languages=sorted(languages))


def certify(agent: AgentId, *, lanes: Iterable[str], until: datetime) -> None:
    """Write down certificates; a lane somebody has already gets the new date."""
    Certificate.objects.bulk_create(
        [Certificate(agent=agent, lane=lane, until=until) for lane in lanes],
        update_conflicts=True,
        unique_fields=["agent", "lane"],
        update_fields=["until"],
    )
