"""Join parts of complaints to their cases; open the case if it is the first, move on if it has ended.

1. The part was given to a case in the complaint's book and stays due until this has happened. Doing it twice is
   harmless: a member is entered once, and `Joined` counts exactly who was entered.
2. Two batches may begin a case on one matter; the database lets one of them in, the parts of the other move there.
3. A case that was closed meanwhile takes nobody: the part moves to the open one on its matter, or to a new one. So does what is
   about something else than somebody found the case to be about, and what comes after a decision that is no answer to it: a
   danger, or whatever is told where nothing was found. What a child writes back to a letter of the case comes to the case, and
   calls whoever is on duty where it was decided.
4. Whoever joins from another place brings the duties of that place; those that contradict each other alarm a lead.
5. Whoever joins a case whose breach was told already gets that letter in the same commit.
6. A part that is a member already knocks when its complainant answered: the case that waits for it hears of it.
7. Who claims an account that waits to go back to another stops that as an appeal does: somebody else reads both.
   Whoever comes to a case whose account is locked before any decision may be whom it shuts out: a lead is called to look at once.
8. What was asked off the record keeps out whoever was asked, and calls the duty lead where they were threatened or promised something.
9. A case about a decision of the host's that it never told us of begins by saying so: the host owes its ground.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from ombud.core import facts, placing, shutting
from ombud.core.case import Case, Status
from ombud.core.ids import Mint, bucket_of
from ombud.core.vocabulary import INFORMAL, CaseId, SubjectId
from ombud.store import (
    calling,
    contradicting,
    host_rulings,
    joining,
    locking,
    packs,
    passing_on,
    rivals,
    sorting,
    subjects,
    telling_child,
)
from ombud.store.joining import Knocking
from ombud.store.ledger import Book, read_complaint, read_lines, start_case
from ombud.store.shelf import put_cases, put_complaints, take_cases, take_complaints
from ombud.store.transactions import one_transaction

BY: Final = "chore:join"
BATCH: Final = 500
_JOINED_FIRST: Final = 2
"""The line of a new case that names those it began with."""


@one_transaction
def join(*, mint: Mint, now: datetime, limit: int = BATCH) -> int:
    """Let the due parts of one bucket into their cases, and return how many were dealt with."""
    groups: dict[CaseId, list[Knocking]] = {}
    for part in sorted(joining.due(now=now, limit=limit), key=lambda part: (part.complaint.bytes, part.no)):
        groups.setdefault(part.case, []).append(part)
    if not groups:
        return 0
    books = take_cases(sorted(groups))
    ended = {case for case, book in books.items() if book.state.status is Status.CLOSED}
    turned = _turned_away({case: books[case].state for case in books.keys() - ended}, groups)
    _enter({case: books[case] for case in books.keys() - ended}, groups, turned=turned, mint=mint, now=now)
    fresh = groups.keys() - books.keys()
    begun = _begin_all({case: groups[case] for case in fresh}, now=now)
    lost = put_cases((*books.values(), *begun.values()))
    kept = [book.state for book in (*books.values(), *begun.values()) if book.id not in lost]
    contradicting.alarm(kept, now=now)
    calling.call_where_pressed((case for case in kept if case.id in begun), now=now)
    here = {part.subject for case in begun for part in groups[case] if part.subject and not part.apart}
    subjects.ask_about(here, now=now)
    begun_with = [part for case in begun.keys() - lost for part in groups[case]]
    joining.let_in(begun_with, seqs=dict.fromkeys(begun, _JOINED_FIRST))
    outside = [*_outside([part for case in ended | lost for part in groups[case]]), *turned]
    joining.settled([part for parts in groups.values() for part in parts if part not in outside])
    _move_on(outside, ended=ended | {part.case for part in turned}, mint=mint, now=now)
    return sum(map(len, groups.values()))


def _outside(parts: Sequence[Knocking]) -> list[Knocking]:
    """Return those that never got into the case they knock at; the others had their answer there."""
    inside = joining.inside(parts)
    return [part for part in parts if (part.complaint, part.no) not in inside]


def _turned_away(cases: Mapping[CaseId, Case], groups: Mapping[CaseId, Sequence[Knocking]]) -> list[Knocking]:
    """Return those who come after a decision that is no answer to what they say; who claims an account that waits to go back stays."""
    return _outside(
        [
            part
            for case, state in cases.items()
            for part in groups[case]
            if not (shutting.waits(state) and part.subject == state.subject)
            and not placing.may_join(state, severity=part.severity, subject=part.subject, said=part.said)
            and not telling_child.is_answered_by(part.complaint, state)
        ]
    )


def _begin_all(groups: Mapping[CaseId, Sequence[Knocking]], *, now: datetime) -> dict[CaseId, Book[Case]]:
    """Open the cases that these parts begin, each after one that was decided, if there is one."""
    several = [part for parts in groups.values() for part in parts]
    about = {part.subject for part in several if part.subject and not part.apart}
    if not groups:
        return {}
    owed = host_rulings.owed(about)
    decided = sorting.decided_matters(bucket_of(min(groups)), about)
    return {case: _begin(parts, owed=owed, decided=decided, now=now) for case, parts in groups.items()}


def _begin(
    parts: Sequence[Knocking],
    *,
    owed: Collection[SubjectId],
    decided: Mapping[tuple[SubjectId, str], CaseId],
    now: datetime,
) -> Book[Case]:
    """Open the case that these parts begin; the gravest of them names it, and the host may owe what it is about."""
    first = min(parts, key=lambda part: (part.severity, part.received_at))
    pack = packs.in_force(first.jurisdiction)
    opening = placing.opened(
        first.code,
        severity=first.severity,
        complaint=first.complaint,
        subject=first.subject,
        lang=first.lang,
        pack=pack,
        apart=first.apart,
        after=decided.get((first.subject, _matter(first))) if first.subject and not first.apart else None,
    )
    book = start_case(first.case, opening, by=BY, now=now)
    book.write(_joined(parts), by=BY, now=now)
    _add_laws(book, parts, now=now)
    withheld = placing.withheld(opening, pack=pack, now=now)
    if withheld is not None:
        book.write(withheld, by=BY, now=now)
    if first.subject in owed:
        book.write(facts.HostAsked(), by=BY, now=now)
    asked = read_complaint(first.complaint).received.informal if first.code == INFORMAL else None
    if asked is not None:  # whoever was asked off the record is kept out from the first moment
        book.write(facts.AskedInformally(complaint=first.complaint, asked=asked), by=BY, now=now)
    return book


def _enter(
    books: Mapping[CaseId, Book[Case]],
    groups: Mapping[CaseId, Sequence[Knocking]],
    *,
    turned: Collection[Knocking],
    mint: Mint,
    now: datetime,
) -> None:
    """Let parts into cases that are open; whoever is in already may bring an answer."""
    seqs = {case: book.state.seq + 1 for case, book in books.items()}
    entered = joining.let_in(
        [part for case in books for part in groups[case] if part not in turned], seqs=seqs
    )
    for case, book in books.items():
        fresh = [part for part in groups[case] if (part.complaint, part.no) in entered]
        if fresh:
            book.write(_joined(fresh), by=BY, now=now)
            _add_laws(book, fresh, now=now)
            rivals.stop(book, (part.complaint for part in fresh), mint=mint, now=now)
            passing_on.tell_joiners(book.state, (part.complaint for part in fresh), now=now)
            telling_child.call(book.state, (part.complaint for part in fresh), now=now)
            locking.call_to_look(book.state, now=now)
        for part in groups[case]:
            _hear(book, part, now=now)


def _add_laws(book: Book[Case], parts: Sequence[Knocking], *, now: datetime) -> None:
    """Let the duties of every place count that a complainant is of."""
    for part in sorted(parts, key=lambda part: part.received_at):
        if part.jurisdiction not in {law.jurisdiction for law in book.state.laws}:
            pack = packs.in_force(part.jurisdiction).digest
            added = facts.LawAdded(jurisdiction=part.jurisdiction, pack=pack, since=part.received_at)
            book.write(added, by=BY, now=now)


def _joined(parts: Sequence[Knocking]) -> facts.Joined:
    inside = sha256(b"".join(part.complaint.bytes + bytes((part.no,)) for part in parts))
    return facts.Joined(
        count=len(parts),
        digest=inside.hexdigest(),
        severity=min(part.severity for part in parts),
        first_at=min(part.received_at for part in parts),
        said=tuple(sorted(frozenset().union(*(part.said for part in parts)))),
    )


def _hear(book: Book[Case], part: Knocking, *, now: datetime) -> None:
    """Tell a case that waits for this complainant that the wait is over."""
    asked = book.state.waiting_for
    if asked is None or asked.complaint != part.complaint:
        return
    waiting = False
    for line in read_lines(part.complaint):
        match line.fact:
            case facts.AskedFor(letter=asked.letter):
                waiting = True
            case facts.WaitEnded(why=why) if waiting:
                book.write(facts.Heard(complaint=part.complaint, why=why), by=BY, now=now)
                return


def _move_on(parts: Sequence[Knocking], *, ended: Collection[CaseId], mint: Mint, now: datetime) -> None:
    """Give parts to the open case on their matter, or to a new one; they stay due until they are in."""
    if not parts:
        return
    bucket = bucket_of(parts[0].complaint)
    known = sorting.open_matters(bucket, {part.subject for part in parts if part.subject is not None})
    matters = {key: case for key, case in known.items() if case not in ended}
    complaints = take_complaints(sorted({part.complaint for part in parts}))
    for part in parts:
        key = (part.subject or part.complaint, _matter(part))
        if key not in matters:
            matters[key] = mint(bucket)
        if matters[key] != part.case:
            moved = facts.Moved(part=part.no, source=part.case, case=matters[key])
            complaints[part.complaint].write(moved, by=BY, now=now)
    put_complaints(complaints.values())


def _matter(part: Knocking) -> str:
    return placing.matter_of(
        part.code, subject=None if part.apart else part.subject, complaint=part.complaint
    )
