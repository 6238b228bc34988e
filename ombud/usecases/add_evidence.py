"""Keep a file that a complainant sends as evidence."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.adapters.dimensions import Seekable
from ombud.adapters.scanner.contract import Scanner, Verdict
from ombud.adapters.sniff import Found, sniff
from ombud.core import facts
from ombud.core.complaint import Complaint
from ombud.core.ids import Mint, bucket_of
from ombud.core.pack.pictures import may_be_intimate
from ombud.core.refusals import No, Refused
from ombud.core.triage.report import Report
from ombud.core.triage.ruleset import Rules
from ombud.core.triage.sorting import triage
from ombud.core.vocabulary import Class, ComplaintId, class_claimed, class_of
from ombud.store import evidence, later, packs, texts
from ombud.store.evidence import MOST_BYTES, MOST_FILES
from ombud.store.ledger import open_complaint, read_complaint
from ombud.store.transactions import one_transaction

__all__ = ["MOST_BYTES", "MOST_FILES", "Added", "add_evidence"]

PICTURES: Final = ("image/", "video/")
DELICATE: Final = frozenset({Class.MINORS, Class.PRIVACY})
"""While nobody has sorted a complaint, what may be about these is treated as if it were the worst of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A file that is kept; `mismatch` if its name or sender said it was something else."""

    id: UUID
    media: str
    size: int
    quarantined: bool
    scan: str
    mismatch: bool


def add_evidence(
    complaint_id: ComplaintId,
    *,
    file: Seekable,
    declared: str = "",
    named: str = "",
    rules: Rules,
    scanner: Scanner,
    mint: Mint,
    now: datetime,
) -> Added:
    """Know the file by its content, write it sealed and durable, then name it in the complaint's book.

    Raises: FILE_TYPE for an image where the complaint is about an intimate one: a link or a fingerprint will do.
    """
    complaint = read_complaint(complaint_id)
    _refuse_too_many(complaint)
    found = sniff(file, declared=declared, named=named)
    _refuse_the_image(complaint, found.kind.value)
    verdict = _scanned(file, scanner)
    if verdict is Verdict.INFECTED:
        raise Refused(No.FILE_BROKEN, why="infected")
    name = mint(bucket_of(complaint_id))
    kept = evidence.keep(name, source=file, person=complaint.received.person)
    fact = facts.EvidenceAdded(
        evidence=name,
        digest=kept.digest.hex(),
        media=found.kind.value,
        size=kept.size,
        source="complainant",
        quarantined=_is_intimate(complaint, rules),
    )
    scan = evidence.PENDING if verdict is Verdict.UNKNOWN else verdict.value
    try:
        _name(complaint_id, fact=fact, scan=scan, now=now)
    except Refused:  # anything else may have been committed after all: the sweep knows a day later
        evidence.drop(name)
        raise
    return _added(fact, scan=scan, found=found)


@one_transaction
def _name(complaint_id: ComplaintId, *, fact: facts.EvidenceAdded, scan: str, now: datetime) -> None:
    with open_complaint(complaint_id) as book:
        _refuse_too_many(book.state)
        person = book.state.received.person
        evidence.attach(fact, owner=complaint_id, person=person, scan=scan, at=now)
        book.write(fact, by="complainant", now=now)
        later.note(book, now=now)


def _refuse_too_many(complaint: Complaint) -> None:
    if complaint.erased:
        raise Refused(No.ERASED)
    if len(complaint.evidence) >= MOST_FILES:
        raise Refused(No.TOO_MANY_FILES, limit=MOST_FILES)


def _refuse_the_image(complaint: Complaint, media: str) -> None:
    """Refuse a picture, or a video, with a complaint about an intimate image or a child's abuse: nobody sends it, and nobody keeps it.

    Whoever names that kind is told so; where only the words may tell of it what arrives is quarantined, since it may be something else.
    """
    claimed, pack = complaint.received.kind, packs.of_complaint(complaint)
    known = claimed is not None and claimed in pack.categories
    if known and media.startswith(PICTURES) and may_be_intimate((str(claimed),), pack=pack):
        raise Refused(No.FILE_TYPE, why="intimate")


def _scanned(file: Seekable, scanner: Scanner) -> Verdict:
    """Let the scanner look at the whole file, but at no more than may be kept."""
    file.seek(0)
    body = file.read(MOST_BYTES + 1)
    file.seek(0)
    if len(body) > MOST_BYTES:
        raise Refused(No.FILE_TOO_LARGE, limit=MOST_BYTES)
    return scanner.scan(body)


def _is_intimate(complaint: Complaint, rules: Rules) -> bool:
    """Say whether the complaint may bring pictures that nobody should see who need not."""
    claimed = complaint.received.kind
    if claimed and class_claimed(claimed) is Class.MINORS:
        return True
    pack = packs.of_complaint(complaint)
    if complaint.parts:
        return may_be_intimate((part.code for part in complaint.parts), pack=pack)
    guessed = _guessed(complaint, rules)
    return may_be_intimate(guessed, pack=pack) or any(class_of(code) in DELICATE for code in guessed)


def _guessed(complaint: Complaint, rules: Rules) -> list[str]:
    """Sort a complaint that came in so recently that nobody has: a file must not be looked at meanwhile."""
    filed = json.loads(texts.read(complaint.id, complaint.received.words.id))
    report = Report(text=filed["text"], answers=filed["answers"], kind=complaint.received.kind)
    return [part.code for part in triage(report, rules).parts]


def _added(fact: facts.EvidenceAdded, *, scan: str, found: Found) -> Added:
    return Added(
        id=fact.evidence,
        media=fact.media,
        size=fact.size,
        quarantined=fact.quarantined,
        scan=scan,
        mismatch=found.mismatch,
    )
