"""Say with one tap that it is happening again: whoever is on duty hears of it at once."""

from collections.abc import Collection, Iterator
from datetime import datetime

from ombud.adapters.hearing import heard_in
from ombud.core import facts, rating
from ombud.core.complaint import Complaint, tells_of_danger
from ombud.core.ids import Mint
from ombud.core.intake import check_text
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId
from ombud.store import alarms, hearing, later, mandates, packs, texts
from ombud.store.alarms import Raised
from ombud.store.ledger import open_complaint
from ombud.store.transactions import one_transaction

DUTY = "lead"


@one_transaction
def say_again(complaint_id: ComplaintId, *, text: str, mint: Mint, now: datetime) -> None:
    """Keep the words, and call the duty lead about each case of theirs, once an hour; a wait for them is over.

    Of what was decided, and may still be spoken about, it says that it is unsolved: another person looks at it again.

    Raises: TEXT_EMPTY, TEXT_TOO_LONG, NOT_ALLOWED, ERASED.
    """
    check_text(text)
    with open_complaint(complaint_id) as book:
        pack = packs.of_complaint(book.state)
        over = mandates.over(book.state)
        if not rating.may_happen_again(book.state, pack=pack, over=over):
            raise Refused(No.NOT_ALLOWED)
        words = texts.keep_theirs(complaint_id, text, person=book.state.received.person, mint=mint)
        unsolved = tuple(_unsolved(book.state, over=over, now=now))
        because = heard_in(text)
        book.write(facts.Wrote(words=words, again=True, because=because), by="complainant", now=now)
        hearing.with_complaint(book, words, because, now=now)
        if book.state.asked is not None:
            book.write(facts.WaitEnded(why="answered"), by="complainant", now=now)
        for fact in unsolved:
            book.write(fact, by="complainant", now=now)
        if not unsolved and not tells_of_danger(because):
            later.note(book, now=now)
    alarms.put(_calls(book.state, over=over, now=now), now=now)


def _unsolved(it: Complaint, *, over: Collection[CaseId], now: datetime) -> Iterator[facts.Rated]:
    pack = packs.of_complaint(it)
    for case in rating.may_rate(it, pack=pack, over=over, now=now):
        decision, outcome = rating.to_rate(it, case, pack=pack, now=now)
        yield facts.Rated(case=case, decision=decision, outcome=outcome, solved=False)


def _calls(it: Complaint, *, over: Collection[CaseId], now: datetime) -> Iterator[Raised]:
    once = f"{it.id} {now:%Y-%m-%dT%H}"
    heard = (part.case for part in it.parts if part.case is not None and part.case not in over)
    for case in dict.fromkeys(heard):
        yield Raised(owner=case, kind=alarms.AGAIN, to_role=DUTY, about=number_of(case, "K"), once=once)
