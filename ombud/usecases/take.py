"""Give an agent the next case: the dispatcher picks, nobody else."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.decisions import Signer, why_not_sign
from ombud.core.dispatch import Wanted, may_take
from ombud.core.refusals import No, Refused
from ombud.core.seals import clearances
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import fitting, packs, queue, staff, teams
from ombud.store.ledger import Book, open_case
from ombud.store.queue import Waiting
from ombud.store.staff import Colleague

ROUNDS: Final = 200
"""How many times lanes are read before a queue is given up; where others were quicker the same place is read again."""


def take(*, by: AgentId, now: datetime, to_sign: bool = False) -> CaseId:
    """Assign the next case that this agent may have, or a proposal to sign; refuse when nothing waits for them.

    Candidates are read without a lock and tried one by one, each in a transaction of its own bucket, so that fifty
    agents asking at once never get the same case and never wait for each other. What this agent gave back comes to them
    again only when nothing else does. A decided case whose next step is due and that nobody has comes before all but danger.
    """
    agent = staff.colleague(by)
    if not agent.present:
        raise Refused(No.ON_A_BREAK)
    asked = _Asked(agent=agent, to_sign=to_sign, in_hand=0 if to_sign else queue.in_hand(by), now=now)
    status = Status.COSIGNING if to_sign else Status.QUEUED
    followed = None if to_sign else _follow_up(asked)
    if followed is not None:
        return followed
    worst: Refused | None = None
    skip = 0
    for _ in range(ROUNDS):
        waiting = queue.candidates(agent.lanes, status=status.value, skip=skip)
        taken, no = _try_each(waiting, asked, turn=_unless_returned)
        if taken is not None:
            return taken
        worst = no or worst
        if no is not None and no.code is No.MOVED_ON:
            continue
        if len(waiting) < queue.BATCH:
            break
        skip += queue.BATCH
    taken, _ = _try_each(tuple(asked.returned), asked, turn=_turn)
    if taken is not None:
        return taken
    raise Refused(No.NOTHING_WAITING, because=worst.code.value if worst else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Who asks for what; `returned` are those that they gave back, as they are come upon."""

    agent: Colleague
    to_sign: bool
    in_hand: int
    now: datetime
    returned: list[Waiting] = field(default_factory=list)


Turn = Callable[[Book[Case], _Asked], None]


def _follow_up(asked: _Asked) -> CaseId | None:
    """Give a decided case that nobody has and whose next step is due, unless there is danger in the lanes."""
    lanes = asked.agent.lanes
    if any(one.danger for one in queue.candidates(lanes)[:1]):
        return None
    taken, _ = _try_each(queue.follow_ups(lanes, now=asked.now), asked, turn=_finish)
    return taken


def _finish(book: Book[Case], asked: _Asked) -> None:
    if book.state.status is not Status.DECIDED or book.state.agent is not None:
        raise Refused(No.MOVED_ON)
    book.write(facts.Assigned(agent=asked.agent.id, how="next"), by=f"agent:{asked.agent.id}", now=asked.now)


def _try_each(
    waiting: tuple[Waiting, ...], asked: _Asked, *, turn: Turn
) -> tuple[CaseId | None, Refused | None]:
    if not waiting:
        return None, None
    agent, now = asked.agent, asked.now
    rules = packs.by_digest(waiting[0].pack).care
    candidate = fitting.candidate(agent, rules=rules, present=agent.present, now=now)
    candidate = replace(candidate, full=asked.in_hand >= rules.most_in_hand)
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
                turn(book, asked)
        except Refused as refusal:
            if refusal.code is No.JUST_RETURNED:
                asked.returned.append(one)
            worst = worst if worst is not None and worst.code is No.MOVED_ON else refusal
            continue
        return one.case, None
    return None, worst


def _unless_returned(book: Book[Case], asked: _Asked) -> None:
    if asked.agent.id in book.state.passed_by:
        raise Refused(No.JUST_RETURNED)
    _turn(book, asked)


def _turn(book: Book[Case], asked: _Asked) -> None:
    (_sign if asked.to_sign else _assign)(book, asked.agent, asked.now)


def _assign(book: Book[Case], agent: Colleague, now: datetime) -> None:
    case = book.state
    if case.status is not Status.QUEUED:
        raise Refused(No.MOVED_ON)
    if case.on_appeal and agent.id in case.took_part() | case.lessons.answered_by:
        raise Refused(No.HAND_IN_IT)
    teams.check_other(case, agent, now=now)
    book.write(facts.Assigned(agent=agent.id, how="next"), by=f"agent:{agent.id}", now=now)


def _sign(book: Book[Case], agent: Colleague, now: datetime) -> None:
    case = book.state
    if case.status is not Status.COSIGNING or case.signer is not None:
        raise Refused(No.MOVED_ON)
    signer = Signer(agent=agent.id, roles=agent.roles)
    no = why_not_sign(case, signer, pack=packs.of_case(case))
    if no is not None:
        raise no
    teams.check_other(case, agent, now=now)
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
        clearances=clearances(category, asks=one.asks),
        parties=parties,
    )
