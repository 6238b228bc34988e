"""Give an agent the next case: the dispatcher picks, nobody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.decisions import Signer, why_not_sign
from ombud.core.dispatch import Wanted, may_take
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import fitting, packs, queue, staff
from ombud.store.ledger import Book, open_case
from ombud.store.queue import Waiting
from ombud.store.staff import Colleague

ROUNDS: Final = 200
"""How many times lanes are read before a queue is given up; where others were quicker the same place is read again."""


def take(*, by: AgentId, now: datetime, to_sign: bool = False) -> CaseId:
    """Assign the next case that this agent may have, or a proposal to sign; refuse when nothing waits for them.

    Candidates are read without a lock and tried one by one, each in a transaction of its own bucket, so that fifty
    agents asking at once never get the same case and never wait for each other.
    """
    agent = staff.colleague(by)
    if not agent.present:
        raise Refused(No.ON_A_BREAK)
    status = Status.COSIGNING if to_sign else Status.QUEUED
    turn = _sign if to_sign else _assign
    worst: Refused | None = None
    skip = 0
    for _ in range(ROUNDS):
        waiting = queue.candidates(agent.lanes, status=status.value, skip=skip)
        taken, no = _try_each(waiting, agent=agent, turn=turn, now=now)
        if taken is not None:
            return taken
        worst = no or worst
        if no is not None and no.code is No.MOVED_ON:
            continue
        if len(waiting) < queue.BATCH:
            break
        skip += queue.BATCH
    raise Refused(No.NOTHING_WAITING, because=worst.code.value if worst else None)


Turn = Callable[[Book[Case], Colleague, datetime], None]


def _try_each(
    waiting: tuple[Waiting, ...],
    *,
    agent: Colleague,
    turn: Turn,
    now: datetime,
) -> tuple[CaseId | None, Refused | None]:
    if not waiting:
        return None, None
    rules = packs.by_digest(waiting[0].pack).care
    candidate = fitting.candidate(agent, rules=rules, present=agent.present, now=now)
    accounts = queue.accounts_of(one.subject for one in waiting if one.subject)
    worst: Refused | None = None
    for one in waiting:
        account = accounts.get(one.subject) if one.subject else None
        no = may_take(_wanted(one, account=account), candidate, now=now)
        if no is not None:
            worst = worst or Refused(no)
            continue
        try:
            with open_case(one.case, skip_locked=True) as book:
                turn(book, agent, now)
        except Refused as refusal:
            worst = worst if worst is not None and worst.code is No.MOVED_ON else refusal
            continue
        return one.case, None
    return None, worst


def _assign(book: Book[Case], agent: Colleague, now: datetime) -> None:
    case = book.state
    if case.status is not Status.QUEUED:
        raise Refused(No.MOVED_ON)
    if case.on_appeal and agent.id in case.took_part():
        raise Refused(No.HAND_IN_IT)
    book.write(facts.Assigned(agent=agent.id, how="next"), by=f"agent:{agent.id}", now=now)


def _sign(book: Book[Case], agent: Colleague, now: datetime) -> None:
    case = book.state
    if case.status is not Status.COSIGNING or case.signer is not None:
        raise Refused(No.MOVED_ON)
    signer = Signer(agent=agent.id, roles=agent.roles)
    no = why_not_sign(case, signer, pack=packs.of_case(case))
    if no is not None:
        raise no
    book.write(facts.OfferedToSign(agent=agent.id), by=f"agent:{agent.id}", now=now)


def _wanted(one: Waiting, *, account: object) -> Wanted:
    category = packs.by_digest(one.pack).category(one.code)
    parties = frozenset(str(party) for party in (one.subject, account) if party is not None)
    return Wanted(
        case=one.case,
        lane=one.lane,
        lang=one.lane.split(".")[1],
        s0=one.danger,
        start_by=one.start_by,
        opened_at=one.opened_at,
        exposure=category.exposure,
        clearance=category.clearance,
        parties=parties,
    )
