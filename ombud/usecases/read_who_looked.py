"""Read who looked at somebody's data: a lead without a hand in the case, or an auditor; every read is logged with its reason.

Everybody else who sees the case reads how many there were, from when until when, and how many had no ticket. Of a sealed case
either is read with a grant, like all that is sealed of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from ombud.core import seals
from ombud.core.accesses import Log
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.pack.tools import ACCESS
from ombud.core.refusals import No, Refused
from ombud.core.seals import Seal
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, accesses, packs, readings, staff
from ombud.store.ledger import read_case
from ombud.store.staff import Colleague
from ombud.store.transactions import one_transaction


@one_transaction
def read_who_looked(
    case_id: CaseId, *, reason: str, by: AgentId, mint: Mint, now: datetime
) -> tuple[tuple[UUID, Log], ...]:
    """Return the logs with their names.

    Raises: NOT_FOUND, NOT_ALLOWED, NEEDS_REASON; of a sealed case NO_CLEARANCE, NEEDS_GRANT.
    """
    case, person = read_case(case_id), staff.colleague(by)
    if person.id in case.kept_out:
        raise Refused(No.NOT_FOUND)
    if not accesses.may_read(case, person):
        raise Refused(No.NOT_ALLOWED)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    leave = seals.check(_seal(case, person, now=now), reason=reason)
    grant = leave.grant if leave else None
    readings.log_read(case_id, by=by, what=ACCESS, reason=reason.strip(), grant=grant, mint=mint, now=now)
    return accesses.logs(case)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogsSeen:
    """What a case keeps of who looked, without a name in it, and whether somebody may ask for more, or read the names."""

    logs: tuple[tuple[UUID, Log, int, int], ...]
    asks: bool
    reads: bool
    sealed: bool


def look_at_logs(case_id: CaseId, *, opened_for: str = "", by: AgentId, now: datetime) -> LogsSeen:
    """Return how many looks each log tells of and how many had no ticket; who may see the case was asked before.

    Of a sealed case nothing, unless it was `opened_for` a reason, with a grant.
    """
    case, person = read_case(case_id), staff.colleague(by)
    seal = _seal(case, person, now=now)
    shut = seal.sealed and isinstance(seals.opens(seal, reason=opened_for), Refused)
    several = (
        (one, replace(log, looks=(), text=""), log.count, log.unexplained)
        for one, log in (() if shut else accesses.logs(case))
    )
    return LogsSeen(
        logs=tuple(several),
        asks=accesses.may_ask(case, person),
        reads=accesses.may_read(case, person),
        sealed=shut,
    )


def _seal(case: Case, person: Colleague, *, now: datetime) -> Seal:
    return access.seal_of(case, person, pack=packs.of_case(case), now=now)
