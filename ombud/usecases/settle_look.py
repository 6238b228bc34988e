"""Settle two answers that differ: a lead keeps the decision, or opens the case again and tells the parties."""

from datetime import datetime

from ombud.core import facts, learning
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.lessons import LookState
from ombud.core.notices import check_phrases
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role, Side
from ombud.store import fitting, packs, reopening, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def settle_look(
    case_id: CaseId, *, no: int, reopens: bool, text: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Keep what a lead without a hand in it says; it is the house that opens a case again, and nobody is counted against.

    Raises: NOT_ALLOWED, HAND_IN_IT, NOT_IN_THIS_STATE, NOT_FOUND, CONFLICT, TEXT_EMPTY.
    """
    check_text(text)
    person = staff.colleague(by)
    if Role.LEAD not in person.roles:
        raise Refused(No.NOT_ALLOWED)
    with open_case(case_id) as book:
        case, pack = book.state, packs.of_case(book.state)
        look = case.lessons.look(no)
        if look.state is not LookState.DISPUTED:
            raise Refused(No.NOT_IN_THIS_STATE, status=look.state.value)
        learning.check_fresh(case, by)
        fitting.check_untied(case, person)
        for side in (Side.COMPLAINANT, Side.ACCOUNT) if reopens else ():
            check_phrases(text, pack=pack, side=side, field="text")
        words = texts.keep_for(case_id, text, mint=mint)
        settled = facts.LookSettled(no=no, agent=by, reopens=reopens, words=words)
        book.write(settled, by=f"agent:{by}", now=now)
        if reopens:
            reopening.reopen(book, look, words=words, text=text, by=f"agent:{by}", pack=pack, now=now)
