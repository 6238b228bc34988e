"""How is everybody put right whom a rule wronged? Some decisions of the host's at a time, and never ahead of the host.

1. Which decisions were made by the rule is read page by page; how far it got is written after each page.
2. One that has a case already is left to whoever works on it: it is set beside if it is open. One that was decided and did not give
   back what the rule took is opened again, for somebody without a hand in it: nobody restores it by itself against what a person
   found, and nobody has to ask twice. Where its book lets that happen no more a lead looks at it.
3. A page's cases begin in one commit, with one line in the first's book: its row is locked, all else is inserted. Each is then
   decided in a commit of its own. A process that dies leaves the page due again, and what was done is not done twice.
4. What the rules refuse to decide alike waits in its lane, begun and not decided.
5. The next page waits while orders and letters of the last are still in line, so that nobody else's stand behind five thousand.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from ombud.core import along, facts, kin
from ombud.core import redress as rules
from ombud.core.case import Case, Status
from ombud.core.ids import Mint, bucket_of
from ombud.core.notices import ByRule
from ombud.core.playbooks import CLOSE, open_steps
from ombud.core.receipts import number_of
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Beside, CaseId, Kinship, Outcome, Role, SubjectId, SubjectKind
from ombud.store import alarms, alike, deciding, packs, reopening, subjects, texts, wronged
from ombud.store.alarms import Raised
from ombud.store.asking import asked
from ombud.store.drafting import Draft
from ombud.store.ledger import finish, open_case, read_case, start_case
from ombud.store.models import RedressRow
from ombud.store.transactions import one_transaction

PAGE: Final = 20
"""How many are put right in one turn of the chore, so that five thousand hold up nobody."""
AHEAD: Final = 10
"""How many orders and letters of the last pages may still be in line when the next page is begun."""
AT_ONCE: Final = 4
"""How many cases have others put right in one turn: one with thousands holds up no other."""
BY: Final = "chore:redress"


def due(*, now: datetime) -> tuple[tuple[CaseId, int], ...]:
    """Return the cases that have waited longest with others to put right, and by which line; a look without a lock."""
    said = "SELECT case_id, seq FROM redress WHERE due_at <= %s ORDER BY due_at LIMIT %s"
    return tuple((case, seq) for case, seq in asked(said, now, AT_ONCE))


def is_over(first: CaseId, seq: int) -> None:
    """Note that nobody is left to put right."""
    RedressRow.objects.filter(bucket=bucket_of(first), case_id=first, seq=seq).update(due_at=None)


def turn(first: CaseId, seq: int, *, mint: Mint, now: datetime) -> int:
    """Put a page of them right and return how many decisions were looked at; note that nothing is due after the last."""
    row = RedressRow.objects.get(bucket=bucket_of(first), case_id=first, seq=seq)
    if _in_line(first, now=now) > AHEAD:
        return 0
    case = read_case(first)
    found = wronged.page(case, after=row.after, size=PAGE)
    if not found:
        is_over(first, seq)
        return 0
    for _, subject in found:
        _look_again(case, subject, mint=mint, now=now)
    leader = _begin(first, [subject for _, subject in found], mint=mint, now=now)
    draft = _draft(leader)
    for _, subject in found:
        _decide(leader, subject, draft=draft, mint=mint, now=now)
    RedressRow.objects.filter(bucket=row.bucket, case_id=first, seq=seq).update(after=found[-1][0])
    return len(found)


def _in_line(first: CaseId, *, now: datetime) -> int:
    """Return how many orders and letters of the last pages have yet to be sent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH last AS (SELECT kin FROM kin WHERE bucket = %s AND case_id = %s AND kinship = %s ORDER BY seq DESC LIMIT %s)"
            " SELECT (SELECT count(*) FROM host_order o JOIN last ON o.case_id = kin WHERE o.due_at <= %s)"
            " + (SELECT count(*) FROM letter l JOIN last ON l.case_id = kin WHERE l.side = 'account' AND l.due_at <= %s)",
            (bucket_of(first), first, Kinship.REDRESS.value, 2 * PAGE, now, now),
        )
        [(count,)] = cursor.fetchall()
        return int(count)


