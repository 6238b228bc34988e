"""Say that somebody speaks for another no more: it was taken back, or never given."""

from dataclasses import dataclass
from datetime import datetime

from ombud.core import facts, mandates
from ombud.core.following import check_may_prove
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, ComplaintId, Mandate
from ombud.store import access, giving_up, letters, members, packs, staff, texts
from ombud.store.ledger import open_case, read_complaint
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True)
class Word:
    """Whose word it is, by their complaint, and whether the power and their own paper name the same person."""

    of: ComplaintId
    same: bool


@one_transaction
def end_mandate(
    case_id: CaseId,
    *,
    complaint: ComplaintId,
    why: str,
    word: Word | None,
    text: str,
    seen: int | None = None,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> None:
    """Write it down with what it rests on, and to them that they are told nothing of the case from now on.

    What was written to them before, and has not reached them, is held back in the same commit; nobody waits for their answer any more.
    Taken back it is by the `word` of whom they spoke for, whose own complaint is in the case and who proved who they are: the power
    and their own paper name the `same` person, says whoever compared them. That it is forged says a lead who has no hand in the case.
    After the end whoever reads what one of the two sent then writes it down.

    Raises: TEXT_EMPTY, NOT_YOURS, NOT_ALLOWED, HAND_IN_IT, NOT_FOUND, BAD_INPUT, UNKNOWN_WORD, ALREADY_DONE, NEEDS_VERIFICATION.
    """
    check_text(text)
    word_of, same = (word.of, word.same) if word else (None, False)
    with open_case(case_id, seen=seen) as book:
        case = book.state
        both = (complaint, word_of) if word_of else (complaint,)
        if why == Mandate.FORGED:
            mandates.check_forged(case, by, leads=access.leads(case, staff.colleague(by)))
        else:
            check_may_prove(case, by, *both)
        for one in both:
            if not members.has(case_id, one):
                raise Refused(No.NOT_FOUND, complaint=one)
        theirs = read_complaint(complaint)
        of = read_complaint(word_of).received.relation if word_of else ""
        mandates.check_ends(
            case, complaint, relation=theirs.received.relation, why=why, word_of=word_of, of=of, same=same
        )
        steps = packs.of_case(case).playbook(case.code).steps
        words = texts.keep_for(case_id, text, mint=mint)
        whose = word_of if why == Mandate.WITHDRAWN else None
        fact = facts.MandateEnded(
            complaint=complaint,
            why=why,
            words=words,
            letter=letters.end_mandate(case, theirs, why=why, now=now),
            word_of=whose,
            names=whose,
            again=mandates.done_anew(case, complaint, steps=steps),
        )
        book.write(fact, by=f"agent:{by}", now=now)
        giving_up.keep_from(book, complaint, words=words, by=f"agent:{by}", now=now)
        if case.waiting_for is not None and case.waiting_for.complaint == complaint:
            book.write(facts.Heard(complaint=complaint, why=mandates.OVER), by=f"agent:{by}", now=now)
