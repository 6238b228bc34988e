"""Ask the account for its side before anything is decided, and wait until a date."""

from datetime import datetime

from ombud.core import facts
from ombud.core.decisions import check_in_hand
from ombud.core.ids import Mint
from ombud.core.notices import check_phrases
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import exposure, packs, passing_on, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def ask_account(
    case_id: CaseId, *, text: str, seen: int | None = None, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Write to the account what is said against it, in an agent's words that name nobody; clocks run on meanwhile.

    Raises: TEXT_EMPTY, NOT_YOURS, LETTER_PHRASE, NOT_TO_BE_WARNED, LETTER_NAMES_REPORTER.
    """
    if not text.strip():
        raise Refused(No.TEXT_EMPTY, field="text")
    with open_case(case_id, seen=seen) as book:
        case = book.state
        check_in_hand(case, by)
        exposure.note(case, agent=by, now=now)
        pack = packs.of_case(case)
        check_phrases(text, pack=pack, side=Side.ACCOUNT, field="text")
        until = now + pack.wait.for_account(case.code)
        letter = passing_on.ask_account(case, text, until=until, pack=pack, now=now)
        words = texts.keep_for(case_id, text, mint=mint)
        fact = facts.Asked(complaint=None, letter=letter, words=words, until=until)
        book.write(fact, by=f"agent:{by}", now=now)
