"""Which faults of ours are known, who met them, and who is told what? Each case in a commit of its own bucket, once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from ombud.core import along, decisions, facts, issues, kin
from ombud.core.case import Case, Issue
from ombud.core.ids import Mint, bucket_of
from ombud.core.issues import Known
from ombud.core.notices import ISSUE_KNOWN, ISSUE_LATER, ISSUE_MENDED, letter_id
from ombud.core.playbooks import DECISION, open_steps
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.triage.ruleset import Rules
from ombud.core.vocabulary import CaseId, Kinship, Outcome
from ombud.store import deciding, letters, members, overhearing, packs, texts
from ombud.store.asking import asked
from ombud.store.drafting import Draft, proposal_of
from ombud.store.ledger import Book, open_case, read_case, read_complaint
from ombud.store.models import IssueLook, IssueRow
from ombud.store.transactions import one_transaction

BY: Final = "chore:issues"
HOW: Final = "known"
"""How a case came to whoever wrote the answer that all have who met the fault."""
_FRESH: Final = """
SELECT c.id FROM case_row c WHERE c.status = 'queued' AND NOT c.appealed AND c.code = ANY(%(codes)s) AND c.id <> %(issue)s
AND (%(since)s::timestamptz IS NULL OR c.opened_at >= %(since)s)
AND NOT EXISTS (SELECT FROM issue_look l WHERE l.bucket = c.bucket AND l.case_id = c.id AND l.issue = %(issue)s)
ORDER BY c.opened_at, c.id LIMIT %(limit)s
"""
_UNANSWERED: Final = """
SELECT c.id FROM kin k JOIN case_row c ON c.id = k.kin
WHERE k.bucket = %(bucket)s AND k.case_id = %(issue)s AND k.kinship = 'incident' AND k.how = 'leads' AND k.due_at IS NULL
AND c.status = 'queued' AND NOT c.appealed
AND NOT EXISTS (SELECT FROM issue_look l WHERE l.bucket = c.bucket AND l.case_id = c.id AND l.issue = %(issue)s AND l.done)
ORDER BY c.id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A fault as the public may know it; `late` where its day has passed and it is not mended."""

    known: Known
    until: datetime
    late: bool


def open_now() -> tuple[CaseId, ...]:
    """Return the cases that lead a fault which is known and not mended, the one that is mended soonest first."""
    return tuple(
        case for (case,) in asked("SELECT case_id FROM issue WHERE NOT mended ORDER BY until, case_id")
    )


def published(*, now: datetime) -> tuple[Published, ...]:
    """Return every fault that is known, so that nobody has to complain to hear of it."""
    several = (read_case(one) for one in open_now())
    return tuple(
        Published(known=known_of(case.id, issue), until=issue.until, late=issues.is_late(issue, now=now))
        for case in several
        if (issue := case.issue) is not None
    )


def known_of(case_id: CaseId, issue: Issue) -> Known:
    """Return what is known of the fault that a case is about."""
    return issues.read(texts.read(case_id, issue.words.id))


def known_in(case: Case) -> Known:
    """Return what is known of the fault, of a case that is known to be about one."""
    if case.issue is None:
        raise Refused(No.NOT_FOUND, field="issue")
    return known_of(case.id, case.issue)


# --- who met it ---------------------------------------------------------------------------------------------


def fresh(first: Case, known: Known, *, limit: int) -> tuple[CaseId, ...]:
    """Return cases that wait and were not held against this fault yet, the oldest first; a look without a lock."""
    codes = list(issues.kinds_of(known, pack=packs.of_case(first)))
    return _ids(_FRESH, codes=codes, issue=first.id, since=known.since, limit=limit)


def unanswered(first: CaseId, *, limit: int) -> tuple[CaseId, ...]:
    """Return cases beside the incident that wait and were not tried to be answered yet."""
    return _ids(_UNANSWERED, bucket=bucket_of(first), issue=first, limit=limit)


def _ids(statement: str, **asked: Any) -> tuple[CaseId, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return tuple(one for (one,) in cursor.fetchall())


def met_it(case_id: CaseId, known: Known) -> bool:
    """Say whether whoever complained tells of this fault."""
    return any(issues.meets(text, known) for text in overhearing.told(case_id))


def looked_at(case_id: CaseId, *, issue: CaseId, done: bool) -> None:
    """Note that a case was held against a fault, and whether it was answered, or left to a person, too."""
    IssueLook.objects.update_or_create(
        bucket=bucket_of(case_id), case_id=case_id, issue=issue, defaults={"done": done}
    )


@one_transaction
def set_beside(first: CaseId, other: CaseId, *, now: datetime) -> None:
    """Let the incident's book say that it leads a case, once."""
    with open_case(first) as book:
        if book.state.issue is None or other in along.led(book.state):
            return
        words = book.state.issue.words
        book.write(kin.leads(other, kinship=Kinship.INCIDENT, words=words), by=BY, now=now)


_RECENT: Final = """
SELECT m.complaint, c.id FROM case_row c JOIN member m ON m.bucket = c.bucket AND m.case_id = c.id
WHERE c.code = ANY(%(codes)s) AND c.opened_at >= %(since)s AND NOT c.sealed
ORDER BY c.opened_at DESC, m.complaint LIMIT %(limit)s
"""


