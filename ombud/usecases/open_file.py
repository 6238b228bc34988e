"""Open a file that a complainant sent: for whoever works on its case, or reads along with a grant; every look is logged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from ombud.core import seals
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, evidence, members, packs, readings, staff
from ombud.store.access import READS
from ombud.store.evidence import File
from ombud.store.ledger import read_case
from ombud.store.transactions import one_transaction

ONE_LOOK: Final = timedelta(minutes=15)
"""How long the parts of a file that somebody asks for, as whoever plays a video does, are one look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file that may be shown now; `content` gives it, or a part of its bytes, decrypted chunk by chunk as it is taken."""

    media: str
    size: int
    content: Callable[[range | None], Iterator[bytes]] = field(repr=False)


@one_transaction
def open_file(
    case_id: CaseId,
    *,
    file: UUID,
    reason: str = "",
    in_parts: bool = False,
    by: AgentId,
    mint: Mint,
    now: datetime,
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
    grant, why = leave.grant if leave else None, f"{found.id} {reason.strip()}"
    if not (in_parts and readings.has_read(case_id, by=by, what="file", reason=why, since=now - ONE_LOOK)):
        readings.log_read(case_id, by=by, what="file", reason=why, grant=grant, mint=mint, now=now)
    return OpenedFile(media=found.media, size=found.size, content=partial(evidence.content, found))


def _refuse_shut(found: File) -> None:
    if found.erased:
        raise Refused(No.ERASED)
    if found.shut:
        raise Refused(No.FILE_SHUT, why=found.shut)
