"""Write down that an alarm has been dealt with."""

from datetime import datetime
from uuid import UUID

from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Role
from ombud.store import contradicting, lists_office, staff
from ombud.store.transactions import one_transaction


@one_transaction
def clear_alarm(alarm: UUID, *, by: AgentId, now: datetime) -> None:
    """Clear an alarm; a lead does, or whoever was called outside the line. What it was raised for stays in its book.

    Duties that contradict each other are settled on the case (`settle_law`), not cleared away.
    """
    roles = staff.colleague(by).roles
    if Role.LEAD not in roles and lists_office.called(alarm) not in roles:
        raise Refused(No.NOT_ALLOWED, role=Role.LEAD.value)
    contradicting.check_settled(alarm)
    if not lists_office.clear(alarm, bucket=bucket_of(alarm), by=by, now=now):
        raise Refused(No.ALREADY_DONE)