def recent(codes: Sequence[str], *, since: datetime, limit: int) -> Iterator[tuple[CaseId, str, str]]:
    """Yield of what was filed lately the case, the language and all that was written, the newest first, some at a time."""
    with connection.cursor() as cursor:
        cursor.execute(_RECENT, {"codes": list(codes), "since": since, "limit": limit})
        cases = dict(cursor.fetchall())
    ids = tuple(cases)
    for start in range(0, len(ids), overhearing.PAGE):
        for book, wrote in overhearing.wrote_by(ids[start : start + overhearing.PAGE]):
            yield cases[book.id], book.lang, "\n".join((*wrote.messages, *wrote.answers))


# --- what they are told -------------------------------------------------------------------------------------


def pass_on(book: Book[Case], first: Case, *, now: datetime) -> None:
    """Write into a case beside the incident what is known there, and that it is mended; tell who is not answered with it anyway."""
    issue, case = first.issue, book.state
    if issue is None or issues.is_apart(case, first.id):
        return
    if issues.is_new(issue, case.issue):
        words = _copy(book, first, issue.words)
        known = facts.IssueKnown(words=words, until=issue.until, agent=issue.agent, first=first.id)
        book.write(known, by=BY, now=now)
        if not issues.may_answer(case, pack=packs.of_case(case)):  # else the answer itself says it
            tell_known(book.state, again=case.issue is not None, now=now)
    if issue.mended is not None and issues.is_open(book.state.issue):
        done = _copy(book, first, issue.mended)
        book.write(facts.IssueMended(words=done), by=BY, now=now)
        tell_mended(book.state, done, now=now)


def _copy(book: Book[Case], first: Case, words: facts.Words) -> facts.Words:
    """Keep the same words for this case: each book has a key of its own."""
    text_id = letter_id(bucket_of(book.id), HOW, book.id.hex, str(book.state.seq))
    said = texts.read(first.id, words.id)
    return texts.keep(said, owner=book.id, person=book.id, text_id=text_id, make_key=True)


def tell_known(case: Case, *, again: bool, now: datetime) -> None:
    """Tell everybody in a case what is known of the fault, and by when it is mended."""
    template, until = ISSUE_LATER if again else ISSUE_KNOWN, case.issue.until if case.issue else None
    letters.of_issue(case, template, known_in(case), until=until, pack=packs.of_case(case), now=now)


def tell_mended(case: Case, done: facts.Words, *, now: datetime) -> None:
    """Tell everybody in a case that the fault is mended, and what was done."""
    said = issues.read(texts.read(case.id, done.id))
    letters.of_issue(case, ISSUE_MENDED, said, until=None, pack=packs.of_case(case), now=now)


@one_transaction
def answer(case_id: CaseId, *, rules: Rules, mint: Mint, now: datetime) -> bool:
    """Answer a case with what is known, in the name of whoever wrote that; say whether it was, or waits for a person."""
    with open_case(case_id) as book:
        issue, pack = book.state.issue, packs.of_case(book.state)
        if issue is None or not issues.is_open(issue) or not issues.may_answer(book.state, pack=pack):
            return False
        complaint = read_complaint(members.first(case_id, limit=1)[0].complaint)
        wrote, codes = overhearing.said(case_id), issues.concerns(pack)
        if issues.tells_more(complaint, wrote, codes=codes, rules=rules):
            return False
        book.write(facts.Assigned(agent=issue.agent, how=HOW), by=BY, now=now)
        shared = number_of(issue.first or case_id, "K")
        for step in open_steps(book.state, pack, before=DECISION):
            words = texts.keep_for(case_id, shared, mint=mint)
            book.write(facts.StepDone(step=step.id, words=words, marks=step.marks), by=BY, now=now)
        draft = _draft(case_id, issue, lang=complaint.received.locale)
        proposal = proposal_of(book.state, draft, pack=pack, by=issue.agent, mint=mint, now=now)
        book.write(proposal, by=f"agent:{issue.agent}", now=now)  # who wrote the answer has a hand in it
        if not decisions.is_complete(book.state):
            raise Refused(No.NOT_IN_THIS_STATE, status=book.state.status.value)
        deciding.decide(book, pack=pack, by=BY, now=now)
        unread = facts.MatchAnswered(first=issue.first or case_id, decision=len(book.state.decisions))
        book.write(unread, by=BY, now=now)
    return True


def _draft(case_id: CaseId, issue: Issue, *, lang: str) -> Draft:
    """Return the answer in the language of whoever complained."""
    text = known_of(case_id, issue).answer.say(lang)
    return Draft(outcome=Outcome.ANSWERED, clause=None, findings=(), measures=(), for_complainant=text)


def leave_to_a_person(case_id: CaseId, *, now: datetime) -> None:
    """Tell whoever complained what is known, where the answer may not be given without a person."""
    case = read_case(case_id)
    if case.issue is not None and issues.is_open(case.issue):
        tell_known(case, again=False, now=now)


def late(*, now: datetime, limit: int) -> Sequence[CaseId]:
    """Return whose day has passed and that nobody was alarmed about."""
    return [case for (case,) in asked("SELECT case_id FROM issue WHERE due_at <= %s LIMIT %s", now, limit)]


def noted_late(several: Iterable[CaseId]) -> None:
    """Note that a lead was alarmed about these."""
    for one in several:
        IssueRow.objects.filter(bucket=bucket_of(one), case_id=one).update(due_at=None)
