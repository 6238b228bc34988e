"""Who took a decision to a body outside, what is that side told, and what may the body read?"""

from datetime import datetime
from typing import Final
from uuid import UUID

from ombud.core import notices
from ombud.core.case import Case, Outside
from ombud.core.ids import bucket_of
from ombud.core.notices import letter_id
from ombud.core.pack.types import Pack
from ombud.core.receipts import number_of, parse_number
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from ombud.store import complaints, letters, mailroom, members, packs, penning, statements
from ombud.store.ledger import read_complaint
from ombud.store.mailroom import Draft, Letter

PASSED_ON: Final = frozenset({notices.COUNTER, notices.NOTICE, notices.ASKED})
"""Letters that pass on what the other side wrote."""


def party(case: Case, number: str) -> Letter:
    """Return the letter that told a side of the last decision: of the complaint of this number, or of the account without one.

    Raises: NOT_DECIDED, NOT_FOUND.
    """
    decision = case.decision
    if decision is None:
        raise Refused(No.NOT_DECIDED)
    if number.strip():
        found = complaints.by_number(parse_number(number))
        if found is None or not members.has(case.id, found.id):
            raise Refused(No.NOT_FOUND)
        told = letters.outcome_id(found.id, case_id=case.id, decision=decision.no)
    else:
        told = letter_id(bucket_of(case.id), "decision", case.id.hex, str(decision.no), Side.ACCOUNT)
    written = mailroom.those((told,))
    if not written or written[0].state in mailroom.UNREAD:
        raise Refused(No.NOT_FOUND)
    return written[0]


def outcome_id(case: Case, one: Outside) -> UUID:
    """Return the id of the letter by which a side learns what becomes of the ruling outside."""
    letter = one.taken.letter
    return letter_id(bucket_of(letter), notices.OUTSIDE, case.id.hex, str(one.taken.no), letter.hex)


def tell(
    case: Case, one: Outside, *, body: str, reasons: str, afresh: bool, pack: Pack, now: datetime
) -> None:
    """Tell the side that went outside what becomes of the ruling, and by when it is judged afresh."""
    letter, complaint = letters.find(one.taken.letter), one.taken.complaint
    pen, number = penning.pen_to_account(case, pack=pack), letter.number
    if complaint is None:
        statements.guard(case, reasons, field="text")
    else:
        told = read_complaint(complaint)
        pen, number = penning.pen_to(told, pack=packs.for_reader(case, told)), number_of(complaint, "C")
    by = letters.review_by(case, pack=pack, since=now) if afresh else None
    it = notices.Ruled(number=number, body=body, reasons=reasons, afresh_by=by)
    draft = Draft(
        id=outcome_id(case, one),
        template=notices.OUTSIDE,
        said=penning.write(notices.OUTSIDE, notices.outside_values(it, pen=pen), pen=pen),
        side=Side(one.taken.side),
        person=letter.person,
        lang=letter.lang,
        state="due",
        complaint=complaint,
        case_id=case.id,
        account=letter.account,
    )
    mailroom.post((draft,), now=now)


def letters_of(case: Case, one: Outside) -> tuple[Letter, ...]:
    """Return what one side was written in a case, without what passes on the words, or the name, of the other."""
    complaint = one.taken.complaint
    written = mailroom.of_case(case.id) if complaint is None else mailroom.of_complaint(complaint)
    theirs = (it for it in written if it.case_id == case.id and it.state not in mailroom.UNREAD)
    return tuple(it for it in theirs if it.template not in PASSED_ON)
