"""Say that a case is in the public eye, with a note for the colleagues who speak for the house."""

from datetime import datetime

from ombud.core import facts, publicity
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import access, staff, statements, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def mark_public(case_id: CaseId, *, note: str, press: bool, by: AgentId, mint: Mint, now: datetime) -> None:
    """Keep what is handed over; said again, the last word counts. Words that would show who complained are refused.

    Raises: TEXT_EMPTY, NOT_ALLOWED, LETTER_NAMES_REPORTER.
    """
    check_text(note)
    person = staff.colleague(by)
    with open_case(case_id) as book:
        if not publicity.may_mark(book.state, person.roles) or access.standing(book.state, person) is None:
            raise Refused(No.NOT_ALLOWED)
        statements.guard(book.state, note, field="public_note")
        words = texts.keep_for(case_id, note, mint=mint)
        book.write(facts.MarkedPublic(words=words, press=press), by=f"agent:{by}", now=now)
