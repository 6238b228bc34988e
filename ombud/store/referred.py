"""Who is told that what a decision refers outside was handed over, or was not?

1. Everybody who complained and whose letter of that decision said that it was still to be done.
2. Whoever has no such letter yet reads it there, and gets no second one that says the same: who joins later, who is told nothing for now,
   and everybody where it was done at once.
3. It may be done while somebody's letter is being written. So whoever marks them as told does that with the case locked, and writes to
   them where it was done since the letter was begun.
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
from ombud.core.pack.kinds import ADVICE, refers
from ombud.core.pack.types import Pack, Step
from ombud.core.playbooks import playbook_of
from ombud.core.receipts import number_of
from ombud.core.referring import Handed, Referral
from ombud.core.vocabulary import ComplaintId, Side
from ombud.store import letters, mailroom, members, packs, penning, silences
from ombud.store.ledger import open_case, read_complaints


def tell_everybody(case: Case, step: Step, *, pack: Pack, now: datetime) -> None:
    """Write to everybody who complained, once each way; who is told nothing of the decision yet reads it there.

    Where pointing to somebody is itself a letter, its being sent needs none.
    """
    told = referring.by_step(case, step, pack=pack)
    several = tuple(one for one in told if one.handed is Handed.LEFT or step.letter not in ADVICE)
    if not several or case.is_withheld(Side.COMPLAINANT):
        return
    decision = len(case.decisions)
    reads = {one.measure for one in several} <= {
        one.measure for past in case.decisions[-1:] for one in past.proposal.measures
    }
    for page in members.pages(case.id):
        to = members.told(case.id, page, decision=decision) if reads else page
        drafts = tuple(_drafts(case, sorted(to), step, several))
        mailroom.post(drafts, now=now)


def catch_up(read: Case, joined: Iterable[ComplaintId], *, now: datetime) -> None:
    """Write to whoever was told of a decision by the case as it was `read`, where what it refers outside is done by now.

    The case stays locked until the transaction ends, so that whoever does it then finds them told.
    """
    if not any(refers(one.measure) for past in read.decisions[-1:] for one in past.proposal.measures):
        return
    with open_case(read.id) as book:
        case, pack = book.state, packs.of_case(book.state)
        for step in playbook_of(case, pack).steps if case.seq != read.seq else ():
            several = referring.by_step(case, step, pack=pack)
            if several and several != referring.by_step(read, step, pack=pack):
                mailroom.post(tuple(_drafts(case, joined, step, several)), now=now)


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
