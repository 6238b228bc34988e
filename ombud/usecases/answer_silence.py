"""Say as a second person whether an authority's request for silence is real; where it is not, the account may be told."""

from datetime import datetime
from typing import Final

from ombud.core import facts, silencing
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role, Side
from ombud.store import packs, staff, statements, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

SECONDS: Final = frozenset({Role.LEAD, Role.LEGAL, Role.CHILD_SAFETY})
"""Who may stand by it."""


@one_transaction
def answer_silence(
    case_id: CaseId, *, agreed: bool, why: str = "", by: AgentId, mint: Mint, now: datetime
) -> None:
    """Stand by what one person wrote down of an authority's request, or end it and say `why`: what it took the place of goes on.

    Raises: ALREADY_DONE, SIGNER_ROLE, HAND_IN_IT, NEEDS_REASON.
    """
    with open_case(case_id) as book:
        case = book.state
        held = silencing.unanswered(case)
        if held is None:
            raise Refused(No.ALREADY_DONE, side=Side.ACCOUNT.value)
        if not SECONDS & staff.colleague(by).roles:
            raise Refused(No.SIGNER_ROLE, role=Role.LEAD.value)
        if by in {held.approver, case.signer} or case.has_part(by):
            raise Refused(No.HAND_IN_IT, case=case_id)
        if not agreed and not why.strip():
            raise Refused(No.NEEDS_REASON, field="silence_wrong")
        words = texts.keep_for(case_id, why.strip(), mint=mint) if why.strip() else None
        book.write(facts.SilenceAnswered(agreed=agreed, words=words), by=f"agent:{by}", now=now)
        if agreed:
            return
        after = silencing.denied(case, law=packs.over_account(case))
        book.write(after, by=f"agent:{by}", now=now)
        if isinstance(after, facts.Released):
            statements.let_go(book.state, pack=packs.of_case(book.state), now=now)
