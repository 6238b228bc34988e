"""Who else claims an account that waits to go back to somebody? It stays where it is, and somebody else reads both claims."""

from collections.abc import Iterable
from datetime import datetime

from ombud.core import facts, shutting
from ombud.core.case import Case, Status
from ombud.core.ids import Mint
from ombud.core.vocabulary import ComplaintId, Side
from ombud.store import letters, statements, texts
from ombud.store.ledger import Book, read_complaint


def stop(book: Book[Case], joined: Iterable[ComplaintId], *, mint: Mint, now: datetime) -> None:
    """Open the case as an appeal does, in the words of the first who claims the account beside whom it is given to."""
    for one in joined:
        case = book.state
        if case.status is not Status.DECIDED or case.decision is None or not shutting.waits(case):
            return
        said = statements.sealed_of(one).get("text")
        if said is None:  # who wrote it was erased
            continue
        contested = facts.Appealed(
            no=len(case.appeals) + 1,
            decision=case.decision.no,
            side=Side.COMPLAINANT.value,
            letter=letters.outcome_id(one, case_id=case.id, decision=case.decision.no),
            words=texts.keep_theirs(case.id, said, person=read_complaint(one).received.person, mint=mint),
            complaint=one,
            claims=True,
        )
        book.write(contested, by="complainant", now=now)
