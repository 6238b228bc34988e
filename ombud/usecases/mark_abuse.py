"""Mark a message as abuse of those who work here: the first time a letter says so, and a threat calls the duty lead."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from ombud.core import facts, limiting
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import Mint
from ombud.core.pack.abuse import Kind
from ombud.core.pack.records import Answer, Mark
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, Role
from ombud.store import access, alarms, caseviews, conduct, staff, texts
from ombud.store.alarms import Raised
from ombud.store.ledger import open_complaint, read_case
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Affront:
    """Which message of which complaint, what it is, and the passage that makes it so."""

    complaint: ComplaintId
    message: UUID
    kind: str
    passage: str = field(repr=False)


@one_transaction
def mark_abuse(case_id: CaseId, *, affront: Affront, by: AgentId, mint: Mint, now: datetime) -> Answer:
    """Keep the mark in the complaint's own book, where no decision reads it; return what followed.

    Whoever is heard to be in a crisis, and a child, gets no letter. Raises: NOT_FOUND, UNKNOWN_WORD, ABUSE, ERASED.
    """
    case, person = read_case(case_id), staff.colleague(by)
    if access.standing(case, person) in {None, access.LOOKS}:
        raise Refused(No.NOT_FOUND)
    with open_complaint(affront.complaint) as book:
        it = book.state
        marked, passage = _mark(it, affront, case=case, by=by, now=now), affront.passage.strip()
        words = texts.keep_theirs(it.id, passage, person=it.received.person, mint=mint)
        warned = marked.answer == Answer.WARNED
        letter = conduct.warn(it, kind=marked.kind, passage=passage, now=now) if warned else None
        at = now if warned else it.written[marked.message]
        mark = Mark(case=it.id, decision=marked.no, at=at, answer=marked.answer)
        fact = replace(marked, words=words, letter=letter, counted=conduct.count(it, mark))
        book.write(fact, by=f"agent:{by}", now=now)
    if marked.kind == Kind.THREAT:
        about = number_of(case_id, "K")
        duty, once = Role.LEAD.value, marked.message.hex
        alarm = Raised(owner=case_id, kind=alarms.THREATENED, to_role=duty, about=about, once=once)
        alarms.put((alarm,), now=now)
    return Answer(marked.answer)


def _mark(it: Complaint, affront: Affront, *, case: Case, by: AgentId, now: datetime) -> facts.AbuseMarked:
    said = caseviews.messages_of(it).get(affront.message)
    if said is None or all(part.case != case.id for part in it.parts):
        raise Refused(No.NOT_FOUND, field="message")
    rule = conduct.rule_for(it)
    marked = facts.AbuseMarked(
        no=it.conduct.next_no,
        message=affront.message,
        kind=affront.kind,
        words=facts.Words(id=affront.message, digest=""),
        agent=by,
        case=case.id,
        answer=limiting.answer(it, record=conduct.record_of(it, now=now), rule=rule).value,
    )
    limiting.check_mark(it, marked, message=said, passage=affront.passage)
    return marked
