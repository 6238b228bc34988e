"""Erase what has been kept long enough, and say in the book that it was done.

1. What is due follows from the book and its pack (`core.retention`); a hold on a complaint or on any of its cases stops it.
2. Keys go in the commit that says so. What such a key sealed is unreadable everywhere at once, in backups of it too.
3. A file goes as the last thing before that commit: no fact ever says that bytes are gone which still lie there. A crash
   in between leaves a file gone whose line the next round writes.
4. Done twice it does nothing: what is gone is not due.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID

from ombud.core import facts, retention
from ombud.core.case import Case
from ombud.core.complaint import Complaint
from ombud.core.retention import Due
from ombud.store import conduct, due, erasing, evidence, mailroom, misuse, packs, texts
from ombud.store.in_turn import each
from ombud.store.ledger import Book, open_case, open_complaint
from ombud.store.transactions import one_transaction

BY: Final = "chore:retain"


def retain(*, now: datetime, limit: int = 200) -> int:
    """Erase everything whose time has come and return how much it was."""
    erased = 0
    for book, erase in _ERASE.items():
        after = None
        while ids := due.erasures(book, now=now, after=after, limit=limit):
            erased += each(ids, partial(erase, now=now), what="retain", now=now)
            after = ids[-1]
    return erased + erasing.roll(now=now)


@one_transaction
def _erase_complaint(complaint_id: UUID, *, now: datetime) -> int:
    """Erase what is due of one complaint: files, or its person with everything they wrote, sent and were told."""
    with open_complaint(complaint_id) as book:
        it = book.state
        dues = _come(retention.of_complaint(it, pack=packs.of_complaint(it)), now=now)
        if not dues or erasing.is_held(it, now=now):
            return 0
        whole = next((one for one in dues if one.what is None), None)
        files = tuple(one.evidence for one in it.evidence)
        if whole is None:
            files = _end_pieces(book, dues, now=now)
        else:
            _end_person(book, whole, now=now)
    for file in files:
        evidence.drop(file)
    return len(dues)


def _end_person(book: Book[Complaint], whole: Due, *, now: datetime) -> None:
    it = book.state
    person = it.received.person
    proof = texts.destroy(person, it.id, *([it.received.contact.id] if it.received.contact else []))
    mailroom.silence(it.id)
    conduct.forget(it.id)
    why = "asked" if it.erase_on is not None and it.erase_on <= now else "time"
    rule = whole.rule.id if whole.rule else ""
    book.write(facts.Erased(person=person, why=why, retention=rule, proof=proof), by=BY, now=now)


def _end_pieces(
    book: Book[Complaint] | Book[Case], dues: Iterable[Due], *, now: datetime
) -> tuple[UUID, ...]:
    files = []
    for one in dues:
        if one.what is None or one.rule is None:
            continue
        if not one.is_file:
            proof = texts.destroy(one.what)
            fact = facts.Erased(person=one.what, why="time", retention=one.rule.id, proof=proof)
            book.write(fact, by=BY, now=now)
            continue
        proof = evidence.fingerprint(one.what)
        book.write(facts.FileErased(evidence=one.what, retention=one.rule.id, proof=proof), by=BY, now=now)
        files.append(one.what)
    return tuple(files)


@one_transaction
def _erase_case(case_id: UUID, *, now: datetime) -> int:
    with open_case(case_id) as book:
        case = book.state
        dues = _come(retention.of_case(case, pack=packs.of_case(case)), now=now)
        if dues and erasing.is_preserved((case.subject,), now=now):
            return 0
        held = erasing.held_documents(case)
        files = _end_pieces(book, (one for one in dues if one.what not in held), now=now)
        whole = tuple(one for one in dues if one.what is None)
        for one in whole:
            proof = texts.destroy(case_id)
            misuse.forget(case_id)
            rule = one.rule.id if one.rule else ""
            book.write(facts.Erased(person=case_id, why="time", retention=rule, proof=proof), by=BY, now=now)
    for file in files:
        evidence.drop(file)
    return len(files) + len(whole)


def _come(dues: Iterable[Due], *, now: datetime) -> tuple[Due, ...]:
    return tuple(one for one in dues if one.at <= now)


_ERASE: Final[Mapping[str, Callable[..., int]]] = MappingProxyType(
    {"complaint": _erase_complaint, "case": _erase_case}
)
