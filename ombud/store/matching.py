"""Which answers to a known fault has nobody held against the complaint yet, and how is a case opened that is about something else?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import connection

from ombud.core import appeals, facts, issues
from ombud.core.case import Case, Match
from ombud.core.issues import Known
from ombud.core.notices import ISSUE_OTHER
from ombud.core.receipts import number_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import CASE_WORK, AgentId, CaseId, Role, Side
from ombud.store import fitting, letters, members, overhearing, packs
from ombud.store import issues as known_issues
from ombud.store.caseviews import MOST
from ombud.store.ledger import Book, read_case
from ombud.store.staff import Colleague

_WAITING: Final = (
    "SELECT id FROM case_row WHERE match_at IS NOT NULL AND NOT sealed"
    " AND (lane = ANY(%(lanes)s) OR %(lead)s) ORDER BY match_at, id LIMIT %(limit)s"
)
_LONG_UNREAD: Final = "SELECT id FROM case_row WHERE match_at <= %(before)s ORDER BY match_at, id LIMIT 1"
_COUNTED: Final = f"SELECT count(*) FROM ({_WAITING}) AS waiting"  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A complaint that was answered with what is known of a fault, in the words of whoever wrote it."""

    case: CaseId
    number: str
    answered_at: datetime
    known: Known
    first: str
    wrote: tuple[str, ...] = field(repr=False)


def waiting(person: Colleague, *, now: datetime, limit: int) -> tuple[Unread, ...]:
    """Return those that somebody may read, the oldest first; a look without a lock."""
    found = (read_case(one) for one in _ids(_WAITING, **_asked(person, now=now, limit=limit)))
    return tuple(one for case in found if may_read(case, person, now=now) for one in _unread(case))


def count(person: Colleague, *, now: datetime) -> int:
    """Count those of somebody's lanes; the number stops at `MOST`."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, _asked(person, now=now, limit=MOST))
        return int(cursor.fetchone()[0])


def long_unread(*, now: datetime) -> tuple[CaseId, ...]:
    """Return the oldest that nobody has read for too long, if there is one."""
    return _ids(_LONG_UNREAD, before=now - issues.UNREAD)


def _asked(person: Colleague, *, now: datetime, limit: int) -> dict[str, Any]:
    lanes = [lane for lane, until in person.lanes.items() if until > now]
    return {"lanes": lanes, "lead": Role.LEAD in person.roles, "limit": limit}


def _ids(statement: str, **asked: Any) -> tuple[CaseId, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return tuple(one for (one,) in cursor.fetchall())


def _unread(case: Case) -> Iterator[Unread]:
    """Yield what was answered, unless somebody read it meanwhile."""
    if case.issue is None or case.issue.first is None or case.decision is None or not case.unread_match:
        return
    yield Unread(
        case=case.id,
        number=number_of(case.id, "K"),
        answered_at=case.decision.at,
        known=known_issues.known_in(case),
        first=number_of(case.issue.first, "K"),
        wrote=overhearing.said(case.id),
    )


def may_read(case: Case, person: Colleague, *, now: datetime) -> bool:
    """Say whether somebody may say of a case whether it is the fault: who could have been given it, or a lead."""
    try:
        check_may_read(case, person, now=now)
    except Refused:
        return False
    return True


def check_may_read(case: Case, person: Colleague, *, now: datetime) -> None:
    """Refuse somebody who is kept out of the case or tied to it, or to whom nobody could give it; a lead reads every one."""
    if person.id in case.kept_out or case.sealed or person.roles.isdisjoint(CASE_WORK):
        raise Refused(No.NOT_ALLOWED)
    fitting.check_untied(case, person)
    if Role.LEAD not in person.roles:
        fitting.check_given(case, person, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """That a complaint is about something else than the fault: `by` whom in the book, an `agent` or whoever complained."""

    by: str
    words: facts.Words
    agent: AgentId | None = None


def open_anew(book: Book[Case], answered: Match | None, denied: Denied, *, now: datetime) -> None:
    """Open a case again that was answered with a fault that it is not about, and tell whoever complained who looks by when.

    One that nobody has decided waits for a person as it is.
    """
    known = known_issues.known_in(book.state)
    complaint = members.first(book.id, limit=1)[0].complaint
    if answered is not None:
        asked = appeals.asked(
            book.state,
            decision=answered.decision,
            side=Side.COMPLAINANT.value,
            letter=letters.outcome_id(complaint, case_id=book.id, decision=answered.decision),
            words=denied.words,
            complaint=complaint,
            unread=True,
        )
        book.write(asked, by=denied.by, now=now)
    book.write(facts.MatchRead(fits=False, agent=denied.agent), by=denied.by, now=now)
    pack = packs.of_case(book.state)
    until = letters.review_by(book.state, pack=pack, since=now)
    letters.of_issue(book.state, ISSUE_OTHER, known, until=until, pack=pack, now=now)
