"""Let the files that somebody sent after the end go along to the complaint that they are about."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from ombud.core import facts
from ombud.core.ids import Mint, bucket_of
from ombud.core.vocabulary import ComplaintId
from ombud.store import evidence, later
from ombud.store.evidence import File
from ombud.store.ledger import open_complaint, read_complaint, read_lines
from ombud.store.transactions import one_transaction


def carry_files(
    first: ComplaintId, *, names: Collection[UUID], to: ComplaintId, mint: Mint, now: datetime
) -> int:
    """Copy these under the other's key, in their order, those that are there already not again; return how many were copied.

    What nobody may open of one nobody may open of the other.
    """
    there = len(later.files_of(line for line in read_lines(to) if line.by == later.BY))
    sent = [one for one in evidence.of(first) if one.id in names and not one.erased]
    for file in sent[there:]:
        _carry(file, to=to, mint=mint, now=now)
    return len(sent[there:])


def _carry(file: File, *, to: ComplaintId, mint: Mint, now: datetime) -> None:
    """Write the bytes sealed and durable before any commit names them; what no commit came to name the sweep knows."""
    name = mint(bucket_of(to))
    kept = evidence.copy(name, file=file, person=read_complaint(to).received.person)
    fact = facts.EvidenceAdded(
        evidence=name,
        digest=kept.digest.hex(),
        media=file.media,
        size=kept.size,
        source="complainant",
        quarantined=file.quarantined,
    )
    _name(fact, to=to, scan=file.scan, now=now)


@one_transaction
def _name(fact: facts.EvidenceAdded, *, to: ComplaintId, scan: str, now: datetime) -> None:
    with open_complaint(to) as book:
        evidence.attach(fact, owner=to, person=book.state.received.person, scan=scan, at=now)
        book.write(fact, by=later.BY, now=now)
        later.note(book, now=now)
