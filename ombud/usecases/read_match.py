"""Say of a complaint that was answered with a known fault whether it is that fault, having read it."""

from collections.abc import Sequence
from datetime import datetime

from ombud.core import facts, issues
from ombud.core.ids import Mint
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import matching, staff, texts
from ombud.store.ledger import open_case
from ombud.store.matching import Denied
from ombud.store.transactions import one_transaction


def read_match(
    several: Sequence[CaseId], *, fits: bool, why: str, by: AgentId, mint: Mint, now: datetime
) -> int:
    """Say it of each, in a commit of its own, and return of how many; `why` is what the next colleague reads where it is not.

    Whoever says that it is has a hand in the answer, and judges no appeal of it. Where it is not, the case waits for a person,
    and whoever complained is told so.

    Raises: NOT_ALLOWED, NOT_IN_THIS_STATE, and why somebody may not have such a case.
    """
    for one in several:
        _read(one, fits=fits, why=why, by=by, mint=mint, now=now)
    return len(several)


@one_transaction
def _read(case_id: CaseId, *, fits: bool, why: str, by: AgentId, mint: Mint, now: datetime) -> None:
    with open_case(case_id) as book:
        matching.check_may_read(book.state, staff.colleague(by), now=now)
        answered = issues.check_read(book.state, fits=fits)
        if fits:
            book.write(facts.MatchRead(fits=True, agent=by), by=f"agent:{by}", now=now)
        else:
            words = texts.keep_for(case_id, why, mint=mint)
            denied = Denied(by=f"agent:{by}", words=words, agent=by)
            matching.open_anew(book, answered, denied, now=now)