@one_transaction
def _begin(first: CaseId, several: Sequence[SubjectId], *, mint: Mint, now: datetime) -> Case:
    """Set cases beside the first for these decisions of the host's: those that are open, else new ones; return the first."""
    with open_case(first) as book:
        made = [_beside(book.state, subject, mint=mint, now=now) for subject in several]
        new = tuple(one for one in made if one and one not in along.beside(book.state))
        if new:
            book.write(facts.WrongedFound(cases=new), by=BY, now=now)
    _ask_only_about_strangers(first, new)
    return book.state


def _look_again(first: Case, subject: SubjectId, *, mint: Mint, now: datetime) -> None:
    """Open the case of a decision again where people judged that it stays; leave it where its book lets nothing more happen."""
    there = _latest(subject)
    if there is None or there[1] not in rules.SETTLED or there[0] == first.id:
        return
    with suppress(Refused):
        _reopen(first, there[0], mint=mint, now=now)


@one_transaction
def _reopen(first: Case, case_id: CaseId, *, mint: Mint, now: datetime) -> None:
    rule, begun = wronged.rule_of(first), first.redress
    with open_case(case_id) as book:
        if rule is None or begun is None or not rules.is_to_look_at(book.state, first=first.id):
            return
        words = texts.keep_for(case_id, f"{number_of(first.id, 'K')}: {_why(first)}", mint=mint)
        because = ByRule(clause=rule.clause, since=begun.since)
        reopening.reopen_for_all(book, because, first=first.id, words=words, by=BY, now=now)


def _beside(first: Case, subject: SubjectId, *, mint: Mint, now: datetime) -> CaseId | None:
    """Return the case of a decision, begun if there is none; none where one is over, which a lead looks at."""
    there = _latest(subject)
    if there is None:
        case_id = mint(bucket_of(subject))
        if _start(first, case_id, subject, mint=mint, now=now):
            return case_id
        there = _latest(subject)  # somebody complained in this very moment
    if there is None or there[1] != Status.CLOSED:
        return there and there[0]
    if there[0] not in along.beside(first):
        _look_at(first, there[0], now=now)
    return None


def _latest(subject: SubjectId) -> tuple[CaseId, str] | None:
    rows = subjects.cases_about(subject).order_by("-opened_at")
    return rows.values_list("id", "status").first()


def _look_at(first: Case, case_id: CaseId, *, now: datetime) -> None:
    """Let a lead look at a case that is over, gave nothing back and could not be opened again."""
    case = read_case(case_id)
    if not rules.gave_back(case) and not rules.was_looked_at(case, first=first.id):
        look = Raised(
            owner=case_id, kind=deciding.SISTERS, to_role=Role.LEAD.value, about=number_of(case_id, "K")
        )
        alarms.put((look,), now=now)


