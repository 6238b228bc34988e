"""Open what is sealed: with clearance, a manager's grant and a reason; every opening is written down."""

from datetime import datetime

from ombud.core import seals
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, packs, readings, staff
from ombud.store.ledger import read_case
from ombud.store.transactions import one_transaction


@one_transaction
def open_sealed(case_id: CaseId, *, reason: str, by: AgentId, mint: Mint, now: datetime) -> datetime:
    """Check that this person may open the material and write the line of the read log; return until when they may."""
    case, person = read_case(case_id), staff.colleague(by)
    if access.standing(case, person) is None:
        raise Refused(No.NOT_FOUND)
    seal = access.seal_of(case, person, pack=packs.of_case(case), now=now)
    leave = seals.opens(seal, reason=reason)
    if isinstance(leave, Refused):
        raise leave
    readings.log_read(case_id, by=by, what="case", reason=reason, grant=leave.grant, mint=mint, now=now)
    return leave.until
