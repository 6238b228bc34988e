"""Open a file that a complainant sent: for whoever works on its case, or reads along with a grant; every time is logged."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, evidence, members, packs, staff
from ombud.store.access import READS
from ombud.store.evidence import File
from ombud.store.ledger import read_case
from ombud.store.staff import Colleague
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file that may be shown now; `content` is decrypted chunk by chunk as it is taken."""

    media: str
    size: int
    content: Iterator[bytes] = field(repr=False)


@one_transaction
def open_file(
    case_id: CaseId, *, file: UUID, reason: str = "", by: AgentId, mint: Mint, now: datetime
) -> OpenedFile:
    """Check that this person may open the file, write the line of the read log, and return its bytes."""
    case, person = read_case(case_id), staff.colleague(by)
    if access.standing(case, person) is None:
        raise Refused(No.NOT_FOUND)
    found = evidence.find(file)
    if found is None or not members.has(case_id, found.owner):
        raise Refused(No.NOT_FOUND)
    grant = _leave(case, person, reason=reason, now=now)
    _refuse_shut(found)
    content = evidence.content(found)
    staff.log_read(
        case_id, by=by, what="file", reason=f"{found.id} {reason.strip()}", grant=grant, mint=mint, now=now
    )
    return OpenedFile(media=found.media, size=found.size, content=content)


def _leave(case: Case, person: Colleague, *, reason: str, now: datetime) -> UUID | None:
    """Return the grant it is opened under; whoever only reads along needs one for a case that is not sealed as well."""
    seal = access.seal_of(case, person, pack=packs.by_digest(case.pack), now=now)
    if "clearance" in seal.missing:
        raise Refused(No.NO_CLEARANCE, clearance=seal.clearance)
    if seal.grant is None and (seal.sealed or access.standing(case, person) == READS):
        raise Refused(No.NEEDS_GRANT)
    if seal.sealed and not reason.strip():
        raise Refused(No.NEEDS_REASON)
    return seal.grant


def _refuse_shut(found: File) -> None:
    if found.erased:
        raise Refused(No.ERASED)
    if found.shut:
        raise Refused(No.FILE_SHUT, why=found.shut)
