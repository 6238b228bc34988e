"""Who else claims an account that waits to go back to somebody? It stays where it is, and somebody else reads both claims.

1. Whoever joins the case stops it at once.
2. A claim may lie as a case of its own, in another bucket (0057): it is looked for before the account goes back, and each stops it once.
3. While another case gives it to somebody else, nobody decides to give it here, and what was decided waits each time. Where it went to them
   already, it goes back here only by a decision of somebody who read that since.
4. Who is reached by the same mail or telephone as whoever the account goes to is nobody else.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from ombud.core import appeals, enforcement, facts, shutting
from ombud.core.case import BEFORE_DECISION, HANDED_OVER, Case, Decision, Status
from ombud.core.ids import Mint, bucket_of
from ombud.core.notices import letter_id
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CaseId, ComplaintId, Side
from ombud.store import letters, locking, members, owners, reaching, statements, subjects, texts
from ombud.store.ledger import Book, read_case, read_complaint
from ombud.store.models import HostOrder

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
    again = [str(len(case.appeals))] if rival in _read(case) else []
    name = letter_id(bucket_of(case.id), CLAIM, case.id.hex, rival.hex, *again)
    person = read_complaint(rival).received.person
    words = texts.keep(said, owner=case.id, person=person, text_id=name)
    _contest(book, decision, rival, words, now=now)
    locking.call_to_look(book.state, now=now)
    return True


def check_free(case: Case, proposal: facts.Proposed) -> None:
    """Refuse to give an account to somebody while another case is about to give it to somebody else.

    Raises: GIVEN_ELSEWHERE.
    """
    to = proposal.gives_to
    for other in _beside(case, _gave(case)) if to is not None else ():
        if shutting.waits(other) and _is_another(shutting.gives_to(other), to):
            raise Refused(No.GIVEN_ELSEWHERE, case=number_of(other.id, "K"))


def _elsewhere(case: Case, decision: Decision) -> Iterator[ComplaintId]:
    """Yield who claims the account in another case that is undecided, or gives it to them, and was not read with this one yet."""
    read, gave = _read(case), _gave(case)
    for other in _beside(case, gave):
        given = shutting.gives_to(other)
        for one in _claim_it(other):
            known = one in read and (one != given or _is_decided_since(case, other, gave.get(other.id)))
            if not known and _is_another(one, decision.proposal.gives_to) and _words(one) is not None:
                yield one


def _is_decided_since(case: Case, other: Case, back: datetime | None) -> bool:
    """Say whether a case was decided when the account had gone `back` to somebody by another one already."""
    return back is not None and not shutting.waits(other) and back <= case.decisions[-1].at


def unread(case: Case) -> Iterator[CaseId]:
    """Yield the cases by which the account had gone to somebody, and still is theirs, when this one gave it away unread."""
    to = shutting.gives_to(case)
    back = _gave(case) if to is not None else {}
    at = back.pop(case.id, None)
    for other, before in back.items():
        if at is None or before > at:
            continue
        given = shutting.gives_to(read_case(other))
        decided = given in _read(case) and any(before <= past.at <= at for past in case.decisions)
        if given is not None and not decided and _is_another(given, to) and _words(given) is not None:
            yield other


def _claim_it(other: Case) -> Iterable[ComplaintId]:
    """Return who claims an account by another case: all before it is decided or while it waits, then whom it was given to."""
    undecided = other.code.startswith(HANDED_OVER) and other.status in BEFORE_DECISION
    if undecided or shutting.waits(other):
        return members.everybody(other.id)
    given = shutting.gives_to(other)
    return (given,) if given is not None and shutting.is_back(other) else ()


def _beside(case: Case, gave: Iterable[CaseId]) -> Iterator[Case]:
    """Yield the other cases about an account that are open, the oldest first, and those that `gave` it to somebody."""
    if case.subject is None:
        return
    others = subjects.cases_about(case.subject).exclude(status=Status.CLOSED).order_by("opened_at")
    several = dict.fromkeys((*others.values_list("id", flat=True)[:MOST], *gave))
    yield from (read_case(one) for one in several if one != case.id)


def _gave(case: Case) -> dict[CaseId, datetime]:
    """Return the cases that ordered the host to give the account back that a case is about, and when last."""
    account = case.subject
    if account is None:
        return {}
    orders = HostOrder.objects.filter(bucket=bucket_of(account), target=account)
    back = orders.filter(measure=enforcement.RESTORE, do=enforcement.APPLY, host_decision=None)
    return dict(back.order_by("made_at").values_list("case_id", "made_at"))


def _read(case: Case) -> frozenset[ComplaintId]:
    """Return whose claims beside this one somebody has read, or is to read."""
    return frozenset(one.complaint for one in case.appeals if one.claims and one.complaint is not None)


def _is_another(one: ComplaintId | None, given: ComplaintId | None) -> bool:
    """Say whether a complaint is of somebody else than the one who is given the account."""
    if one is None or given is None:
        return one is not None
    return one != given and not _ways(one) & _ways(given)


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
    contested = appeals.asked(
        case,
        decision=decision.no,
        side=Side.COMPLAINANT.value,
        letter=letters.outcome_id(one, case_id=case.id, decision=decision.no),
        words=words,
        complaint=one,
        claims=True,
    )
    book.write(contested, by="complainant", now=now)
