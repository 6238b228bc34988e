"""Limit how somebody may write who went on insulting or threatening after a warning: one channel, one contact, until a day."""

from dataclasses import dataclass, field
from datetime import datetime

from ombud.core import facts, limiting
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.notices import check_phrases
from ombud.core.pack.records import Answer, Mark
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, Role, Side
from ombud.store import access, conduct, staff, texts
from ombud.store.ledger import open_complaint, read_case
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Who is limited by which complaint, to which contact, until when, and why in words that they read."""

    complaint: ComplaintId
    contact: str
    until: datetime | None
    reason: str = field(repr=False)


@one_transaction
def limit_contact(case_id: CaseId, *, limits: Limits, by: AgentId, mint: Mint, now: datetime) -> None:
    """Write the fact and the letter together. Nothing of the complaint itself changes: no clock, no part, no right.

    Raises: NOT_ALLOWED, TEXT_EMPTY, LETTER_PHRASE, BAD_TIME, NOT_FOUND, ABUSE, ERASED.
    """
    person = staff.colleague(by)
    if Role.LEAD not in person.roles or access.standing(read_case(case_id), person) in {None, access.LOOKS}:
        raise Refused(No.NOT_ALLOWED)
    check_text(limits.reason)
    if limits.until is None:
        raise Refused(No.BAD_TIME, field="limit_until")
    with open_complaint(limits.complaint) as book:
        it = book.state
        if all(part.case != case_id for part in it.parts):
            raise Refused(No.NOT_FOUND)
        pack = conduct.pack_for(it)
        check_phrases(limits.reason, pack=pack, side=Side.COMPLAINANT, field="limit_reason")
        limiting.check_limit(
            it,
            contact=limits.contact,
            until=limits.until,
            by=by,
            record=conduct.record_of(it, now=now),
            rule=pack.abuse,
            now=now,
        )
        words = texts.keep_theirs(it.id, limits.reason, person=it.received.person, mint=mint)
        letter = conduct.tell_limit(it, why=limits.reason, role=limits.contact, until=limits.until, now=now)
        no = it.conduct.next_no
        mark = Mark(case=it.id, decision=no, at=now, answer=Answer.LIMITED, until=limits.until)
        fact = facts.ContactLimited(
            no=no,
            agent=by,
            contact=limits.contact,
            until=limits.until,
            words=words,
            letter=letter,
            counted=conduct.count(it, mark),
        )
        book.write(fact, by=f"agent:{by}", now=now)
