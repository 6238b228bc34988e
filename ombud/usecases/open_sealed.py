"""Open what is sealed: with clearance, a manager's grant and a reason; every opening is written down."""

from datetime import datetime

from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, packs, staff
from ombud.store.ledger import read_case
from ombud.store.transactions import one_transaction


@one_transaction
def open_sealed(case_id: CaseId, *, reason: str, by: AgentId, mint: Mint, now: datetime) -> datetime:
    """Check that this person may open the material and write the line of the read log; return until when they may."""
    case, person = read_case(case_id), staff.colleague(by)
    if access.standing(case, person) is None:
        raise Refused(No.NOT_FOUND)
    seal = access.seal_of(case, person, pack=packs.by_digest(case.pack), now=now)
    if "clearance" in seal.missing:
        raise Refused(No.NO_CLEARANCE, clearance=seal.clearance)
    if seal.until is None:
        raise Refused(No.NEEDS_GRANT)
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    staff.log_read(case_id, by=by, what="case", reason=reason, grant=seal.grant, mint=mint, now=now)
    return seal.until
