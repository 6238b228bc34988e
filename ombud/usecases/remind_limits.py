"""Remind whoever is the contact that what somebody wrote while contact is limited waits to be answered together."""

from datetime import datetime

from ombud.core.vocabulary import Role
from ombud.store import alarms, conduct
from ombud.store.alarms import Raised


def remind_limits(*, now: datetime) -> int:
    """Alarm a lead once about each answer that is due, and return how many were."""
    waiting = (one for one in conduct.listed(now=now) if one.answer_at is not None and one.answer_at <= now)
    raised = [
        Raised(
            owner=one.case or one.complaint,
            kind=alarms.TOGETHER,
            to_role=Role.LEAD.value,
            about=one.number,
            once=one.answer_at.isoformat() if one.answer_at else "",
        )
        for one in waiting
    ]
    return alarms.put(raised, now=now)
