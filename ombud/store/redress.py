"""How is everybody put right whom a rule wronged? Some decisions of the host's at a time, each in a commit of its own.

1. Which decisions were made by the rule is read page by page; how far it got is written after each page.
2. One that has a case already is left to whoever works on it, or decided it: it is set beside if it is open, and no more.
3. A new case is begun and decided in one commit, which locks the first case's row alone: all else is inserted. A process that
   dies leaves the page due again, and what was done is not done twice.
4. What the rules refuse to decide alike waits in its lane, begun and not decided.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from ombud.core import along, facts, kin
from ombud.core.case import Case, Status
from ombud.core.ids import Mint, bucket_of
from ombud.core.redress import Rule
from ombud.core.refusals import Refused
from ombud.core.vocabulary import Beside, CaseId, Kinship, Outcome, SubjectId, SubjectKind
from ombud.store import alike, deciding, packs, subjects, texts
from ombud.store.drafting import Draft
from ombud.store.ledger import Book, finish, open_case, read_case, start_case
from ombud.store.models import Case as CaseRow
from ombud.store.models import HostDecision, RedressRow
from ombud.store.transactions import one_transaction

PAGE: Final = 20
"""How many are put right in one turn of the chore, so that five thousand hold up nobody."""
BY: Final = "chore:redress"
MEDIA: Final = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many a rule wronged, how many of them were put right, and how many the host has confirmed."""

    wronged: int
    decided: int
    restored: int


def rule_of(case: Case) -> Rule | None:
    """Return the rule by which the host made the decision that a case is about."""
    named = subjects.find(case.subject) if case.subject else None
    row = HostDecision.objects.filter(bucket=bucket_of(named.id), subject=named.id).first() if named else None
    if named is None or row is None or not row.automated:
        return None
    said = {name: str(row.automation.get(name) or "") for name in ("model", "version")}
    return Rule(platform=named.platform, clause=row.clause, **said)


def due(*, now: datetime) -> tuple[CaseId, ...]:
    """Return the cases whose victims are to be put right; a look without a lock."""
    rows = RedressRow.objects.filter(due_at__lte=now).order_by("due_at")
    return tuple(rows.values_list("case_id", flat=True)[:1])


def turn(first: CaseId, *, mint: Mint, now: datetime) -> int:
    """Put a page of them right and return how many decisions were looked at; note that nothing is due after the last."""
    row = RedressRow.objects.get(bucket=bucket_of(first), case_id=first)
    found = _page(read_case(first), after=row.after)
    for _, subject in found:
        _begin(first, subject, mint=mint, now=now)
        _decide(first, subject, mint=mint, now=now)
    done = RedressRow.objects.filter(bucket=bucket_of(first), case_id=first, seq=row.seq)
    if found:
        done.update(after=found[-1][0])
    else:
        done.update(due_at=None)
    return len(found)


_BY_RULE: Final = (
    " FROM host_decision WHERE clause = %s AND automated AND automation->>'model' = %s AND automation->>'version' = %s"
    " AND at >= %s AND subject <> %s"
)


def _asked(case: Case) -> tuple[Any, ...]:
    rule, begun = rule_of(case), case.redress
    if rule is None or begun is None:
        return ()
    return rule.clause, rule.model, rule.version, begun.since, case.subject


def _page(case: Case, *, after: UUID | None) -> list[tuple[UUID, SubjectId]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, subject {_BY_RULE} AND id > %s ORDER BY id LIMIT %s",
            (*_asked(case), after or UUID(int=0), PAGE),
        )
        return list(cursor.fetchall())


def progress(case: Case) -> Progress | None:
    """Return how far a redress is; nothing where none was begun."""
    if case.redress is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_BY_RULE}", _asked(case))
        [(wronged,)] = cursor.fetchall()
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM host_order o WHERE o.case_id = c.id"
            " AND o.state NOT IN ('confirmed', 'needless', 'overridden'))) FROM kin k JOIN case_row c ON c.id = k.kin"
            " WHERE k.bucket = %s AND k.case_id = %s AND k.kinship = %s AND c.status IN ('decided', 'closed')",
            (bucket_of(case.id), case.id, Kinship.REDRESS.value),
        )
        [(decided, restored)] = cursor.fetchall()
    return Progress(wronged=wronged, decided=decided, restored=restored)


