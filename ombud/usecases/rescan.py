"""Scan files again that the scanner could not be asked about when they came.

Asked without any lock: a scanner that hangs delays this chore alone. A worker that dies leaves the file due again. A
file stays shut until there is a verdict; after so many tries in vain a person is alarmed, and it goes on once a day.
"""

from datetime import datetime
from typing import Final

from ombud.adapters.scanner.contract import Scanner, Verdict
from ombud.core import facts
from ombud.core.pack.pictures import may_be_intimate
from ombud.core.vocabulary import Role
from ombud.store import alarms, evidence, packs
from ombud.store.alarms import Raised
from ombud.store.evidence import SCAN_AGAIN, File
from ombud.store.files import FileGone
from ombud.store.in_turn import each
from ombud.store.ledger import open_complaint
from ombud.store.sealing import SealBroken
from ombud.store.transactions import one_transaction

LOOKED_AT: Final = 8
BY: Final = "chore:rescan"
IN_VAIN: Final = len(SCAN_AGAIN)
"""After how many tries an operator is alarmed."""


def rescan(*, scanner: Scanner, now: datetime, limit: int = LOOKED_AT) -> int:
    """Scan pending files whose time has come, at most so many, and return how many were tried."""
    waiting = evidence.to_scan(now=now, limit=limit)
    return each(waiting, lambda file: _rescan(file, scanner=scanner, now=now), what="rescan", now=now)


def _rescan(file: File, *, scanner: Scanner, now: datetime) -> int:
    if file.erased:
        one_transaction(evidence.scan_no_more)(file)
    elif one_transaction(evidence.lease_scan)(file, now=now):
        verdict = _verdict(file, scanner)
        if verdict is not Verdict.UNKNOWN:
            _write(file, verdict, now=now)
        elif file.scans + 1 >= IN_VAIN:
            _alarm(file, now=now)
    return 1


def _verdict(file: File, scanner: Scanner) -> Verdict:
    """Ask the scanner; a file that cannot be read is unknown as well, and `verify` says what is wrong with it."""
    try:
        body = b"".join(evidence.content(file))
    except (FileGone, SealBroken):
        return Verdict.UNKNOWN
    return scanner.scan(body)


@one_transaction
def _write(file: File, verdict: Verdict, *, now: datetime) -> None:
    """Write the verdict into the book and the row; what may be intimate by now is shut as well."""
    with open_complaint(file.owner) as book:
        codes = (part.code for part in book.state.parts)
        intimate = may_be_intimate(codes, pack=packs.of_complaint(book.state))
        shut = verdict is Verdict.INFECTED or intimate
        fact = facts.Scanned(evidence=file.id, verdict=verdict.value, quarantined=shut)
        book.write(fact, by=BY, now=now)
        evidence.scanned(fact)


@one_transaction
def _alarm(file: File, *, now: datetime) -> None:
    """Alarm an operator, once for each file."""
    alarms.put((Raised(owner=file.owner, kind="scan", to_role=Role.OPERATOR, about=file.id.hex),), now=now)
