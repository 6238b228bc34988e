"""Look at who is here and what lies on their desks; nobody is ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId
from ombud.store import lists_office_people
from ombud.store.lists_office_people import HeldCase, PersonSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWhole:
    """One person: lanes, cases in hand, and the week's dose against nobody but themselves."""

    person: PersonSeen
    lanes: Mapping[str, datetime]
    cases: tuple[HeldCase, ...]
    dose: tuple[float, ...]


def look_at_staff() -> tuple[PersonSeen, ...]:
    """Return everybody by user name."""
    return lists_office_people.people()


def look_at_person(agent: AgentId, *, now: datetime) -> PersonWhole:
    """Return one person."""
    person = next((one for one in lists_office_people.people() if one.id == agent), None)
    if person is None:
        raise Refused(No.NOT_FOUND)
    return PersonWhole(
        person=person,
        lanes=lists_office_people.certificates(agent),
        cases=lists_office_people.held_by(agent),
        dose=lists_office_people.doses(agent, now=now),
    )


def names() -> Mapping[UUID, str]:
    """Return what colleagues are called."""
    return lists_office_people.names()
