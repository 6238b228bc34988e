"""Tell everybody who complained how the case was decided, late joiners included.

For each case the members not yet told are taken bucket by bucket, at most 500 in a commit: letters and lines in the
complaints' bucket first, then the mark in the case's. A crash between the two tells nobody twice: letter ids are made
of decision and complaint, and a book that says so already is left alone. They are told once their letter has arrived.

Whoever sits in the account itself, or in one beside it, while that is told nothing, hears in general words that somebody
has looked; what was decided they are told once the silence is over, even where the case is closed by then.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from ombud.core import facts, mandates
from ombud.core.case import Case, Decision, Status
from ombud.core.complaint import Complaint, Standing
from ombud.core.ids import bucket_of
from ombud.core.refusals import Refused
from ombud.core.vocabulary import CaseId, ComplaintId, Side
from ombud.store import closing, letters, mailroom, members, packs, referred, shelf, silences
from ombud.store.in_turn import each
from ombud.store.ledger import Book, open_case, read_case
from ombud.store.members import Joiner
from ombud.store.transactions import one_transaction

TOGETHER: Final = 500
LOOKED_AT: Final = 4 * TOGETHER
BY: Final = "chore:fan_out"
TOLD_IN: Final = frozenset({Status.DECIDED, Status.CLOSED})
"""Once it is closed only those are still to be told who sat in an account that was told nothing until then."""


def fan_out(*, now: datetime, limit: int = 16) -> int:
    """Do one commit's worth for each of the cases that wait; count who was told, and each case where that is all of them."""
    waiting = closing.to_fan_out(now=now, limit=limit)
    return each(waiting, lambda one: _fan_out(one, now=now), what="fan_out", now=now)


def _fan_out(case_id: CaseId, *, now: datetime) -> int:
    case = read_case(case_id)
    decision = case.decision
    if decision is None or case.on_appeal or case.is_withheld(Side.COMPLAINANT):
        return 0
    untold = members.untold(case_id, decision=decision.no, limit=LOOKED_AT)
    silent = silences.among(case, dict.fromkeys(one.complaint for one in untold))
    waiting = tuple(one for one in untold if one.complaint not in silent)
    if not waiting:
        one_transaction(letters.word_later)(case, silent, now=now)
        return int(_finish(case_id, silent=silent, now=now))
    together = _one_bucket(waiting)
    _tell(case, decision, joined=together, now=now)
    _mark(case, decision, joined=together, now=now)
    return len(together)


@one_transaction
def _mark(case: Case, decision: Decision, *, joined: Sequence[Joiner], now: datetime) -> None:
    """Write down that they are told; of what was handed over outside while their letters were written they are told as well."""
    referred.catch_up(case, sorted({one.complaint for one in joined}), now=now)
    members.mark_told(case.id, joined=joined, decision=decision.no)


def _one_bucket(waiting: Sequence[Joiner]) -> tuple[Joiner, ...]:
    """Return the first complaints of one bucket with all their parts, so that no complaint is cut in two."""
    if len(waiting) == LOOKED_AT and waiting[0].complaint != waiting[-1].complaint:
        waiting = [one for one in waiting if one.complaint != waiting[-1].complaint]  # may be cut in two
    first = bucket_of(waiting[0].complaint)
    together = [one for one in waiting if bucket_of(one.complaint) == first]
    chosen = set(list(dict.fromkeys(one.complaint for one in together))[:TOGETHER])
    return tuple(one for one in together if one.complaint in chosen)


@one_transaction
def _tell(case: Case, decision: Decision, *, joined: Iterable[Joiner], now: datetime) -> None:
    parts: dict[ComplaintId, list[int]] = {}
    for one in joined:
        parts.setdefault(one.complaint, []).append(one.part)
    books = shelf.take_complaints(tuple(parts))
    fresh = {row: book for row, book in books.items() if not _knows(book.state, case.id, decision.no)}
    before = frozenset(row for row, book in fresh.items() if _knows(book.state, case.id, None))
    drafts = letters.outcomes(
        (book.state for book in fresh.values()),
        case=case,
        decision=decision,
        told_before=before,
        pack=packs.of_case(case),
        now=now,
    )
    made = mailroom.post(drafts, now=now)
    if Side.ACCOUNT in case.ever_withheld:
        mailroom.let_go_to(fresh, case_id=case.id, now=now)
    for book, draft in zip(fresh.values(), drafts, strict=True):
        _end(book, case, decision=decision, parts=parts[book.id], now=now)
        if draft.id in made:
            _say(book, draft, now=now)
        _end_all(book, now=now)
    shelf.put_complaints(fresh.values())


def _knows(complaint: Complaint, case_id: CaseId, decision: int | None) -> bool:
    """Say whether a part of the complaint has this decision's outcome, or any decision's of the case."""
    return any(
        part.case == case_id
        and part.decision is not None
        and (decision is None or (part.decision == decision and part.outcome is not None))
        for part in complaint.parts
    )


def _end(
    book: Book[Complaint], case: Case, *, decision: Decision, parts: Iterable[int], now: datetime
) -> None:
    for no in parts:
        if book.state.standing is Standing.ENDED:
            book.write(facts.PartReopened(part=no, case=case.id), by=BY, now=now)
        outcome = mandates.outcome_for(case, decision, book.id)
        ended = facts.PartEnded(part=no, case=case.id, decision=decision.no, outcome=outcome)
        book.write(ended, by=BY, now=now)


def _say(book: Book[Complaint], draft: mailroom.Draft, *, now: datetime) -> None:
    told = facts.Told(
        letter=draft.id,
        template=draft.template,
        side=draft.side.value,
        case=draft.case_id,
        decision=draft.decision,
        arrives=True,
    )
    book.write(told, by=BY, now=now)


def _end_all(book: Book[Complaint], *, now: datetime) -> None:
    parts = book.state.parts
    if book.state.standing is Standing.OPEN and all(part.outcome is not None for part in parts):
        book.write(facts.ComplaintEnded(), by=BY, now=now)


@one_transaction
def _finish(case_id: CaseId, *, silent: Collection[ComplaintId], now: datetime) -> bool:
    """Say in the case's book that all are told but who sits in a silent account, unless somebody joined in between; say whether."""
    try:
        with open_case(case_id, skip_locked=True) as book:
            decision = book.state.decision
            if decision is None or book.state.status not in TOLD_IN:
                return False
            untold = {one.complaint for one in members.untold(case_id, decision=decision.no, limit=LOOKED_AT)}
            dark = silent if book.state.is_withheld(Side.ACCOUNT) else ()
            if untold.difference(dark) or decision.no in book.state.fanned:
                return False
            done = facts.FannedOut(decision=decision.no, count=book.state.members, waiting=len(untold))
            book.write(done, by=BY, now=now)
    except Refused:  # somebody works on it right now: the next round looks again
        return False
    return True
