"""Tell somebody whose complaint went to several cases how far each is: by the one contact that they have."""

from datetime import datetime

from ombud.core import contacts, facts, publicity
from ombud.core.ids import Mint
from ombud.core.notices import Progress, check_phrases
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, ComplaintId, Side
from ombud.store import alarms, packs, staff, texts
from ombud.store import contacts as named
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def tell_parts(
    complaint_id: ComplaintId, *, progress: Progress, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Write the letter and the fact together; what is said changes no part, and stops no clock of any.

    Raises: NOT_YOURS, BAD_TIME, LETTER_FIELD_EMPTY, LETTER_PHRASE, PRESS_ASKS, NOT_IN_THIS_STATE (nobody may be told), ERASED.
    """
    person = staff.colleague(by)
    with open_complaint(complaint_id) as book:
        it = book.state
        contact = contacts.check_word(it, until=progress.until, by=by, now=now)
        cases = named.cases_of(it)
        if not named.may_answer(it, cases, by=by):
            raise Refused(No.NOT_YOURS, status=it.standing.value)
        for case in cases:
            publicity.check_answers(case, person.roles)
            if case.is_withheld(Side.COMPLAINANT):
                raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
        pack = packs.in_force(it.received.jurisdiction)
        for name, text in (("done", progress.done), ("next", progress.next)):
            check_phrases(text, pack=pack, side=Side.COMPLAINANT, field=name)
        words = texts.keep_theirs(
            it.id, f"{progress.done}\n\n{progress.next}", person=it.received.person, mint=mint
        )
        letter = named.tell(it, progress, contact=contact, now=now)
        until = progress.until or now
        book.write(
            facts.PartsTold(agent=by, words=words, letter=letter, until=until), by=f"agent:{by}", now=now
        )
    alarms.lower(complaint_id, alarms.CONTACT, still=(), by=by, now=now)
