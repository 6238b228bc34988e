"""Keep out of a complaint about our own staff whoever it is about, leads too, before anybody is given it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import keeping_out, naming, texts
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:line"
WHY: Final = "本人参与过这件投诉所指的事项 / had a hand in what this complaint is about"


def keep_line_out(*, mint: Mint, now: datetime, limit: int = 200) -> int:
    """Do so and return how many were kept out; whoever is out already is not kept out again."""
    return sum(_keep(one, mint=mint, now=now) for one in naming.of_staff(limit=limit))


def _keep(case_id: CaseId, *, mint: Mint, now: datetime) -> int:
    case = read_case(case_id)
    fresh = naming.hands_in(case) - case.kept_out
    return _write(case_id, sorted(fresh), mint=mint, now=now) if fresh else 0


@one_transaction
def _write(case_id: CaseId, agents: Sequence[AgentId], *, mint: Mint, now: datetime) -> int:
    with open_case(case_id) as book:
        fresh = [one for one in agents if one not in book.state.kept_out]
        for agent in fresh:
            words = texts.keep_for(case_id, WHY, mint=mint)
            keeping_out.keep_out(book, agent, words=words, by=agent, line_by=BY, now=now)
    return len(fresh)
