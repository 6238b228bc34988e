"""Take in what an account says when it is asked for its side before a decision."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.adapters.hearing import heard_in
from ombud.core import elements, facts
from ombud.core.answers import faults
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from ombud.store import countering, hearing, identifying, letters, packs, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


@one_transaction
def answer_letter(
    letter_id: UUID, *, text: str, stated: Mapping[str, object] = NOTHING, mint: Mint, now: datetime
) -> None:
    """Keep the answer with the case, which goes back to its lane; the letter that asked is the entitlement, once and in time.

    `stated` are the answers to what a law of the place asks whoever posted it: all of it, or none. Where they agreed to that, whoever
    complained is written to in the same commit with their name and address.

    Raises: TEXT_EMPTY, TEXT_TOO_LONG, ANSWER_CLOSED, BAD_INPUT, ANSWER_MISSING, WRONG_ANSWER, UNKNOWN_QUESTION.
    """
    check_text(text)
    letter = letters.find(letter_id)
    if letter.case_id is None:
        raise Refused(No.ANSWER_CLOSED)
    with open_case(letter.case_id) as book:
        if not book.state.awaits_account(letter_id, now=now):
            raise Refused(No.ANSWER_CLOSED)
        pack = packs.of_case(book.state)
        asked = countering.asked_first(book.state, pack=pack)
        for wrong in faults(stated, pack=pack):
            raise wrong
        if stated and not asked:
            raise Refused(No.BAD_INPUT, field="answers")
        elements.check_response(asked, stated)
        said = countering.worded(text, asked, stated, lang=letter.lang)
        words = texts.keep_for(book.id, said, mint=mint)
        stands = elements.stands_by(asked, stated)
        heard = facts.Heard(
            complaint=None,
            why="answered",
            words=words,
            stands=stands,
            identity=identifying.keep(book.state, asked, stated, mint=mint) if stands else None,
            passes=bool(stands) and elements.passes(asked, stated),
        )
        book.write(heard, by="account", now=now)
        hearing.with_case(book, heard_in(text), side=Side.ACCOUNT, now=now)
        if heard.passes:
            identifying.pass_on(book.state, now=now)
