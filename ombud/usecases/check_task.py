"""Look whether what was mended holds: somebody else than who did it."""

from datetime import datetime
from typing import Final

from ombud.core import facts, kin, learning, preventing
from ombud.core.case import Case
from ombud.core.ids import Mint, bucket_of
from ombud.core.intake import check_text
from ombud.core.playbooks import playbook_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Kinship, SubjectKind
from ombud.store import kin as family
from ombud.store import packs, texts
from ombud.store.ledger import Book, open_case
from ombud.store.transactions import one_transaction

BY: Final = "chore:learn"


def check_task(
    case_id: CaseId, *, no: int, found: str, text: str, by: AgentId, mint: Mint, now: datetime
) -> CaseId | None:
    """Keep what was found: it holds, and is looked at again later or never more; or it came back and is open again.

    Where data got out once more that is an incident of its own, begun here and now to the queue: its times of law run from this
    moment, it has its own scope, letters and reports, and the work of this one is open again. Then it is returned.

    Raises: NOT_FOUND, NOT_IN_THIS_STATE, SAME_SIGNER, NOT_BEFORE, TEXT_EMPTY, UNKNOWN_WORD.
    """
    check_text(text)
    incident = _check(case_id, no=no, found=found, text=text, by=by, mint=mint, now=now)
    if incident is not None:
        family.settle(case_id, incident, now=now)
    return incident


@one_transaction
def _check(
    case_id: CaseId, *, no: int, found: str, text: str, by: AgentId, mint: Mint, now: datetime
) -> CaseId | None:
    with open_case(case_id) as book:
        task, pack = book.state.lessons.task(no), packs.of_case(book.state)
        known = preventing.may_find(book.state, task, book=playbook_of(book.state, pack))
        if found not in known:
            raise Refused(No.UNKNOWN_WORD, field="held", value=found, known=list(known))
        next_at = learning.check_of(task, by=by, pack=pack, held=found == preventing.FOUND_TO_HOLD, now=now)
        words = texts.keep_for(case_id, text, mint=mint)
        incident = _begin(book, text, by=by, mint=mint, now=now) if found == preventing.LEAKED else None
        fact = facts.TaskChecked(
            no=no,
            agent=by,
            held=found == preventing.FOUND_TO_HOLD,
            words=words,
            next_at=next_at,
            incident=incident,
        )
        book.write(fact, by=f"agent:{by}", now=now)
    return incident


def _begin(book: Book[Case], text: str, *, by: AgentId, mint: Mint, now: datetime) -> CaseId:
    """Begin the incident that whoever looked came upon, of which we know from now on, in each place that the first was of."""
    case = book.state
    other = mint(bucket_of(case.id))
    begins = family.Begins(kind=SubjectKind.PLATFORM, code=case.code, kinship=Kinship.SISTER, reason=text)
    family.begin(case, other, None, as_what=begins, by=f"agent:{by}", mint=mint, now=now)
    with open_case(other) as made:
        _is_known(made, case, text, mint=mint, now=now)
    why = texts.keep_for(case.id, text, mint=mint)
    book.write(kin.leads(other, kinship=Kinship.SISTER, words=why), by=f"agent:{by}", now=now)
    return other


def _is_known(made: Book[Case], first: Case, text: str, *, mint: Mint, now: datetime) -> None:
    """Write that it is as grave as the first, of each place that the first was of, and known from this moment on."""
    pack = packs.of_case(made.state)
    there = {law.jurisdiction for law in made.state.laws}
    for law in (one for one in first.laws if one.jurisdiction not in there):
        made.write(facts.LawAdded(jurisdiction=law.jurisdiction, pack=law.pack, since=now), by=BY, now=now)
    for graver in preventing.as_grave(first, made.state):
        made.write(graver, by=BY, now=now)
    step, words = preventing.noting(pack, first.code), texts.keep_for(made.id, text, mint=mint)
    made.write(facts.StepDone(step=step.id, words=words, marks=step.marks, since=now), by=BY, now=now)
