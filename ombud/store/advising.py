"""Who is advised by a step: everybody who complained, each once, and whoever joins later."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ombud.core import notices, owning
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.notices import letter_id
from ombud.core.receipts import number_of
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import letters, mailroom, members, packs, penning, silences, statements
from ombud.store.ledger import read_complaints


def tell_everybody(case: Case, letter: str, *, how: str = "", now: datetime) -> None:
    """Write to everybody who complained; whoever joins later is told when they do (`tell`): both hold the case's row.

    What is for the owner goes to who was given the account, and to nobody else who claims it.
    How somebody got into an account is told to whoever had complained by then: it is of their case, and gives nobody away.
    """
    notices.check_how(letter, how)
    if how:
        statements.guard(case, how, field=notices.HOW)
    owner = owning.advised(case, letter)
    for page in members.pages(case.id):
        tell([one for one in page if owner in {None, one}], case, letter, how=how, now=now)


def tell(several: Iterable[ComplaintId], case: Case, letter: str, *, how: str = "", now: datetime) -> None:
    """Write to these, in their language and by the numbers of their place; nobody who was erased can be written to.

    To whoever sits in an account that is told nothing it goes with what was decided.
    """
    joined = tuple(several)
    silent = silences.among(case, joined)
    drafts = (_draft(one, case, letter, how=how) for one in read_complaints(joined) if not one.erased)
    held = (replace(one, state="withheld") if one.complaint in silent else one for one in drafts)
    mailroom.post(tuple(held), now=now)


def advice_id(complaint: ComplaintId, case_id: CaseId, letter: str) -> UUID:
    """Return the id of a letter of advice to a complainant."""
    return letter_id(bucket_of(complaint), letter, case_id.hex, complaint.hex)


def _draft(complaint: Complaint, case: Case, letter: str, *, how: str) -> mailroom.Draft:
    pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
    values = notices.advice_values(number_of(complaint.id, "C"), code=case.code, pen=pen, how=how)
    said = penning.write(letter, values, pen=pen)
    return letters.draft(
        complaint, advice_id(complaint.id, case.id, letter), letter, said=said, case_id=case.id
    )
