"""Which letters does nobody wait for any more, and what was missed by that?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ombud.core import clocks, facts, mandates
from ombud.core.case import Case
from ombud.core.clocks import Mark
from ombud.core.vocabulary import ComplaintId
from ombud.store import countering, mailroom, rows
from ombud.store.ledger import Book
from ombud.store.mailroom import Letter

UNREACHABLE: Final = "unreachable"
"""Why a time was missed at whose end a letter was given up."""


def give_up(
    book: Book[Case], several: Iterable[Letter], *, words: facts.Words, by: str, now: datetime
) -> None:
    """Wait for the readers of these letters no more: each stays there to be read.

    Nobody was told by that: what a clock counted to one to the account was missed, and these words are why. Only the time after
    which a law gives back what a notice hid begins, for it would else never run.
    """
    gone = tuple(several)
    account = next((one.decision for one in gone if one.complaint is None), None)
    given_up = facts.GivenUp(
        letters=tuple(one.id for one in gone),
        words=words,
        decision=account,
        begins=countering.begun_unreached(book.state, gone),
    )
    book.write(given_up, by=by, now=now)
    note_missed(book, words=words, cause=UNREACHABLE, by=by, now=now)
    for one in gone:
        mailroom.over(one.id, state="overridden", now=now, detail="overridden")


def keep_from(
    book: Book[Case], complaint: ComplaintId, *, words: facts.Words, by: str, now: datetime
) -> None:
    """Hold back what has not reached whoever speaks for another no more; nobody waits for it.

    What says that they hear nothing more goes to them all the same. A new power lets it go.
    """
    gone = tuple(
        one
        for one in mailroom.unreached_by(complaint, case_id=book.id)
        if one.template not in mandates.SAYS_SO
    )
    if gone:
        book.write(facts.GivenUp(letters=tuple(one.id for one in gone), words=words), by=by, now=now)
    for one in gone:
        mailroom.over(one.id, state="withheld", now=now)


def note_missed(book: Book[Case], *, words: facts.Words, cause: str, by: str, now: datetime) -> None:
    """Mark what was stopped as missed in this moment, because nobody waits for it any more, and say why."""
    for clock in clocks.given_up(rows.case_clocks(book.state, now=now), at=now):
        missed = facts.ClockMarked(clock=clock.rule_id, mark=Mark.BREACH.value, due_at=clock.due_at)
        why = facts.CauseRecorded(clock=clock.rule_id, cause=cause, words=words)
        for fact in (missed, why):
            book.write(fact, by=by, now=now)
