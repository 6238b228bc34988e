"""Look again at what was marked and limited, because they object or unasked; it stands, or none of it counts.

Another lead does, and where every lead had a hand in it a senior or the named deputy.
"""

from datetime import datetime

from ombud.core import facts, limiting
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.notices import check_phrases
from ombud.core.pack.records import FALLEN, Mark
from ombud.core.vocabulary import AgentId, ComplaintId, Side
from ombud.store import alarms, conduct, staff, texts
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@one_transaction
def review_abuse(
    complaint_id: ComplaintId, *, kept: bool, reason: str, by: AgentId, mint: Mint, now: datetime
) -> None:
    """Write what they make of it and the letter together; where it does not stand, warning and limit end with it.

    Raises: NOT_ALLOWED, TEXT_EMPTY, LETTER_PHRASE, ABUSE, ERASED.
    """
    person = staff.colleague(by)
    check_text(reason)
    with open_complaint(complaint_id) as book:
        it = book.state
        limiting.check_review(it, by=by, roles=person.roles | {person.duty}, leads=staff.leads())
        check_phrases(reason, pack=conduct.pack_for(it), side=Side.COMPLAINANT, field="review_reason")
        words = texts.keep_theirs(it.id, reason, person=it.received.person, mint=mint)
        no, objection = it.conduct.next_no, it.conduct.objection
        fallen = Mark(case=it.id, decision=no, at=now, answer=FALLEN)
        fact = facts.AbuseReviewed(
            no=no,
            agent=by,
            kept=kept,
            words=words,
            letter=conduct.tell_review(it, why=reason, kept=kept, now=now),
            objection=objection.no if objection else None,
            counted=0 if kept else conduct.count(it, fallen),
        )
        book.write(fact, by=f"agent:{by}", now=now)
    alarms.lower(alarms.owner_of(it), alarms.OBJECTED, still=(), by=by, now=now)
