"""How does an appeal begin: in the appellant's own words, sealed under their own key, and with a receipt?"""

from collections.abc import Sequence
from datetime import datetime

from ombud.core import appeals, facts
from ombud.core.case import Case
from ombud.core.ids import Mint
from ombud.core.vocabulary import OWN_WORDS_OF_A_CHILD, Side
from ombud.store import hearing, letters, packs, texts
from ombud.store.ledger import Book
from ombud.store.letters import Letter


def begin(
    book: Book[Case],
    letter: Letter,
    statement: str,
    *,
    because: Sequence[str],
    counter: bool = False,
    by: str,
    mint: Mint,
    now: datetime,
) -> facts.Appealed:
    """Write it against the decision that this letter told of; a danger in the words is heard, and the appellant is told by when."""
    case = book.state
    fact = appeals.asked(
        case,
        side=letter.side,
        letter=letter.id,
        words=texts.keep_theirs(case.id, statement, person=letter.person, mint=mint),
        complaint=letter.complaint,
        counter=counter,
        unread=case.unread_match,
        child=OWN_WORDS_OF_A_CHILD in because,
    )
    book.write(fact, by=by, now=now)
    hearing.with_case(book, because, side=Side(letter.side), now=now)
    letters.appeal_receipt(book.state, letter=letter, pack=packs.of_case(case), now=now)
    return fact
