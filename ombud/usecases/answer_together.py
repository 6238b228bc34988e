"""Answer together what somebody wrote while contact is limited: by the one contact, once in so long."""

from datetime import datetime

from ombud.core import facts, limiting
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.notices import check_phrases
from ombud.core.vocabulary import AgentId, ComplaintId, Side
from ombud.store import alarms, conduct, staff, texts
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def answer_together(complaint_id: ComplaintId, *, text: str, by: AgentId, mint: Mint, now: datetime) -> None:
    """Write the letter and the fact together.

    Raises: TEXT_EMPTY, TEXT_TOO_LONG, LETTER_PHRASE, ABUSE, ERASED.
    """
    check_text(text)
    person = staff.colleague(by)
    with open_complaint(complaint_id) as book:
        it = book.state
        pack = conduct.pack_for(it)
        limit = limiting.check_answer(it, roles=person.roles, rule=pack.abuse, now=now)
        check_phrases(text, pack=pack, side=Side.COMPLAINANT, field="together_text")
        words = texts.keep_theirs(it.id, text, person=it.received.person, mint=mint)
        letter = conduct.tell_together(it, answer=text, until=limit.until, now=now)
        fact = facts.AnsweredTogether(agent=by, words=words, letter=letter)
        book.write(fact, by=f"agent:{by}", now=now)
    alarms.lower(alarms.owner_of(it), alarms.TOGETHER, still=(), by=by, now=now)
