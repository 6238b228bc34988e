"""How do the cases beside an incident learn what was done, told and ruled out there? Each in a commit of its own, once."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from ombud.core import case_fold, facts, grading, incidents
from ombud.core.case import OPEN, Case, Status
from ombud.core.happening import begun
from ombud.core.ids import bucket_of
from ombud.core.issues import may_speak
from ombud.core.notices import BREACH, letter_id
from ombud.core.pack.types import Pack, Step
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Kinship
from ombud.store import access, contradicting, issues, keeping_out, packs, passing_on, referred, staff, texts
from ombud.store.ledger import Book, open_case, read_case, read_lines
from ombud.store.models import KinRow
from ombud.store.transactions import one_transaction

BY: Final = "chore:incident"
LATER: Final = timedelta(minutes=5)
"""When a case is asked again that somebody is about to sign."""


def stir(case: Case, *, now: datetime) -> None:
    """Note, in the commit that changes an incident, that every case beside it has to learn of it."""
    if incidents.led_by(case):
        rows = KinRow.objects.filter(
            bucket=bucket_of(case.id), case_id=case.id, kinship=Kinship.INCIDENT.value
        )
        rows.update(due_at=now)


@contextmanager
def spoken_of(case_id: CaseId, *, by: AgentId, now: datetime) -> Iterator[tuple[Book[Case], Pack]]:
    """Open the book of the case that leads a fault, for whoever may speak for the house of it; everybody beside it hears of that.

    Raises: NOT_ALLOWED.
    """
    with open_case(case_id) as book:
        person = staff.colleague(by)
        if not may_speak(person.roles) or access.standing(book.state, person) is None:
            raise Refused(No.NOT_ALLOWED)
        yield book, packs.of_case(book.state)
        stir(book.state, now=now)


@one_transaction
def share(first: CaseId, other: CaseId, *, now: datetime) -> datetime | None:
    """Write into a case what was done in the incident that leads it; return when to try again where somebody signs it now."""
    lines = read_lines(first)
    lead = case_fold.fold(first, lines)
    said = {line.fact.step: line.fact for line in lines if isinstance(line.fact, facts.StepDone)}
    with open_case(other) as book:
        case = book.state
        if case.status is Status.CLOSED or case.erased_at is not None:
            return None
        for agent in incidents.newly_kept_out(lead, case):
            manager = _who_kept_out(lines, agent)
            words = _keep(book, number_of(first, "K"))
            keeping_out.keep_out(book, agent, words=words, by=manager, line_by=BY, now=now)
        if book.state.status not in incidents.OPEN_TO:
            return now + LATER
        pack = packs.of_case(book.state)
        issues.pass_on(book, lead, now=now)
        for step, done in tuple(incidents.repeats(lead, book.state, pack=pack)):
            _repeat(book, step, said=said[step.id] if done else None, lead=lead, now=now)
    return None


@one_transaction
def learn_laws(first: CaseId, other: CaseId, *, now: datetime) -> None:
    """Let the duties of every place count in an incident that a case beside it is of: what all are owed is owed there."""
    laws = incidents.laws_of(read_case(other))
    with open_case(first) as book:
        if book.state.status in OPEN and book.state.erased_at is None:
            known = {law.jurisdiction for law in book.state.laws}
            for added in (one for one in laws if one.jurisdiction not in known):
                book.write(added, by=BY, now=now)
        contradicting.alarm((book.state,), now=now)


def _who_kept_out(lines: tuple[facts.Line, ...], agent: AgentId) -> AgentId:
    by = next(
        line.by
        for line in reversed(lines)
        if isinstance(line.fact, facts.KeptOut) and line.fact.agent == agent
    )
    return AgentId(by.partition(":")[2])


def _keep(book: Book[Case], text: str) -> facts.Words:
    """Keep words for the line that is written next; mostly the incident's number, which shows nothing to who may not open it."""
    text_id = letter_id(bucket_of(book.id), "incident", book.id.hex, str(book.state.seq), text)
    return texts.keep(text, owner=book.id, person=book.id, text_id=text_id, make_key=True)


def _repeat(book: Book[Case], step: Step, *, said: facts.StepDone | None, lead: Case, now: datetime) -> None:
    """Let a step be over here, too, with what was found by it, and tell whom it tells."""
    words = _keep(book, number_of(lead.id, "K"))
    if said is None:
        ground = lead.excused.get(step.id, "")
        spared = step.spares if ground else ()
        left = facts.StepSkipped(step=step.id, words=words, ground=ground, marks=spared)
        book.write(left, by=BY, now=now)
        referred.tell_everybody(book.state, step, pack=packs.of_case(book.state), now=now)
        return
    again = step.id in book.state.done_at
    found = grading.by_step(book.state, step, found=sorted(lead.found.intersection(step.finds)))
    told = _told(book, said, step, first=lead.id, now=now)
    since = begun(book.state, step.marks) or said.since
    done = facts.StepDone(step=step.id, words=words, told=told, marks=step.marks, since=since)
    for fact in (done, found):
        if fact is not None:
            book.write(fact, by=BY, now=now)
    if not again:
        referred.tell_everybody(book.state, step, pack=packs.of_case(book.state), now=now)


def _told(
    book: Book[Case], said: facts.StepDone, step: Step, *, first: CaseId, now: datetime
) -> facts.Words | None:
    """Tell everybody in this case of the leak, in the words of the incident; whoever joins it later reads the same."""
    if said.told is None or step.letter != BREACH:
        return None
    text = texts.read(first, said.told.id)
    letter: Mapping[str, str] = json.loads(text)
    passing_on.tell_breach(book.state, letter, pack=packs.of_case(book.state), now=now)
    return _keep(book, text)
