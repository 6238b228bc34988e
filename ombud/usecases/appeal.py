"""Ask for another look: either side, from the letter that told them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.adapters.hearing import heard_in
from ombud.core import appeals, elements, mandates
from ombud.core.answers import faults
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.pack.types import Pack, Question
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from ombud.store import appealing, countering, letters, packs, returning
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


@one_transaction
def appeal(
    letter_id: UUID, *, text: str, stated: Mapping[str, object] = NOTHING, mint: Mint, now: datetime
) -> int:
    """File an appeal against the decision that this letter told of, and return its number in the case.

    The door has checked the letter's code or link; neither an account nor a log-in is needed. The appellant's words
    are sealed under the appellant's own key. In a matter of rights an account may state that it infringes nothing. Once what it
    `stated` holds each thing that the law asks of a statement, that goes to whoever proved the right, and comes back what the law
    gives back for it; before, nothing does, and nobody is bound by it.

    Raises: BAD_INPUT, WRONG_ANSWER, UNKNOWN_QUESTION, ANSWER_MISSING, NOT_DECIDED, APPEAL_CLOSED, APPEAL_ALREADY.
    """
    check_text(text)
    letter = letters.find(letter_id)
    if letter.case_id is None or letter.decision is None:
        raise Refused(No.NOT_DECIDED)
    with open_case(letter.case_id) as book:
        case = book.state
        pack = packs.of_case(case)
        decision = appeals.check(
            case,
            side=letter.side,
            complaint=letter.complaint,
            letter_until=letter.appeal_until,
            pack=pack,
            now=now,
        )
        if decision.no != letter.decision:
            raise Refused(No.APPEAL_CLOSED, why="superseded")
        mandates.check_speaks(case, letter.complaint)
        appeals.check_once(case, side=letter.side, complaint=letter.complaint)
        asked = countering.asked_of(case, letter.side, pack=pack)
        counter = _counters(asked, stated, pack=pack)
        statement = countering.worded(text, asked, stated if counter else NOTHING, lang=letter.lang)
        check_text(statement)
        begun = appealing.begin(
            book,
            letter,
            statement,
            because=heard_in(statement),
            counter=counter,
            by="complainant" if letter.side == Side.COMPLAINANT else "account",
            mint=mint,
            now=now,
        )
        if counter:
            countering.forward_counter(book.state, text, asked, stated, pack=pack, now=now)
            returning.bring_back(book, now=now)
    return begun.no


def _counters(asked: Sequence[Question], stated: Mapping[str, object], *, pack: Pack) -> bool:
    """Say whether it is a whole statement; refuse half of one, and one where nobody may state anything."""
    if not elements.is_stated(stated):
        return False
    if not asked:
        raise Refused(No.BAD_INPUT, field="answers")
    for wrong in faults(stated, pack=pack):
        raise wrong
    elements.check_statement(asked, stated)
    return True
