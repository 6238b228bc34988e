"""What must a person look at?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Coalesce

from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of, drawn_from
from ombud.store import bulk
from ombud.store.models import Alarm

PAGE: Final = "page"
"""A danger that nobody has taken; it is cleared by the commit in which somebody does."""

LOCK_ENDS: Final = "lock_ends"
"""An account is locked no more in a day, and nobody has decided whose it is."""
AGAIN: Final = "happens_again"
"""Somebody says that what they complained of is happening once more."""

DANGER: Final = "danger_written"
"""Somebody wrote later, in a complaint of theirs, words that tell of a danger to life."""

FAULTY: Final = "faulty_rule"
"""Many decisions of one rule of the host's are in doubt, or fall."""

CLAUSE: Final = "faulty_clause"
"""Many decisions under one clause of our own are contested, or fall."""

LINE_OUT: Final = "line_out"
"""Every lead is kept out of a complaint about our own staff: whoever has this role, outside the line, is called."""
ONE_TEAM: Final = "one_team"
"""A complaint about our own staff is handled in the team of whoever it is about: nobody of another could take it."""
OUT_OF_LINE: Final = (LINE_OUT, ONE_TEAM)
"""What only whoever has the role reads: a lead may be whom it is about."""

THREATENED: Final = "staff_threatened"
"""Somebody who works here was threatened."""

CALLED: Final = "duty_called"
"""Whoever works on a danger called the duty lead to it."""

DUE: Final = "looking_in"
"""Somebody in danger is to be looked in on now, as the playbook says."""
PRESSED: Final = "agent_pressed"
"""Whoever asked a colleague off the record threatened or promised something."""

TOGETHER: Final = "answer_together"
"""What somebody wrote while contact with them is limited waits to be answered together."""

CONTACT: Final = "contact_late"
"""Whoever answers for all parts of a complaint has not said by their day how far it is."""

GUARDIANS: Final = "guardians_untold"
"""A leak touched children whose guardians nobody can be told of."""

STUCK: Final = "stuck"
"""A chore cannot do what is due of one book; all others go on."""

REVIEW: Final = "review"
"""What was taken for now, or is not told yet, is to be looked at again."""

OBJECTED: Final = "limit_objected"
"""Somebody objects to a warning, or to limited contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alarm to raise; `once` tells occasions apart: the same said again on one occasion is one alarm."""

    owner: UUID
    kind: str
    to_role: str
    about: str
    once: str = ""


def put(alarms: Iterable[Raised], *, now: datetime) -> int:
    """Raise alarms, each once; return how many are new."""
    rows: Sequence[Mapping[str, Any]] = [
        {
            "bucket": bucket_of(alarm.owner),
            "id": _name(alarm),
            "kind": alarm.kind,
            "to_role": alarm.to_role,
            "owner": alarm.owner,
            "about": alarm.about,
            "raised_at": now,
        }
        for alarm in alarms
    ]
    return len(bulk.insert_new(Alarm, rows, returning=("id",)))


def is_open(alarm: Raised) -> bool:
    """Say whether an alarm about the same stands uncleared, of whichever occasion."""
    same = {"owner": alarm.owner, "kind": alarm.kind, "to_role": alarm.to_role, "about": alarm.about}
    return Alarm.objects.filter(bucket=bucket_of(alarm.owner), cleared_at=None, **same).exists()


def owner_of(it: Complaint) -> UUID:
    """Return by what somebody finds their way to whoever complained: their first case, else the complaint."""
    return next((part.case for part in it.parts if part.case is not None), it.id)


def lower(owner: UUID, kind: str, *, still: Iterable[Raised], by: UUID | None, now: datetime) -> None:
    """Clear the alarms of a kind about something, but for those that are still to be raised."""
    Alarm.objects.filter(bucket=bucket_of(owner), owner=owner, kind=kind, cleared_at=None).exclude(
        id__in=[_name(alarm) for alarm in still]
    ).update(cleared_at=now, cleared_by=by)


def withdraw(owner: UUID, clocks: Iterable[str], *, now: datetime) -> None:
    """Clear what was raised of these clocks of a case, which were not missed: it counts no more as a promise that was broken."""
    for clock in clocks:
        said = Alarm.objects.filter(
            bucket=bucket_of(owner), owner=owner, kind="clock", about=f"breach:{clock}"
        )
        said.update(about=f"in_time:{clock}", cleared_at=Coalesce("cleared_at", Value(now)))


def _name(alarm: Raised) -> UUID:
    """Return the alarm's id, made of what it says, in its owner's bucket."""
    said = repr((alarm.owner.hex, alarm.kind, alarm.to_role, alarm.about, alarm.once)).encode()
    return drawn_from(sha256(said).digest(), bucket_of(alarm.owner))
