"""Who else claims an account that waits to go back to somebody? It stays where it is, and somebody else reads both claims.

1. Whoever joins the case stops it at once.
2. A claim may lie as a case of its own, in another bucket (0057): it is looked for before the account goes back, and each stops it once.
3. Who is reached by the same mail or telephone as whoever the account goes to is nobody else.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from ombud.core import facts, shutting
from ombud.core.case import BEFORE_DECISION, HANDED_OVER, Case, Decision, Status
from ombud.core.ids import Mint, bucket_of
from ombud.core.notices import letter_id
from ombud.core.vocabulary import ComplaintId, Side
from ombud.store import letters, locking, members, owners, reaching, statements, subjects, texts
from ombud.store.ledger import Book, read_case, read_complaint

CLAIM: Final = "claim"
MOST: Final = 50
"""How many cases about one account are looked at, the oldest first."""


def stop(book: Book[Case], joined: Iterable[ComplaintId], *, mint: Mint, now: datetime) -> None:
    """Open the case as an appeal does, in the words of the first who claims the account beside whom it is given to."""
    for one in joined:
        case = book.state
        if case.status is not Status.DECIDED or case.decision is None or not shutting.waits(case):
            return
        said = _words(one)
        if said is None:
            continue
        words = texts.keep_theirs(case.id, said, person=read_complaint(one).received.person, mint=mint)
        _contest(book, case.decision, one, words, now=now)


def stop_for_others(book: Book[Case], decision: Decision, *, now: datetime) -> bool:
    """Do the same for a claim that lies as a case of its own, just before the account goes back; say whether there is one."""
    case = book.state
    rival = next(_elsewhere(case, decision), None)
    said = _words(rival) if rival is not None else None
    if rival is None or said is None:
        return False
    name = letter_id(bucket_of(case.id), CLAIM, case.id.hex, rival.hex)
    person = read_complaint(rival).received.person
    words = texts.keep(said, owner=case.id, person=person, text_id=name)
    _contest(book, decision, rival, words, now=now)
    locking.call_to_look(book.state, now=now)
    return True


def _elsewhere(case: Case, decision: Decision) -> Iterator[ComplaintId]:
    """Yield who claims the account in another case that is undecided, or gives it to them, and was not read with this one yet."""
    if case.subject is None:
        return
    read = {one.complaint for one in case.appeals if one.claims}
    given = decision.proposal.gives_to
    mine = _ways(given) if given is not None else frozenset()
    others = subjects.cases_about(case.subject).exclude(id=case.id).exclude(status=Status.CLOSED)
    for other in map(read_case, others.order_by("opened_at").values_list("id", flat=True)[:MOST]):
        claims = other.code.startswith(HANDED_OVER) and (
            other.status in BEFORE_DECISION or shutting.waits(other)
        )
        for one in members.everybody(other.id) if claims else ():
            if one not in read | {given} and not _ways(one) & mine and _words(one) is not None:
                yield one


def _ways(complaint: ComplaintId) -> frozenset[str]:
    """Return the mail address and the telephone by which somebody is reached; the account itself is what is claimed."""
    known = reaching.contact(complaint)
    return frozenset(value for way, value in known.items() if way != owners.ACCOUNT)


def _words(complaint: ComplaintId) -> str | None:
    """Return what somebody wrote; nothing once they were erased."""
    return statements.sealed_of(complaint).get("text")


def _contest(
    book: Book[Case], decision: Decision, one: ComplaintId, words: facts.Words, *, now: datetime
) -> None:
    case = book.state
    contested = facts.Appealed(
        no=len(case.appeals) + 1,
        decision=decision.no,
        side=Side.COMPLAINANT.value,
        letter=letters.outcome_id(one, case_id=case.id, decision=decision.no),
        words=words,
        complaint=one,
        claims=True,
    )
    book.write(contested, by="complainant", now=now)
