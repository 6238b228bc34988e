"""Say that one's own complaint is about something else than the known fault that it was answered with."""

from datetime import datetime
from uuid import UUID

from ombud.core import appeals, issues
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.store import letters, matching, packs, texts
from ombud.store.ledger import open_case
from ombud.store.matching import Denied
from ombud.store.transactions import one_transaction


@one_transaction
def deny_match(letter_id: UUID, *, text: str, mint: Mint, now: datetime) -> None:
    """Open the case again for a person, at one tap from the letter; it costs no appeal, and no reason is asked for.

    `text` is what the tap says. The door has checked the letter's code or link.

    Raises: NOT_DECIDED, NOT_IN_THIS_STATE, APPEAL_CLOSED.
    """
    letter = letters.find(letter_id)
    if letter.case_id is None or letter.decision is None or letter.complaint is None:
        raise Refused(No.NOT_DECIDED)
    with open_case(letter.case_id) as book:
        answered = issues.check_denied(book.state, letter.decision)
        pack = packs.of_case(book.state)
        appeals.check(book.state, side=letter.side, letter_until=letter.appeal_until, pack=pack, now=now)
        words = texts.keep_theirs(book.id, text, person=letter.person, mint=mint)
        matching.open_anew(book, answered, Denied(by="complainant", words=words), now=now)
