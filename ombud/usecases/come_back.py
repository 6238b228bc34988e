"""Enter how a body outside ruled, and what becomes of that: it is judged afresh, or the decision stands for a reason."""

from datetime import datetime

from ombud.core import appeals, facts, outside
from ombud.core.case import Case, Outside, Status
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.notices import check_phrases
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Side
from ombud.store import access, packs, staff, texts
from ombud.store import outside as bodies
from ombud.store.ledger import Book, open_case
from ombud.store.transactions import one_transaction

SETTLED = frozenset({Status.DECIDED, Status.CLOSED})


@one_transaction
def come_back(
    case_id: CaseId,
    *,
    no: int,
    followed: bool,
    at: datetime | None,
    text: str,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Keep the ruling and tell the side that went outside; what is followed opens the case as its appeal does.

    Somebody without a hand in any decision so far then judges, and what is overturned is undone. Where an appeal waits to be
    judged already, the ruling is read with it.

    Raises: NOT_YOURS, NOT_FOUND, ALREADY_DONE, BAD_TIME, LETTER_PHRASE, LETTER_NAMES_REPORTER.
    """
    check_text(text)
    with open_case(case_id) as book:
        case = book.state
        if not access.may_enter(case, staff.colleague(by)):
            raise Refused(No.NOT_YOURS, status=case.status.value)
        one = outside.still_open(case, no)
        if at is None or not one.taken.at <= at <= now:
            raise Refused(No.BAD_TIME, field="at")
        pack = packs.of_case(case)
        check_phrases(text, pack=pack, side=Side(one.taken.side), field="text")
        words = texts.keep_for(case_id, text, mint=mint)
        ruled = facts.RuledOutside(no=no, followed=followed, words=words, at=at)
        book.write(ruled, by=f"agent:{by}", now=now)
        if followed and case.status in SETTLED:
            _open_again(book, case, one, words=words, by=by, now=now)
        body = texts.read(case_id, one.taken.words.id)
        bodies.tell(book.state, one, body=body, reasons=text, afresh=followed, pack=pack, now=now)


def _open_again(
    book: Book[Case], case: Case, one: Outside, *, words: facts.Words, by: AgentId, now: datetime
) -> None:
    appealed = appeals.asked(
        case,
        side=one.taken.side,
        letter=one.taken.letter,
        words=words,
        complaint=one.taken.complaint,
        outside=True,
    )
    book.write(appealed, by=f"agent:{by}", now=now)
