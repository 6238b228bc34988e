"""Who is told that what a decision refers outside was handed over, or was not?

Everybody who complained; whoever joins later reads it in the decision.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ombud.core import notices, referring
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.ids import bucket_of
from ombud.core.notices import letter_id
from ombud.core.pack.kinds import ADVICE
from ombud.core.pack.types import Pack, Step
from ombud.core.receipts import number_of
from ombud.core.referring import Handed, Referral
from ombud.core.vocabulary import ComplaintId, Side
from ombud.store import letters, mailroom, members, packs, penning, silences
from ombud.store.ledger import read_complaints


def tell_everybody(case: Case, step: Step, *, pack: Pack, now: datetime) -> None:
    """Write to everybody who complained, once each way; who is told nothing of the decision yet reads it there.

    Where pointing to somebody is itself a letter, its being sent needs none.
    """
    told = referring.by_step(case, step, pack=pack)
    several = tuple(one for one in told if one.handed is Handed.LEFT or step.letter not in ADVICE)
    if not several or case.is_withheld(Side.COMPLAINANT):
        return
    for page in members.pages(case.id):
        drafts = tuple(_drafts(case, page, step, several))
        mailroom.post(drafts, now=now)


def referred_id(complaint: ComplaintId, case: Case, step: str, handed: str) -> UUID:
    """Return the id of such a letter."""
    return letter_id(bucket_of(complaint), notices.REFERRED, case.id.hex, step, handed, complaint.hex)


def _drafts(
    case: Case, page: Iterable[ComplaintId], step: Step, several: tuple[Referral, ...]
) -> Iterator[mailroom.Draft]:
    joined = tuple(page)
    silent = silences.among(case, joined)
    for one in read_complaints(joined):
        if one.erased or (case.decision is not None and case.decision.gives_another(one.id)):
            continue
        made = _draft(one, case, step, several)
        if made is not None:
            yield replace(made, state="withheld") if one.id in silent else made


def _draft(
    complaint: Complaint, case: Case, step: Step, several: tuple[Referral, ...]
) -> mailroom.Draft | None:
    """Return the letter; none by a pack from before, which has no words for it and promised none."""
    pen = penning.pen_to(complaint, pack=packs.for_reader(case, complaint))
    if notices.REFERRED not in pen.pack.letters:
        return None
    said = penning.write(
        notices.REFERRED,
        notices.referred_values(number_of(complaint.id, "C"), several, pen=pen),
        pen=pen,
    )
    letter = referred_id(complaint.id, case, step.id, several[0].handed.value)
    return letters.draft(complaint, letter, notices.REFERRED, said=said, case_id=case.id)
