"""Give an agent the next second look: the dispatcher picks, and never anybody who had a hand in it."""

from datetime import datetime
from typing import Final

from ombud.core import facts, learning
from ombud.core.case import Case
from ombud.core.dispatch import Candidate, Wanted, may_take
from ombud.core.refusals import No, Refused
from ombud.core.seals import clearances
from ombud.core.vocabulary import AgentId, CaseId, LookKind
from ombud.store import fitting, lessons, packs, staff, wanting
from ombud.store.ledger import open_case
from ombud.store.lessons import LookWaiting
from ombud.store.transactions import one_transaction

BATCH: Final = 200


def take_look(*, by: AgentId, now: datetime) -> tuple[CaseId, int]:
    """Give out the look that is due first of those that this agent may have, and return its case and number there.

    Whoever has one in hand gets that one again. Lanes, language, clearance, ties and the day's dose count as for a case.

    Raises: ON_A_BREAK, NOTHING_WAITING.
    """
    held = lessons.held_by(by)
    if held is not None:
        return held
    agent = staff.colleague(by)
    if not agent.present:
        raise Refused(No.ON_A_BREAK)
    worst: Refused | None = None
    skip = 0
    while waiting := lessons.waiting(agent.lanes, skip=skip, limit=BATCH):
        rules = packs.by_digest(waiting[0].pack).care
        candidate = fitting.candidate(agent, rules=rules, present=agent.present, now=now)
        for one in waiting:
            try:
                return _take(one, candidate, now=now)
            except Refused as refused:
                worst = worst or refused
        skip += BATCH
    raise Refused(No.NOTHING_WAITING, because=worst.code.value if worst else None)


@one_transaction
def _take(one: LookWaiting, candidate: Candidate, *, now: datetime) -> tuple[CaseId, int]:
    with open_case(one.case, skip_locked=True) as book:
        no = may_take(_wanted(one, book.state), candidate, now=now)
        if no is not None:
            raise Refused(no)
        kind = book.state.lessons.look(one.no).drawn.kind
        learning.check_fresh(book.state, candidate.agent, reads=kind == LookKind.LATER)
        until = now + packs.of_case(book.state).learning.hold
        taken = facts.LookTaken(no=one.no, agent=candidate.agent, until=until)
        book.write(taken, by=f"agent:{candidate.agent}", now=now)
    return one.case, one.no


def _wanted(one: LookWaiting, case: Case) -> Wanted:
    category = packs.by_digest(one.pack).category(one.code)
    return Wanted(
        case=one.case,
        lane=one.lane,
        lang=one.lane.split(".")[1],
        s0=False,
        start_by=one.due_at,
        opened_at=one.opened_at,
        exposure=category.exposure,
        clearances=clearances(category, asks=one.asks),
        parties=wanting.parties_of(case),
        hands=case.took_part() | case.have_stood,
    )
