"""Ask a complainant for more, and wait until a date."""

from collections.abc import Collection
from datetime import datetime

from ombud.core import elements, facts, following, mandates, publicity
from ombud.core.decisions import check_in_hand
from ombud.core.ids import Mint
from ombud.core.notices import check_phrases
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, Side
from ombud.store import exposure, letters, members, packs, staff, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def ask(
    case_id: CaseId,
    *,
    complaint: ComplaintId,
    text: str = "",
    missing: Collection[str] = (),
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Send `need_more` to one complainant of the case; the letter and its fact follow in the complaint's bucket.

    What is `missing` from a notice the letter names, each thing by what the form asks; the clocks of a valid notice stand still.

    Raises: TEXT_EMPTY, NOT_YOURS, NOT_FOUND, BAD_INPUT, LETTER_PHRASE.
    """
    if not text.strip() and not missing:
        raise Refused(No.TEXT_EMPTY, field="text")
    with open_case(case_id, seen=seen) as book:
        case = book.state
        check_in_hand(case, by)
        publicity.check_answers(case, staff.colleague(by).roles)
        if not members.has(case_id, complaint):
            raise Refused(No.NOT_FOUND, complaint=complaint)
        mandates.check_speaks(case, complaint)
        exposure.note(case, agent=by, now=now)
        pack = packs.of_case(case)
        check_phrases(text, pack=pack, side=Side.COMPLAINANT, field="text")
        until = now + following.time_to_answer(case, pack)
        lacks = elements.missing(pack.elements_for(case.code, side=Side.COMPLAINANT), missing)
        said = letters.asking(complaint, text, missing=lacks)
        words = texts.keep_for(case_id, said, mint=mint)
        letter = letters.ask_for_more(complaint, case=case, text=said, until=until, now=now)
        names = tuple(one.id for one in lacks)
        fact = facts.Asked(complaint=complaint, letter=letter, words=words, until=until, elements=names)
        book.write(fact, by=f"agent:{by}", now=now)
