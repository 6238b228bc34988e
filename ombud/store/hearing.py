"""Somebody who writes later tells of a danger: who hears of it?

1. Every door by which words come in after filing asks: an answer, more of what happened, an appeal of either side, a counter-statement,
   what an account says before a decision, a suit, a rating, an objection. It is asked before anything else holds for whoever wrote.
2. The duty lead is called in the commit that keeps the words, once an hour about each case.
3. What nobody has decided is S0 from then on: by the line beside the words where they are kept with the case, by a chore where they are
   kept with the complaint, which is another book.
4. Where no case is left that could hear of it, the words are filed as a complaint of their own by the door, and the first says so.
5. Whoever says in later words that they are a child is one from then on, as if the first had said so: they are written to in a child's
   words, and each case of theirs asks what a child's complaint asks for. Nobody is called for that alone.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ombud.core import facts, grading
from ombud.core.case import BEFORE_DECISION, OPEN, Case
from ombud.core.complaint import Complaint, tells_of_danger
from ombud.core.receipts import number_of
from ombud.core.vocabulary import OWN_WORDS_OF_A_CHILD, Role, Severity, Side
from ombud.store import alarms
from ombud.store.alarms import Raised
from ombud.store.ledger import Book, read_case

BY: Final = "chore:danger"
WHY: Final = "danger-written"


def with_case(book: Book[Case], because: Sequence[str], *, side: Side, now: datetime) -> None:
    """Let a case hear what words of one side tell that are kept with it."""
    if OWN_WORDS_OF_A_CHILD in because:
        note_child(book, side=side, now=now)
    if not tells_of_danger(because):
        return
    case = book.state
    if is_less(case):
        grade(book, now=now)
    alarm = Raised(
        owner=case.id,
        kind=alarms.DANGER,
        to_role=Role.LEAD.value,
        about=number_of(case.id, "K"),
        once=f"{now:%Y-%m-%dT%H}",
    )
    alarms.put((alarm,), now=now)


def note_child(book: Book[Case], *, side: Side, now: datetime) -> bool:
    """Write that whoever speaks for a side is a child; say whether that was news to a case that could hear it."""
    case = book.state
    fact = grading.of_a_child(case, side=side) if case.status in OPEN and case.erased_at is None else None
    if fact is not None:
        book.write(fact, by=BY, now=now)
    return fact is not None


def is_less(case: Case) -> bool:
    """Say whether a case that could still hear of a danger is less grave than one."""
    return case.status in BEFORE_DECISION and case.severity is not Severity.S0


def grade(book: Book[Case], *, now: datetime) -> None:
    """Write that a case is a danger from now on, because somebody wrote of one."""
    book.write(facts.Graded(severity=Severity.S0.value, why=WHY), by=BY, now=now)


def with_complaint(
    book: Book[Complaint], words: facts.Words | None, because: Sequence[str], *, now: datetime
) -> None:
    """Let the cases of a complaint hear what words tell that are kept with it; they may not stand in its book yet."""
    if words is None or not because:
        return
    if words not in {said for _, said in book.state.words}:
        book.write(facts.Wrote(words=words, because=tuple(because)), by="complainant", now=now)
    if tells_of_danger(because):
        call(book.state, now=now)


def call(it: Complaint, *, now: datetime) -> None:
    """Call the duty lead about each case of theirs, or about the complaint while it has none."""
    once = f"{it.id} {now:%Y-%m-%dT%H}"
    cases = tuple(dict.fromkeys(part.case for part in it.parts if part.case is not None))
    about = [(case, number_of(case, "K")) for case in cases] or [(it.id, number_of(it.id, "C"))]
    alarms.put(
        [
            Raised(owner=owner, kind=alarms.DANGER, to_role=Role.LEAD.value, about=number, once=once)
            for owner, number in about
        ],
        now=now,
    )


def is_met(it: Complaint) -> bool:
    """Say whether a case of theirs still stands in somebody's queue or hands."""
    cases = dict.fromkeys(part.case for part in it.parts if part.case is not None)
    return any(read_case(case).status in BEFORE_DECISION for case in cases)
