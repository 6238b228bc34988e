"""Who looked at what, and why? A chain for each case, so that nobody can thin it out unseen."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from ombud.core.audit import START, Fault, Head, Read, Stored, check, link, reads_of
from ombud.core.codec import canonical
from ombud.core.ids import Mint, bucket_of
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store.checking import pages
from ombud.store.ledger import lock
from ombud.store.models import ReadLine

LONGEST: Final = 200
"""Characters of a reason that are kept."""
_TOLD: Final = tuple(item.name for item in fields(Read))


def log_read(
    case_id: CaseId, *, by: AgentId, what: str, reason: str, grant: UUID | None, mint: Mint, now: datetime
) -> None:
    """Write down that somebody looked: at a `page` or a `file` of a case, or that they opened the sealed `case`."""
    bucket = bucket_of(case_id)
    lock("case_row", case_id)
    last = ReadLine.objects.filter(bucket=bucket, owner=case_id).order_by("-seq").first()
    seq, before = (0, START) if last is None else (last.seq, bytes(last.digest))
    read = Read(id=mint(bucket), agent=by, what=what, reason=_kept(reason), grant=grant, at=now)
    ReadLine(
        bucket=bucket,
        owner=case_id,
        seq=seq + 1,
        digest=link(before, reads_of(case_id), canonical(read)),
        **asdict(read),
    ).save(force_insert=True)


def has_read(case_id: CaseId, *, by: AgentId, what: str, reason: str, since: datetime) -> bool:
    """Say whether it was written down since then that somebody looked at this, for the same reason."""
    lines = ReadLine.objects.filter(bucket=bucket_of(case_id), owner=case_id, agent=by, what=what)
    return lines.filter(reason=_kept(reason), at__gt=since).exists()


def heads() -> Iterator[Head]:
    """Yield how far the reads of each case have come."""
    for owner, lines in _chains():
        *_, last = lines
        yield Head(stream=reads_of(owner), seq=last["seq"], digest=bytes(last["digest"]))


def walk() -> Iterator[tuple[int, list[Fault]]]:
    """Yield, case by case, how many lines of its reads were seen and what is wrong with them."""
    for owner, found in _chains():
        lines = list(found)
        stored = [_stored(row) for row in lines]
        head = (len(stored), stored[-1].digest)
        yield len(lines), list(check(reads_of(owner), stored, head=head))


def _chains() -> Iterator[tuple[UUID, Iterator[dict[str, Any]]]]:
    """Yield the lines of each case that somebody looked at, in order, without ever holding them all."""
    rows = (row for page in pages("read_log", key=("bucket", "owner", "seq")) for row in page)
    yield from groupby(rows, key=lambda row: row["owner"])


def _stored(row: dict[str, Any]) -> Stored:
    read = Read(**{name: row[name] for name in _TOLD})
    return Stored(seq=row["seq"], body=canonical(read), digest=bytes(row["digest"]))


def _kept(reason: str) -> str:
    return reason.strip()[:LONGEST]
