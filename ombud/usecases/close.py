"""Close what is decided, carried out and told; some of it is drawn to be decided once more blind."""

from datetime import datetime
from typing import Final

from ombud.core import facts, learning
from ombud.core.case import Status
from ombud.core.refusals import Refused
from ombud.core.vocabulary import CaseId
from ombud.store import closing, drawing, orders, packs, silencing
from ombud.store.in_turn import each
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:close"


def close(*, now: datetime, limit: int = 64) -> int:
    """Close cases that owe nothing any more and return how many; one that still does stays as it is."""
    return each(
        closing.to_close(now=now, limit=limit), lambda one: _unless_held(one, now=now), what="close", now=now
    )


def _unless_held(case_id: CaseId, *, now: datetime) -> int:
    try:
        return _close(case_id, now=now)
    except Refused:  # somebody works on it right now: the next round looks again
        return 0


@one_transaction
def _close(case_id: CaseId, *, now: datetime) -> bool:
    with open_case(case_id, skip_locked=True) as book:
        silencing.settle(book, by=BY, now=now)
        case = book.state
        pack = packs.of_case(case)
        decision = case.decision
        if decision is None or case.status is not Status.DECIDED or closing.keeps_open(case, now=now):
            return False
        if orders.is_unsettled(case_id):
            return False
        until = now + pack.appeal(case.code).window
        nth = drawing.nth_of(decision.proposal.agent)
        stratum, share = learning.stratum_of(case, decision, nth=nth, pack=pack)
        drawn = drawing.number(case_id, decision.no)
        closed = facts.Closed(
            decision=decision.no,
            appeal_until=until,
            drawn=drawn,
            share=share,
            own=True,
            every=True,
            over=True,
        )
        book.write(closed, by=BY, now=now)
        drawing.draw(book, drawn=drawn, share=share, stratum=stratum, now=now)
        return True
