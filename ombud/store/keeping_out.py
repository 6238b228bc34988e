"""What becomes of what somebody holds or has signed, who is kept out of a case?"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.ids import bucket_of
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import exposure
from ombud.store.ledger import Book
from ombud.store.models import Case as CaseRow
from ombud.store.models import LineRow

WHY: Final = "kept_out"
"""Why the case goes back to its lane."""
SETTLED: Final = (Status.DECIDED.value, Status.CLOSED.value)
"""Where a complaint about somebody stands who may see others of the same complainant again."""


def keep_out(
    book: Book[Case],
    agent: AgentId,
    *,
    words: facts.Words,
    by: AgentId,
    line_by: str = "",
    because: CaseId | None = None,
    now: datetime,
) -> None:
    """Write that `by` keeps somebody out, who then has nothing of it in hand; `line_by` where it follows from another case.

    `because`: until that one, a complaint about them, is decided.
    """
    case, actor = book.state, line_by or f"agent:{by}"
    _let_go(book, agent, why=lambda: words, by=by, actor=actor, now=now)
    book.write(facts.KeptOut(agent=agent, words=words, because=because), by=actor, now=now)
    rows = LineRow.objects.filter(bucket=bucket_of(case.id), case_id=case.id, agent=agent)
    rows.delete()
    if because is not None:
        LineRow(bucket=bucket_of(case.id), case_id=case.id, agent=agent, because=because).save(
            force_insert=True
        )


def keep_team_out(
    book: Book[Case], said: facts.TeamKeptOut, *, why: Callable[[], facts.Words], by: str, now: datetime
) -> int:
    """Write whose team is kept out, which has nothing of the case in hand from then on; return how many were not before.

    `why` is kept where what somebody proposed or signed is dropped by it.
    """
    fresh = [one for one in said.members if one not in book.state.kept_out]
    for agent in fresh:
        _let_go(book, agent, why=why, by=agent, actor=by, now=now)
    book.write(said, by=by, now=now)
    return len(fresh)


def _let_go(
    book: Book[Case],
    agent: AgentId,
    *,
    why: Callable[[], facts.Words],
    by: AgentId,
    actor: str,
    now: datetime,
) -> None:
    """Let what somebody proposed or signed be dropped, and what they hold go back."""
    case = book.state
    if case.has_signed(agent) and case.proposal is not None:
        book.write(facts.Declined(no=case.proposal.no, agent=by, words=why()), by=actor, now=now)
    elif agent in {case.signer, case.agent} and case.status not in {Status.DECIDED, Status.CLOSED}:
        exposure.note(case, agent=agent, now=now)
        book.write(facts.Returned(agent=agent, why=WHY), by=actor, now=now)


def let_in(book: Book[Case], agent: AgentId, *, words: facts.Words, by: str, now: datetime) -> None:
    """Write that somebody may see the case again."""
    book.write(facts.LetIn(agent=agent, words=words), by=by, now=now)
    case_id = book.state.id
    LineRow.objects.filter(bucket=bucket_of(case_id), case_id=case_id, agent=agent).delete()


def settled(*, limit: int) -> tuple[tuple[CaseId, AgentId], ...]:
    """Return from which cases somebody is kept out because of a complaint about them that was decided meanwhile."""
    rows = LineRow.objects.order_by("because", "case_id", "agent").values_list("case_id", "agent", "because")
    because = {one for _, _, one in rows}
    over = set(
        CaseRow.objects.filter(
            bucket__in={bucket_of(one) for one in because}, id__in=because, status__in=SETTLED
        ).values_list("id", flat=True)
    )
    return tuple((case, agent) for case, agent, one in rows if one in over)[:limit]
