"""Say after the end whether it is solved, whether one could say one's side, and whether the reasons were clear."""

from dataclasses import dataclass, field
from datetime import datetime

from ombud.adapters.hearing import heard_in
from ombud.core import facts, rating
from ombud.core.ids import Mint
from ombud.core.intake import check_length
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import hearing, mandates, packs, texts
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody taps; words only if they like."""

    solved: bool
    heard: bool | None = None
    clear: bool | None = None
    text: str = field(default="", repr=False)


@one_transaction
def rate(complaint_id: ComplaintId, *, case: CaseId, said: Said, mint: Mint, now: datetime) -> None:
    """Keep it, once for each decision that was told; where it is unsolved a chore gives it to another person.

    Raises: MANDATE_OVER, NOT_FOUND, ALREADY_DONE, TIME_IS_UP, ERASED, TEXT_TOO_LONG.
    """
    check_length(said.text)
    with open_complaint(complaint_id) as book:
        it = book.state
        if case in mandates.over(it):
            raise Refused(No.MANDATE_OVER)
        decision, outcome = rating.to_rate(it, case, pack=packs.of_complaint(it), now=now)
        words = None
        if said.text.strip():
            words = texts.keep_theirs(complaint_id, said.text, person=it.received.person, mint=mint)
        fact = facts.Rated(
            case=case,
            decision=decision,
            outcome=outcome,
            solved=said.solved,
            heard=said.heard,
            clear=said.clear,
            words=words,
        )
        book.write(fact, by="complainant", now=now)
        hearing.with_complaint(book, words, heard_in(said.text), now=now)
