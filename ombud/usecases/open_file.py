"""Open a file that a complainant sent: for whoever works on its case, or reads along with a grant; every time is logged."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ombud.core import seals
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, evidence, members, packs, staff
from ombud.store.access import READS
from ombud.store.evidence import File
from ombud.store.ledger import read_case
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
    standing = access.standing(case, person)
    if standing is None:
        raise Refused(No.NOT_FOUND)
    found = evidence.find(file)
    if found is None or not members.has(case_id, found.owner):
        raise Refused(No.NOT_FOUND)
    seal = access.seal_of(case, person, pack=packs.of_case(case), now=now)
    leave = seals.check(seal, reads=standing == READS, reason=reason)
    _refuse_shut(found)
    content = evidence.content(found)
    grant = leave.grant if leave else None
    staff.log_read(
        case_id, by=by, what="file", reason=f"{found.id} {reason.strip()}", grant=grant, mint=mint, now=now
    )
    return OpenedFile(media=found.media, size=found.size, content=content)


def _refuse_shut(found: File) -> None:
    if found.erased:
        raise Refused(No.ERASED)
    if found.shut:
        raise Refused(No.FILE_SHUT, why=found.shut)
