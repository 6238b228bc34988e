"""Look at who opened sealed material, when and why."""

from datetime import datetime

from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import lists_office_people, staff
from ombud.store.lists_office_people import ReadSeen

PAGE = 50


def look_at_reads(*, by: AgentId, before: datetime) -> tuple[tuple[ReadSeen, ...], datetime | None]:
    """Return a page of the read log, newest first, and where the next begins; for auditors."""
    if Role.AUDITOR not in staff.colleague(by).roles:
        raise Refused(No.NOT_ALLOWED, role=Role.AUDITOR.value)
    found = lists_office_people.reads(before=before, limit=PAGE)
    return found, found[-1].at if len(found) == PAGE else None
