"""Which closed cases are decided once more blind? Nobody knows before, and anybody with the key can tell afterwards."""

from datetime import datetime
from typing import Final

from ombud.core import facts, learning
from ombud.core.case import Case
from ombud.core.vocabulary import AgentId, CaseId, LookKind
from ombud.store import packs
from ombud.store.ledger import Book
from ombud.store.models import RulingRow
from ombud.store.vault import vault

MANY: Final = 1000
"""Whoever decided so many is new nowhere."""
BY: Final = "chore:close"


def number(case_id: CaseId, decision: int) -> int:
    """Return what the house's key draws for a decision."""
    return learning.number_of(vault().find(learning.DRAWN, case_id.hex, str(decision)))


def nth_of(agent: AgentId) -> int:
    """Return how many decisions somebody has proposed here, the last one counted; from `MANY` on nobody counts."""
    return RulingRow.objects.filter(agent=agent)[:MANY].count()


def draw(book: Book[Case], *, drawn: int, share: int, stratum: str, now: datetime) -> None:
    """Let a decision that was just closed be looked at blind, if it was drawn and no look at it was."""
    case = book.state
    decision = case.decisions[-1].no
    before = {look.drawn.decision for look in case.lessons.looks if look.drawn.kind == LookKind.BLIND}
    if drawn >= share or decision in before:
        return
    look = facts.LookDrawn(
        no=len(case.lessons.looks) + 1,
        kind=LookKind.BLIND.value,
        decision=decision,
        due_at=now + packs.of_case(case).learning.within[LookKind.BLIND],
        stratum=stratum,
    )
    book.write(look, by=BY, now=now)
