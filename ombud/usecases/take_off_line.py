"""Until a complaint about our own staff is decided, whoever it is about works on nothing else of the same complainant.

1. Each open case of theirs that sits with somebody who is kept out of that complaint goes to somebody else.
2. Once it is decided they may see those again; that complaint itself they never see.
3. Where every lead is kept out, somebody outside the line is called and does there what a lead does.
"""

from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.ids import Mint
from ombud.core.receipts import number_of
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import alarms, keeping_out, naming, staff, texts
from ombud.store.alarms import Raised
from ombud.store.in_turn import each
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:line"
MEANWHILE: Final = "投诉人另外投诉了本人，作出决定之前由别人办理 / whoever complained has a complaint about them that is not decided"
OVER: Final = "那件投诉已有决定 / that complaint is decided"


def take_off_line(*, mint: Mint, now: datetime, limit: int = 200) -> int:
    """Do so and return how many were kept out, let in again, or called."""
    leads = staff.leads()
    several = [one for one, _ in naming.of_staff(limit=limit)]
    moved = each(several, lambda one: _look(one, leads=leads, mint=mint, now=now), what="meanwhile", now=now)
    again = keeping_out.settled(limit=limit)
    return moved + each(again, lambda pair: _let_in(*pair, mint=mint, now=now), what="meanwhile", now=now)


def _look(case_id: CaseId, *, leads: frozenset[AgentId], mint: Mint, now: datetime) -> int:
    case = read_case(case_id)
    others = naming.others_of(case)
    moved = each(
        others,
        lambda pair: _move(*pair, because=case_id, mint=mint, now=now),
        what="meanwhile",
        now=now,
    )
    if leads and leads <= case.kept_out and not case.led_by:
        moved += _call(case_id, now=now)
    return moved


@one_transaction
def _move(case_id: CaseId, agent: AgentId, *, because: CaseId, mint: Mint, now: datetime) -> int:
    with open_case(case_id) as book:
        words = texts.keep_for(case_id, MEANWHILE, mint=mint)
        keeping_out.keep_out(book, agent, words=words, by=agent, line_by=BY, because=because, now=now)
    return 1


@one_transaction
def _let_in(case_id: CaseId, agent: AgentId, *, mint: Mint, now: datetime) -> int:
    with open_case(case_id) as book:
        words = texts.keep_for(case_id, OVER, mint=mint)
        keeping_out.let_in(book, agent, words=words, by=BY, now=now)
    return 1


@one_transaction
def _call(case_id: CaseId, *, now: datetime) -> int:
    """Call whoever is outside the line, by the first of the roles that somebody has who is not kept out."""
    with open_case(case_id) as book:
        role = staff.outside_the_line(book.state.kept_out)
        book.write(facts.LedOutside(role=role), by=BY, now=now)
    alarm = Raised(owner=case_id, kind=alarms.LINE_OUT, to_role=role, about=number_of(case_id, "K"))
    return alarms.put((alarm,), now=now)
