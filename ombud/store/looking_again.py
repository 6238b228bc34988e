"""How is every decision looked at again that a clause in doubt was used for? Some cases at a time, each in a commit of its own.

1. Which cases were decided under the clause in that time is read page by page; how far it got is written after each page.
2. What somebody judges anew just then, or has since it began, is left: that was another look. So is what was looked at before because
   of the clause, and what can no longer be read.
3. The next page waits while letters to the accounts of the last are still in line, so that nobody else's stand behind five thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from ombud.core import clauses, facts
from ombud.core.facts import Line
from ombud.core.ids import Mint, bucket_of
from ombud.core.notices import REOPENED, Under
from ombud.core.receipts import number_of
from ombud.core.refusals import Refused
from ombud.core.vocabulary import CaseId
from ombud.store import redress, reopening, texts
from ombud.store.asking import asked
from ombud.store.ledger import open_case, read_lines
from ombud.store.models import RedressRow
from ombud.store.redress import AHEAD, PAGE
from ombud.store.transactions import one_transaction

BY: Final = "chore:again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How far it is: cases still to be opened again, opened, judged by somebody else, fallen, and of those restored by the host."""

    clause: str
    since: datetime
    until: datetime
    left: int
    opened: int
    judged: int
    fell: int
    restored: int

    @property
    def whole(self) -> int:
        """Return how many cases are looked at."""
        return self.left + self.opened


_STILL: Final = (
    " FROM clause_use u JOIN case_row c ON c.bucket = u.bucket AND c.id = u.case_id WHERE u.clause = %s AND u.stands"
    " AND u.again IS NULL AND u.at BETWEEN %s AND %s AND (u.judged_at IS NULL OR u.judged_at <= %s)"
    " AND c.status IN ('decided', 'closed')"
)
_FAR: Final = """
SELECT count(*), count(*) FILTER (WHERE judged), count(*) FILTER (WHERE fell), count(*) FILTER (WHERE fell AND NOT EXISTS (
  SELECT FROM host_order o WHERE o.case_id = w.case_id AND o.state NOT IN ('confirmed', 'needless', 'overridden')))
FROM (SELECT case_id, bool_and(fell_at IS NOT NULL) AS fell, bool_and(judged_at IS NOT NULL) AS judged FROM clause_use
  WHERE again = %s AND clause = %s AND at BETWEEN %s AND %s GROUP BY 1) w
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """That it began in the book of the case `first`, with the line `seq`, `at` a moment."""

    first: CaseId
    seq: int
    at: datetime
    fact: facts.AgainBegun

    @property
    def named(self) -> tuple[Any, ...]:
        """Return which decisions are meant."""
        return self.fact.clause, self.fact.since, self.fact.until

    @property
    def still(self) -> tuple[Any, ...]:
        """Return which of those are still to be opened again."""
        return *self.named, self.at


def turn(begun: Begun, *, mint: Mint, now: datetime) -> int:
    """Open a page of them again and return how many; note that nothing is due after the last."""
    first, seq = begun.first, begun.seq
    row = RedressRow.objects.get(bucket=bucket_of(first), case_id=first, seq=seq)
    if _in_line(first, now=now) > AHEAD:
        return 0
    page = f"SELECT DISTINCT u.case_id {_STILL} AND u.case_id > %s ORDER BY 1 LIMIT %s"
    found = asked(page, *begun.still, row.after or UUID(int=0), PAGE)
    if not found:
        redress.is_over(first, seq)
        return 0
    why = f"{number_of(first, 'K')}: {texts.read(first, begun.fact.words.id)}"
    done = sum(_open_again(case, begun, why=why, mint=mint, now=now) for (case,) in found)
    RedressRow.objects.filter(bucket=row.bucket, case_id=first, seq=seq).update(after=found[-1][0])
    return done


def _open_again(case_id: CaseId, begun: Begun, *, why: str, mint: Mint, now: datetime) -> bool:
    """Open one again; say no where somebody was there first, or its book lets nothing more happen."""
    try:
        return _reopen(case_id, begun, why=why, mint=mint, now=now)
    except Refused:
        return False


@one_transaction
def _reopen(case_id: CaseId, begun: Begun, *, why: str, mint: Mint, now: datetime) -> bool:
    with open_case(case_id) as book:
        if not clauses.is_to_look_at(book.state, begun.fact, at=begun.at):
            return False
        words = texts.keep_for(case_id, why, mint=mint)
        fact = begun.fact
        because = Under(clause=fact.clause, since=fact.since, until=fact.until)
        reopening.reopen_for_all(book, because, first=begun.first, words=words, by=BY, now=now)
    return True


def far(begun: Begun) -> Looked:
    """Return how far it is."""
    [(left,)] = asked(f"SELECT count(DISTINCT u.case_id) {_STILL}", *begun.still)
    [(opened, judged, fell, restored)] = asked(_FAR, begun.first, *begun.named)
    return Looked(
        clause=begun.fact.clause,
        since=begun.fact.since,
        until=begun.fact.until,
        left=left,
        opened=opened,
        judged=judged,
        fell=fell,
        restored=restored,
    )


def begun_in(lines: Iterable[Line], *, first: CaseId) -> tuple[Begun, ...]:
    """Return what began in the book of a case."""
    return tuple(
        Begun(first=first, seq=line.seq, at=line.at, fact=line.fact)
        for line in lines
        if isinstance(line.fact, facts.AgainBegun)
    )


def begun_under(clause: str) -> tuple[Begun, ...]:
    """Return every look under a clause that went as far as to open a case again, or is to, the oldest first."""
    found = asked(
        "SELECT again FROM clause_use WHERE clause = %s AND again IS NOT NULL UNION SELECT case_id FROM redress WHERE due_at IS NOT NULL",
        clause,
    )
    several = (
        one
        for (case,) in found
        for one in begun_in(read_lines(case), first=case)
        if one.fact.clause == clause
    )
    return tuple(sorted(several, key=lambda one: one.at))


def is_going_on(clause: str) -> bool:
    """Say whether pages of a look under this clause are still to come."""
    due = {*RedressRow.objects.exclude(due_at=None).values_list("case_id", "seq")}
    return any((one.first, one.seq) in due for one in begun_under(clause))


def _in_line(first: CaseId, *, now: datetime) -> int:
    """Return how many letters to accounts of the last pages have yet to be sent."""
    said = """
    SELECT count(*) FROM clause_use u JOIN letter l ON l.case_id = u.case_id AND l.side = 'account' AND l.template = %s
      AND l.due_at <= %s WHERE u.again = %s
    """
    [(count,)] = asked(said, REOPENED, now, first)
    return int(count)
