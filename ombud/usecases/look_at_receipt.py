"""Show the receipt of a complaint again to whoever filed it just now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from ombud.core import clocks
from ombud.core.complaint import Complaint, Part
from ombud.core.receipts import number_of
from ombud.core.vocabulary import ComplaintId, Severity
from ombud.store import packs, penning, receipts, rows
from ombud.store.ledger import read_complaint
from ombud.store.vault import vault

UNREAD: Final = "SV.UNKNOWN"
"""The kind whose promises hold until somebody has sorted the complaint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSeen:
    """A receipt: number, code and the dates that are promised."""

    number: str
    code: str = field(repr=False)
    received_at: datetime
    urgent: bool
    reachable: bool
    jurisdiction: str
    codes: tuple[str, ...]
    acknowledge_by: datetime | None
    protect_by: datetime | None
    decide_by: datetime
    zone: ZoneInfo


def look_at_receipt(complaint_id: ComplaintId) -> ReceiptSeen:
    """Return number, code and promised dates; while nobody has sorted it, the latest that could come true."""
    complaint = read_complaint(complaint_id)
    received = complaint.received
    held = vault()
    return ReceiptSeen(
        number=number_of(complaint_id, "C"),
        code=held.code(complaint_id, received.key_version),
        received_at=complaint.received_at,
        urgent=received.urgent,
        reachable=received.reachable,
        jurisdiction=received.jurisdiction,
        codes=tuple(part.code for part in complaint.parts),
        acknowledge_by=_soonest(complaint, "acknowledge"),
        protect_by=_soonest(complaint, "protect"),
        decide_by=_decide_by(complaint),
        zone=penning.zone_of(packs.of_complaint(complaint)),
    )


def _decide_by(complaint: Complaint) -> datetime:
    if complaint.parts:
        return receipts.decide_by(complaint)
    return _soonest(complaint, "decide") or complaint.received_at + receipts.LONGEST


def _soonest(complaint: Complaint, kind: str) -> datetime | None:
    read = [clock.due_at for part in _parts(complaint) for clock in _clocks(complaint, part, kind)]
    return min(read, default=None)


def _parts(complaint: Complaint) -> tuple[Part, ...]:
    severity = Severity.S0 if complaint.received.urgent else Severity.S4
    return complaint.parts or (Part(no=1, code=UNREAD, severity=severity.value),)


def _clocks(complaint: Complaint, part: Part, kind: str) -> tuple[clocks.Clock, ...]:
    pack = packs.of_complaint(complaint)
    return clocks.read(
        rows.rules_of(pack.digest, part.code, frozenset({kind})),
        events=(clocks.Event("received", complaint.received_at),),
        severity=((complaint.received_at, part.severity),),
        calendars=packs.calendars_of(pack.digest),
        now=complaint.received_at,
    )