def _ask_only_about_strangers(first: CaseId, cases: Sequence[CaseId]) -> None:
    """Let nothing be due for those that begin here and whose account the host named when it told us of the decision."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kin k SET due_at = NULL FROM case_row c, subject s WHERE k.bucket = %s AND k.case_id = %s"
            " AND k.kin = ANY(%s) AND c.id = k.kin AND s.id = c.subject AND s.account IS NOT NULL"
            " AND EXISTS (SELECT FROM kin o WHERE o.case_id = k.kin AND o.kin = k.case_id AND o.how = %s)",
            (bucket_of(first), first, list(cases), Beside.BEGUN.value),
        )


def _start(first: Case, case_id: CaseId, subject: SubjectId, *, mint: Mint, now: datetime) -> bool:
    """Begin a case; say no if another on the same matter was there first."""
    pack = packs.in_force(first.opened.jurisdiction)
    opening = kin.opening(first, subject, kind=SubjectKind.DECISION, code=first.code, pack=pack)
    with transaction.atomic():
        new = start_case(case_id, opening, by=BY, now=now)
        words = texts.keep_for(case_id, _why(first), mint=mint)
        new.write(kin.begun(first, kinship=Kinship.REDRESS, words=words), by=BY, now=now)
        new.write(_shown(case_id, subject, mint=mint), by=BY, now=now)
        begun = finish(new)
        transaction.set_rollback(not begun)
    return begun


def _why(first: Case) -> str:
    """Return what a lead found wrong with the rule."""
    return texts.read(first.id, first.redress.words.id) if first.redress else ""


def _shown(case_id: CaseId, subject: SubjectId, *, mint: Mint) -> facts.EvidenceAdded:
    """Keep the decision itself as evidence, as the host told it."""
    told = subjects.decision_of(subject) or {}
    said = json.dumps(
        {name: told.get(name) for name in ("external", "clause", "automation", "effects", "reasons")}
    )
    return texts.keep_answer(case_id, said, source="host", mint=mint)


def _decide(leader: Case, subject: SubjectId, *, draft: Draft, mint: Mint, now: datetime) -> None:
    """Decide the new case as the first was; what the rules refuse waits in its lane."""
    there = subjects.cases_about(subject).filter(status=Status.QUEUED)
    case_id = there.values_list("id", flat=True).first()
    if case_id is None or case_id not in leader.wronged or not _is_begun_for(leader.id, case_id):
        return
    try:
        _settle(leader, case_id, draft=draft, mint=mint, now=now)
    except Refused:
        return


@one_transaction
def _settle(first: Case, case_id: CaseId, *, draft: Draft, mint: Mint, now: datetime) -> None:
    begun, decision = first.redress, first.decisions[-1]
    if begun is None:
        return
    by, second = decision.proposal.agent, begun.agent
    with open_case(case_id) as book:
        book.write(facts.Assigned(agent=by, how="alike"), by=BY, now=now)
        words = texts.keep_for(case_id, f"{number_of(first.id, 'K')}: {_why(first)}", mint=mint)
        proposal = alike.propose(
            book, first=first, draft=draft, why=_why(first), by=by, mint=mint, now=now, looked=False
        )
        book.write(facts.OfferedToSign(agent=second), by=BY, now=now)
        book.write(facts.Cosigned(no=proposal.no, agent=second), by=f"agent:{second}", now=now)
        pack = packs.of_case(book.state)
        deciding.decide(book, pack=pack, by=f"agent:{second}", now=now)
        shown = tuple(one.evidence for one in book.state.evidence)[-1:]
        left = open_steps(book.state, pack, before=CLOSE)
        for done in rules.steps(left, tools=rules.ANSWERED, shown=shown, words=words):
            book.write(done, by=BY, now=now)


def _draft(first: Case) -> Draft:
    """Return what was decided in the first in plain words; whoever did not complain reads what whoever did was told."""
    said = first.decisions[-1].proposal
    words = (said.for_complainant, said.for_account, *(one.words for one in said.findings))
    known = texts.read_many(first.id, [one.id for one in words if one is not None])
    told = known.get(said.for_complainant.id, "")
    return Draft(
        outcome=Outcome(said.outcome),
        clause=said.clause,
        findings=tuple((known.get(one.words.id, ""), one.evidence) for one in said.findings),
        measures=said.measures,
        for_complainant=told,
        for_account=known.get(said.for_account.id, told) if said.for_account else told,
    )


def _is_begun_for(first: CaseId, case_id: CaseId) -> bool:
    """Say whether a case was begun for this redress and nobody complained in it: else it is left to a person."""
    case = read_case(case_id)
    return not case.members and any(one.case == first and one.how == Beside.BEGUN for one in case.kin)
