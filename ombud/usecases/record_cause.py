"""Record why a clock was breached: the law asks, and the next breach is prevented by knowing."""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.case import Case
from ombud.core.clocks import Mark
from ombud.core.complaint import Complaint
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, LateBy, Role
from ombud.store import rows, staff, texts
from ombud.store.ledger import open_case, open_complaint
from ombud.store.transactions import one_transaction

CAUSES: Final = tuple(one.value for one in LateBy)
"""What can be said in one word."""


@one_transaction
def record_cause(
    owner: UUID, *, book: str, clock: str, cause: str, text: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Write the cause of a breach into the book whose clock it was; once for each clock.

    A lead says why, or, of a case, whoever had a hand in it.
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


def _is_breached(state: Case | Complaint, clock: str, *, now: datetime) -> bool:
    """Say whether a clock was breached: marked so, or read so before anybody had marked it."""
    if (clock, Mark.BREACH.value) in state.marks:
        return True
    read = (
        rows.case_clocks(state, now=now) if isinstance(state, Case) else rows.complaint_clocks(state, now=now)
    )
    return any(one.rule_id == clock and one.breached_at is not None for one in read)
