"""Propose for a case and those that go along with it alike: one act, a proposal in each book.

1. All is rehearsed before anything is written: what would be refused in one of them is refused for all, by its number.
2. Each book has a commit of its own, the first case's last. A process that dies in between has proposed some; doing it again
   proposes the rest.
3. Two sign for a cluster, whatever one alone could do to each of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.along import Own
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import alike, exposure, fitting, packs, staff
from ombud.store.drafting import Draft, proposal_of
from ombud.store.ledger import Book, open_case, read_case
from ombud.store.transactions import one_transaction, rehearsed

Act = Callable[[Book[Case]], facts.Proposed]
SAME: Final[Mapping[CaseId, Own]] = MappingProxyType({})
"""Nobody is judged apart: the same goes for all of them."""


def propose_alike(
    case_id: CaseId,
    *,
    draft: Draft,
    others: Sequence[CaseId],
    why: str,
    own: Mapping[CaseId, Own] = SAME,
    seen: int,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> tuple[facts.Proposed, ...]:
    """Write the proposals, those that go along first; `why` says what makes them alike, to colleagues; `own` what one did itself."""
    if not why.strip():
        raise Refused(No.NEEDS_REASON)
    first = read_case(case_id)
    held = alike.held_by(alike.led(first), by)
    foreign = next((one for one in others if one not in held), None)
    if foreign is not None:
        raise Refused(No.NOT_YOURS, case=number_of(foreign, "K"))

    def along(book: Book[Case]) -> facts.Proposed:
        mine = own.get(book.id)
        return alike.propose(book, first=first, draft=draft, why=why, own=mine, by=by, mint=mint, now=now)

    def lead(book: Book[Case]) -> facts.Proposed:
        fitting.check_may_judge(book.state, staff.colleague(by), now=now)
        mine = replace(draft, alike=case_id)
        proposal = proposal_of(book.state, mine, pack=packs.of_case(book.state), by=by, mint=mint, now=now)
        exposure.note(book.state, agent=by, now=now)
        book.write(proposal, by=f"agent:{by}", now=now)
        return proposal

    acts: list[tuple[CaseId, Act]] = [*((one, along) for one in dict.fromkeys(others)), (case_id, lead)]
    for one, act in acts:
        _rehearse(one, act, seen=seen if one == case_id else None)
    return tuple(_write(one, act, seen=seen if one == case_id else None) for one, act in acts)


def _rehearse(case_id: CaseId, act: Act, *, seen: int | None) -> None:
    try:
        with rehearsed(), open_case(case_id, seen=seen) as book:
            act(book)
            book.fresh.clear()
    except Refused as no:
        raise Refused(no.code, **{**no.facts, "case": number_of(case_id, "K")}) from no


@one_transaction
def _write(case_id: CaseId, act: Act, *, seen: int | None) -> facts.Proposed:
    with open_case(case_id, seen=seen) as book:
        return act(book)
