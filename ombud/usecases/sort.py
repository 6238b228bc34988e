"""Sort what came in: say what each complaint is about, give its parts to cases, send its receipt.

1. A batch is of one bucket and one commit; danger comes before any backlog, and in a batch of its own.
2. If anything in a batch breaks, nothing of it is kept and each complaint is tried alone.
3. One that breaks alone is tried again after a pause; after the fifth time a person gets it as it is, with an alarm.
4. Who was erased meanwhile is sorted by what was claimed at the door; nobody is written to.
5. What somebody sends who is suspended is read like any other; where it is no danger and nothing the law wants heard, it waits
   until a day, and its receipt says so.
6. A matter about an account is not about the item, nor the other side's account, that the complaint names for another one: it is
   about the account over which whoever complains is reached, where that is known and theirs is what it is about, else about nothing.
7. What was asked off the record is that alone: whatever its words are about, nothing else is opened because of it.
8. A language that nobody here reads is `und`, whichever it is: two look at it, and the letter says that it was translated.
   What shows no language at all, signs, numbers, a link, one short word, is anybody's to read.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from ombud.core import facts, placing
from ombud.core.complaint import Complaint, Standing
from ombud.core.complaint import Part as Matter
from ombud.core.flaggers import Trust
from ombud.core.grading import at_the_door, heard
from ombud.core.ids import Mint, bucket_of
from ombud.core.informal import as_informal
from ombud.core.pack.kinds import OWN_ACCOUNT
from ombud.core.pack.types import Pack
from ombud.core.staffing import read_as
from ombud.core.triage.report import Part, Report
from ombud.core.triage.report import Sorted as Triaged
from ombud.core.triage.ruleset import Rules
from ombud.core.triage.sorting import triage
from ombud.core.vocabulary import CaseId, ComplaintId, Lang, Relation, Role, Severity, Side, SubjectKind
from ombud.store import alarms, apikeys, misuse, packs, reaching, receipts, sorting, staff, subjects
from ombud.store.alarms import Raised
from ombud.store.ledger import Book
from ombud.store.receipts import Owed, Where
from ombud.store.shelf import put_complaints, take_complaints
from ombud.store.transactions import one_transaction

BY: Final = "chore:sort"
BATCH: Final = 200
"""How many share a commit: a danger waits at most for one batch to end, and twice as many are hardly faster."""
TRIES: Final = 5
PAUSES: Final[Mapping[bool, tuple[timedelta, ...]]] = MappingProxyType(
    {
        True: (timedelta(seconds=1),) * TRIES,
        False: tuple(timedelta(seconds=pause) for pause in (5, 30, 120, 600, 3600)),
    }
)
"""Urgent or not → how long to wait after each failure."""
NOT_SORTED: Final = "sorting-failed"

log = logging.getLogger(__name__)


def sort(*, rules: Rules, where: Where, mint: Mint, now: datetime, limit: int = BATCH) -> int:
    """Sort the due complaints of one bucket, and return how many were dealt with; pass by what others hold."""
    for bucket, urgent in sorting.buckets(now=now):
        ids = sorting.unsorted(bucket, urgent=urgent, now=now, limit=limit)
        done = _sort(ids, rules=rules, where=where, mint=mint, now=now)
        if done:
            return done
    return 0


def _sort(ids: Sequence[ComplaintId], *, rules: Rules, where: Where, mint: Mint, now: datetime) -> int:
    try:
        return _sort_together(ids, rules=rules, where=where, mint=mint, now=now)
    except Exception:
        log.exception("a batch of %d complaints is sorted one by one", len(ids))
    return sum(_sort_alone(one, rules=rules, where=where, mint=mint, now=now) for one in ids)


def _sort_alone(one: ComplaintId, *, rules: Rules, where: Where, mint: Mint, now: datetime) -> int:
    try:
        return _sort_together((one,), rules=rules, where=where, mint=mint, now=now)
    except Exception:
        log.exception("complaint %s could not be sorted", one)
    if sorting.put_off(one, pauses=PAUSES, now=now) >= TRIES:
        alarm = Raised(owner=one, kind="sorting", to_role=Role.LEAD.value, about=NOT_SORTED)
        alarms.put((alarm,), now=now)
        _give_to_a_person(one, where=where, mint=mint, now=now)
    return 1


@one_transaction
def _sort_together(
    ids: Sequence[ComplaintId], *, rules: Rules, where: Where, mint: Mint, now: datetime
) -> int:
    books = _unsorted(ids)
    if not books:
        return 0
    bodies = sorting.bodies([book.state for book in books])
    said = {book.id: json.loads(bodies[book.id].text) if book.id in bodies else {} for book in books}
    triaged = {book.id: triage(_report(book.state, said[book.id]), rules) for book in books}
    matters = _Matters(books, mint=mint)
    senders = (book.state.received.sender for book in books)
    trusts = apikeys.trusts(one for one in senders if one is not None)
    suspends, read = misuse.suspends(now=now), staff.reads()
    for book in books:
        answers = said[book.id].get("answers", {})
        trust = trusts.get(book.state.received.sender) if book.state.received.sender else None
        platform = (said[book.id].get("subject") or ("",))[0]
        fact = _sorted(book.state, triaged[book.id], answers, trust=trust, platform=platform, rules=rules)
        locale = book.state.received.locale if triaged[book.id].wordless else ""
        lang = read_as(fact.lang, read=read, wordless=locale)
        book.write(replace(fact, lang=lang.value), by=BY, now=now)
        until = misuse.held_until(book.state, now=now) if suspends else None
        if until is not None:
            book.write(facts.HeldBack(until=until), by=BY, now=now)
        matters.place(book, now=now)
    owed = [Owed(complaint=book.state, key=bodies[book.id].key) for book in books if book.id in bodies]
    _acknowledge(books, owed, where=where, mint=mint, now=now)
    put_complaints(books)
    return len(books)


@one_transaction
def _give_to_a_person(one: ComplaintId, *, where: Where, mint: Mint, now: datetime) -> None:
    """Place what cannot be sorted in a lane of its own case, so that it is never lost."""
    for book in _unsorted((one,)):
        received = book.state.received
        grave = Severity.S0 if received.urgent else Severity.S2
        part = facts.SortedPart(
            no=1,
            code=placing.UNKNOWN,
            severity=grave.value,
            confidence=0,
            because=(NOT_SORTED,),
            said=heard((), relation=received.relation, subject_kind=received.subject_kind),
        )
        pack = packs.in_force(received.jurisdiction)
        book.write(facts.Sorted(lang=Lang.UND.value, parts=(part,), pack=pack.digest), by=BY, now=now)
        _Matters((book,), mint=mint).place(book, now=now)
        key = sorting.key_of(book.state)
        owed = [Owed(complaint=book.state, key=key)] if key else []
        _acknowledge((book,), owed, where=where, mint=mint, now=now)
        put_complaints((book,))


def _unsorted(ids: Sequence[ComplaintId]) -> list[Book[Complaint]]:
    books = take_complaints(ids, skip_locked=True)
    return [books[one] for one in ids if one in books and books[one].state.standing is Standing.UNSORTED]


def _acknowledge(
    books: Sequence[Book[Complaint]], owed: Sequence[Owed], *, where: Where, mint: Mint, now: datetime
) -> None:
    by_id = {book.id: book for book in books}
    for made in receipts.make(owed, where=where, mint=mint, now=now):
        told = facts.Told(letter=made.letter, template=made.template, side=Side.COMPLAINANT.value)
        by_id[made.complaint].write(told, by=BY, now=now)


def _report(complaint: Complaint, said: Mapping[str, Any]) -> Report:
    received = complaint.received
    return Report(
        text=said.get("text", ""),
        answers=said.get("answers", {}),
        lang=Lang(said["lang"]) if said.get("lang") else None,
        kind=received.kind,
        subject_kind=SubjectKind(received.subject_kind) if said.get("subject") else None,
        relation=Relation(received.relation),
    )


def _sorted(
    complaint: Complaint,
    triaged: Triaged,
    answers: Mapping[str, object],
    *,
    trust: Trust | None,
    platform: str,
    rules: Rules,
) -> facts.Sorted:
    pack = packs.in_force(complaint.received.jurisdiction)
    parts = []
    found = triaged.parts
    if complaint.received.informal is not None:
        found = as_informal(found, pack=pack)
    codes = tuple(part.code for part in found)
    for no, part in enumerate(found, start=1):
        said = heard(
            part.because,
            relation=complaint.received.relation,
            subject_kind=complaint.received.subject_kind,
            answers=answers,
            trusted=trust is not None and trust.covers(part.code, at=complaint.received_at),
        )
        made = _part(no, part, received=complaint.received, said=said, pack=pack)
        parts.append(_about(made, complaint, codes=codes, platform=platform, pack=pack))
    return facts.Sorted(lang=triaged.lang.value, parts=tuple(parts), pack=pack.digest, rules=rules.digest)


def _part(
    no: int, part: Part, *, received: facts.Received, said: tuple[str, ...], pack: Pack
) -> facts.SortedPart:
    severity, graver = at_the_door(part.severity, code=part.code, said=said, pack=pack)
    return facts.SortedPart(
        no=no,
        code=part.code,
        severity=Severity.S0.value if received.urgent and no == 1 else severity.value,
        confidence=round(part.confidence * 1000),
        because=(*part.because, *graver),
        missed=part.misses,
        said=said,
    )


def _about(
    part: facts.SortedPart, complaint: Complaint, *, codes: Sequence[str], platform: str, pack: Pack
) -> facts.SortedPart:
    """Return the part, apart from what its complaint names where it cannot be about that."""
    received = complaint.received
    if placing.takes_named(
        part.code, kind=received.subject_kind, claimed=received.kind, codes=codes, pack=pack
    ):
        return part
    own = reaching.own_account(complaint) if pack.category(part.code).about == OWN_ACCOUNT else ""
    subject = subjects.keep(platform, SubjectKind.ACCOUNT.value, own) if own and platform else None
    return part if subject == received.subject else replace(part, apart=True, subject=subject)


class _Matters:
    """The open case of each matter that this batch is about."""

    __slots__ = ("_known", "_mint")

    def __init__(self, books: Sequence[Book[Complaint]], *, mint: Mint) -> None:
        subjects = {book.state.received.subject for book in books} - {None}
        self._known: dict[tuple[UUID, str], CaseId] = sorting.open_matters(
            bucket_of(books[0].id), (subject for subject in subjects if subject is not None)
        )
        self._mint = mint

    def place(self, book: Book[Complaint], *, now: datetime) -> None:
        """Give every part to the open case on its matter, else to a new one."""
        for part in book.state.parts:
            case = self._case(part, book)
            book.write(facts.Placed(part=part.no, case=case), by=BY, now=now)

    def _case(self, part: Matter, book: Book[Complaint]) -> CaseId:
        subject = None if part.apart else part.subject
        if subject is None or not placing.may_be_joined(part.code, subject=subject):
            return self._mint(bucket_of(book.id))
        key = (subject, placing.matter_of(part.code, subject=subject, complaint=book.id))
        if key not in self._known:
            self._known[key] = self._mint(bucket_of(book.id))
        return self._known[key]
