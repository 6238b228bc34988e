"""Ask for another look: either side, from the letter that told them."""

from datetime import datetime
from uuid import UUID

from ombud.core import appeals, facts
from ombud.core.ids import Mint, bucket_of
from ombud.core.intake import check_text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Side
from ombud.store import letters, packs, passing_on, texts
from ombud.store.ledger import open_case
from ombud.store.transactions import one_transaction


@one_transaction
def appeal(letter_id: UUID, *, text: str, mint: Mint, now: datetime) -> int:
    """File an appeal against the decision that this letter told of, and return its number in the case.

    The door has checked the letter's code or link; neither an account nor a log-in is needed. The appellant's words
    are sealed under the appellant's own key; in a matter of rights an account's are passed on to whoever proved the right.
    """
    check_text(text)
    letter = letters.find(letter_id)
    if letter.case_id is None or letter.decision is None:
        raise Refused(No.NOT_DECIDED)
    with open_case(letter.case_id) as book:
        case = book.state
        pack = packs.of_case(case)
        decision = appeals.check(case, side=letter.side, letter_until=letter.appeal_until, pack=pack, now=now)
        if decision.no != letter.decision:
            raise Refused(No.APPEAL_CLOSED, why="superseded")
        appeals.check_once(case, side=letter.side, complaint=letter.complaint)
        text_id = mint(bucket_of(case.id))
        words = texts.keep(text, owner=case.id, person=letter.person, text_id=text_id, make_key=False)
        fact = facts.Appealed(
            no=len(case.appeals) + 1,
            decision=decision.no,
            side=letter.side,
            letter=letter_id,
            words=words,
            complaint=letter.complaint,
        )
        book.write(fact, by="complainant" if letter.side == Side.COMPLAINANT else "account", now=now)
        letters.appeal_receipt(book.state, letter=letter, pack=pack, now=now)
        if letter.side == Side.ACCOUNT:
            passing_on.forward_counter(book.state, text, pack=pack, now=now)
    return fact.no
