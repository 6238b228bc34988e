"""Read who looked at somebody's data: a lead without a hand in the case, or an auditor; every read is logged with its reason.

Everybody else who sees the case reads how many there were, from when until when, and how many had no ticket.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from ombud.core.accesses import Log
from ombud.core.ids import Mint
from ombud.core.pack.tools import ACCESS
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import accesses, readings, staff
from ombud.store.ledger import read_case
from ombud.store.transactions import one_transaction


@one_transaction
def read_who_looked(
    case_id: CaseId, *, reason: str, by: AgentId, mint: Mint, now: datetime
) -> tuple[tuple[UUID, Log], ...]:
    """Return the logs with their names.

    Raises: NOT_FOUND, NOT_ALLOWED, NEEDS_REASON.
    """
    case, person = read_case(case_id), staff.colleague(by)
    if person.id in case.kept_out:
        raise Refused(No.NOT_FOUND)
    if not accesses.may_read(case, person):
        raise Refused(No.NOT_ALLOWED)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    readings.log_read(case_id, by=by, what=ACCESS, reason=reason.strip(), grant=None, mint=mint, now=now)
    return accesses.logs(case)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogsSeen:
    """What a case keeps of who looked, without a name in it, and whether somebody may ask for more, or read the names."""

    logs: tuple[tuple[UUID, Log, int, int], ...]
    asks: bool
    reads: bool


def look_at_logs(case_id: CaseId, *, by: AgentId) -> LogsSeen:
    """Return how many looks each log tells of and how many had no ticket; who may see the case was asked before."""
    case, person = read_case(case_id), staff.colleague(by)
    several = (
        (one, replace(log, looks=(), text=""), log.count, log.unexplained) for one, log in accesses.logs(case)
    )
    return LogsSeen(
        logs=tuple(several), asks=accesses.may_ask(case, person), reads=accesses.may_read(case, person)
    )
