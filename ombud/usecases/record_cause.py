"""Record why a clock was breached: the law asks, and the next breach is prevented by knowing."""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts, learning
from ombud.core.case import Case, Status
from ombud.core.clocks import Mark
from ombud.core.complaint import Complaint
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Admitted, AgentId, LateBy, Role
from ombud.store import packs, rows, staff, texts
from ombud.store.ledger import open_case, open_complaint
from ombud.store.transactions import one_transaction

CAUSES: Final = tuple(one.value for one in LateBy)
"""What can be said in one word."""


@one_transaction
def record_cause(
    owner: UUID,
    *,
    book: str,
    clock: str,
    cause: str,
    text: str,
    root: str = "",
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Write the cause of a breach into the book whose clock it was; once for each clock.

    A lead says why, or, of a case, whoever had a hand in it. Where that admits a fault of ours in a case that is closed already, nothing
    asks for it later: what it comes from (`root`) is said with it, and is somebody's work as after any other.

    Raises: UNKNOWN_WORD, NEEDS_REASON, NOT_ALLOWED, NOT_IN_THIS_STATE, ALREADY_DONE, CAUSE_MISSING.
    """
    if cause not in CAUSES:
        raise Refused(No.UNKNOWN_WORD, field="cause", value=cause, known=CAUSES)
    if not text.strip():
        raise Refused(No.NEEDS_REASON, field="text")
    leads = Role.LEAD in staff.colleague(by).roles
    with open_case(owner) if book == "case" else open_complaint(owner) as opened:
        if not leads and (not isinstance(opened.state, Case) or by not in opened.state.took_part()):
            raise Refused(No.NOT_ALLOWED)
        if not _is_breached(opened.state, clock, now=now):
            raise Refused(No.NOT_IN_THIS_STATE, clock=clock)
        if clock in opened.state.causes:
            raise Refused(No.ALREADY_DONE, clock=clock)
        words = texts.keep_for(owner, text, mint=mint)
        opened.write(facts.CauseRecorded(clock=clock, cause=cause, words=words), by=f"agent:{by}", now=now)
        if isinstance(opened.state, Case) and _owes(opened.state):
            learning.check_late(root, pack=packs.of_case(opened.state))
            fault = facts.Fault(lapse=Admitted.LATE.value, cause=root, words=words)
            opened.write(facts.FaultFound(fault=fault, clause=None), by=f"agent:{by}", now=now)


def _owes(case: Case) -> bool:
    """Say whether a case was closed, and nobody has said since what lets it be late again."""
    return case.status is Status.CLOSED and learning.owes_late(case, packs.of_case(case))


def _is_breached(state: Case | Complaint, clock: str, *, now: datetime) -> bool:
    """Say whether a clock was breached: marked so, or read so before anybody had marked it."""
    if (clock, Mark.BREACH.value) in state.marks:
        return True
    read = (
        rows.case_clocks(state, now=now) if isinstance(state, Case) else rows.complaint_clocks(state, now=now)
    )
    return any(one.rule_id == clock and one.breached_at is not None for one in read)
