"""Record why a clock was breached: the law asks, and the next breach is prevented by knowing."""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import facts
from ombud.core.clocks import Mark
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId
from ombud.store import texts
from ombud.store.ledger import open_case, open_complaint
from ombud.store.transactions import one_transaction

CAUSES: Final = (
    "volume",
    "staffing",
    "complexity",
    "waiting_on_others",
    "host",
    "system",
    "mistake",
    "other",
)
"""What can be said in one word; the sentence beside it says the rest."""


@one_transaction
def record_cause(
    owner: UUID, *, book: str, clock: str, cause: str, text: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Write the cause of a breach into the book whose clock it was; once for each clock."""
    if cause not in CAUSES:
        raise Refused(No.UNKNOWN_WORD, field="cause", value=cause, known=CAUSES)
    if not text.strip():
        raise Refused(No.NEEDS_REASON, field="text")
    with open_case(owner) if book == "case" else open_complaint(owner) as opened:
        if (clock, Mark.BREACH.value) not in opened.state.marks:
            raise Refused(No.NOT_IN_THIS_STATE, clock=clock)
        if clock in opened.state.causes:
            raise Refused(No.ALREADY_DONE, clock=clock)
        words = texts.keep_for(owner, text, mint=mint)
        opened.write(facts.CauseRecorded(clock=clock, cause=cause, words=words), by=f"agent:{by}", now=now)