@one_transaction
def _begin(first: CaseId, subject: SubjectId, *, mint: Mint, now: datetime) -> None:
    """Set a case beside the first for one decision of the host's: one that is open, else a new one; one that is over stays so."""
    with open_case(first) as book:
        rows = CaseRow.objects.filter(bucket=bucket_of(subject), subject=subject).order_by("-opened_at")
        there = rows.values_list("id", "status").first()
        if book.state.redress is None or (
            there and (there[1] == Status.CLOSED or there[0] in along.led(book.state))
        ):
            return
        case_id = there[0] if there else mint(bucket_of(subject))
        if there is None:
            _start(book, case_id, subject, mint=mint, now=now)
        words = book.state.redress.words
        book.write(kin.leads(case_id, kinship=Kinship.REDRESS, words=words), by=BY, now=now)


def _start(book: Book[Case], case_id: CaseId, subject: SubjectId, *, mint: Mint, now: datetime) -> None:
    first = book.state
    pack = packs.in_force(first.opened.jurisdiction)
    opening = kin.opening(first, subject, kind=SubjectKind.DECISION, code=first.code, pack=pack)
    new = start_case(case_id, opening, by=BY, now=now)
    why = texts.read_many(first.id, (first.redress.words.id,)) if first.redress else {}
    words = texts.keep_for(case_id, next(iter(why.values()), ""), mint=mint)
    new.write(kin.begun(first, kinship=Kinship.REDRESS, words=words), by=BY, now=now)
    new.write(_shown(case_id, subject, mint=mint), by=BY, now=now)
    finish(new)


def _shown(case_id: CaseId, subject: SubjectId, *, mint: Mint) -> facts.EvidenceAdded:
    """Keep the decision itself as evidence, as the host told it."""
    told = subjects.decision_of(subject) or {}
    said = json.dumps(
        {name: told.get(name) for name in ("external", "clause", "automation", "effects", "reasons")}
    )
    words = texts.keep_for(case_id, said, mint=mint)
    return facts.EvidenceAdded(
        evidence=words.id, digest=words.digest, media=MEDIA, size=len(said.encode()), source="host"
    )


def _decide(first: CaseId, subject: SubjectId, *, mint: Mint, now: datetime) -> None:
    """Decide the new case as the first was; what the rules refuse waits in its lane."""
    leader = read_case(first)
    there = CaseRow.objects.filter(bucket=bucket_of(subject), subject=subject, status=Status.QUEUED)
    case_id = there.filter(id__in=along.led(leader)).values_list("id", flat=True).first()
    if case_id is None or not _is_begun_for(first, case_id):
        return
    try:
        _settle(leader, case_id, mint=mint, now=now)
    except Refused:
        return


@one_transaction
def _settle(first: Case, case_id: CaseId, *, mint: Mint, now: datetime) -> None:
    begun, decision = first.redress, first.decisions[-1]
    if begun is None:
        return
    by, second = decision.proposal.agent, begun.agent
    draft = _draft(first)
    with open_case(case_id) as book:
        book.write(facts.Assigned(agent=by, how="alike"), by=BY, now=now)
        why = next(iter(texts.read_many(first.id, (begun.words.id,)).values()), "")
        proposal = alike.propose(
            book, first=first, draft=draft, why=why, by=by, mint=mint, now=now, looked=False
        )
        book.write(facts.OfferedToSign(agent=second), by=BY, now=now)
        book.write(facts.Cosigned(no=proposal.no, agent=second), by=f"agent:{second}", now=now)
        deciding.decide(book, pack=packs.of_case(book.state), by=f"agent:{second}", now=now)


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
