"""Who answers for all of it to somebody whose complaint went to several cases?

1. One person does, under a mask that is drawn for this complaint alone; each part is decided by whom it belongs to.
2. It is whoever holds a part first. Nobody who left, is kept out of a part, or has a tie to what it is about is, or stays.
3. They say how far all of it is until a day that they name: for the first time within days of being named, and again by that day.
4. Who takes over is whoever holds a part, else a lead; what was promised stands.
5. A lead, or whoever holds a part, may name somebody else who may, with a reason; whoever complained is written to.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from ombud.core import crockford, facts
from ombud.core.case import Case
from ombud.core.complaint import Complaint, Standing
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId

LONGEST: Final = timedelta(days=14)
"""So far ahead somebody may name the day of their next word."""
HOLDS, LEADS, CHANGED = "holds", "leads", "changed"
"""Why somebody is the contact: they hold a part, nobody does who may be, or a person said so."""
_MASK: Final = 4
"""Of so many characters."""


def is_several(it: Complaint) -> bool:
    """Say whether a complaint is with several cases, and not over."""
    several = {part.case for part in it.parts if part.case is not None}
    return len(several) > 1 and it.standing in {Standing.OPEN, Standing.WAITING} and not it.erased


def mask(chance: UUID) -> str:
    """Return what a contact is called, drawn by chance: nobody knows them again by it in another complaint."""
    return crockford.spell(chance.int >> 8, length=_MASK)[:_MASK]


def successor(
    it: Complaint, cases: Iterable[Case], *, able: Collection[AgentId], leads: Sequence[AgentId]
) -> tuple[AgentId, str] | None:
    """Return who is the contact from now on, and why; None where that is who is already, or nobody has taken a part yet."""
    named = it.contact
    if not is_several(it) or (named is not None and named.agent in able):
        return None
    graver_first = sorted(cases, key=lambda case: (case.severity, str(case.id)))
    holder = next((case.agent for case in graver_first if case.agent in able), None)
    if holder is not None:
        return holder, HOLDS
    lead = next((one for one in leads if one in able), None) if named is not None else None
    return None if lead is None else (lead, LEADS)


def due_at(it: Complaint) -> datetime | None:
    """Return by when the contact says how far all of it is; None while nobody is, or once it is over."""
    if it.contact is None or not is_several(it):
        return None
    return it.word_by


def may_change(it: Complaint, cases: Collection[Case], *, by: AgentId, leads: bool) -> bool:
    """Say whether somebody may name another contact: one who leads, or holds a part, and is kept out of none."""
    works = leads or any(case.agent == by for case in cases)
    return (
        it.contact is not None and is_several(it) and works and all(by not in one.kept_out for one in cases)
    )


def check_changes(
    it: Complaint, cases: Collection[Case], *, to: AgentId, reason: str, by: AgentId, leads: bool
) -> facts.ContactNamed:
    """Return who is the contact so far; refuse whoever may not change that, no change, and no reason.

    Raises: NOT_YOURS, ALREADY_DONE, NEEDS_REASON.
    """
    if it.contact is None or not may_change(it, cases, by=by, leads=leads):
        raise Refused(No.NOT_YOURS, status=it.standing.value)
    if it.contact.agent == to:
        raise Refused(No.ALREADY_DONE)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    return it.contact


def check_word(it: Complaint, *, until: datetime | None, by: AgentId, now: datetime) -> facts.ContactNamed:
    """Return the contact who may say how far all of it is; refuse anybody else, and a day that is past or too far.

    Raises: NOT_YOURS, BAD_TIME.
    """
    if it.contact is None or it.contact.agent != by or not is_several(it):
        raise Refused(No.NOT_YOURS, status=it.standing.value)
    if until is None or not now < until <= now + LONGEST:
        raise Refused(No.BAD_TIME, field="until")
    return it.contact
