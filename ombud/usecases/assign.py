"""Let a lead assign a case, or take back an absent agent's cases, in one act and with a reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from ombud.core import facts
from ombud.core.case import Case, Status
from ombud.core.ids import Mint, bucket_of
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId, Role, Severity
from ombud.store import access, calling, exposure, fitting, staff, texts
from ombud.store.ledger import Book, open_case
from ombud.store.staff import Colleague
from ombud.store.transactions import one_transaction

GRANT_FOR: Final = timedelta(hours=24)
"""How long a lead's assignment of an S0 case opens its sealed material."""
GRANT: Final = "grant"
"""What another lead is called about who is to let the first open what is sealed."""


@one_transaction
def assign(
    cases: Iterable[CaseId],
    *,
    to: AgentId | None,
    reason: str,
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> tuple[CaseId, ...]:
    """Take cases back, and give them to somebody who may have them; without `to` they return to their lanes.

    The dispatcher's rules hold for a lead as well: lane, language, clearance, no hand or tie in the case, the day's
    dose and the rest after a danger. None is waived but presence. In S0 the assignment is the grant to open what is
    sealed; a lead who takes it on is granted nothing by themselves, and another is called. But for a danger nobody assigns
    to themselves: nobody picks a named case.
    """
    if not reason.strip():
        raise Refused(No.NEEDS_REASON)
    lead = staff.colleague(by)
    agent = staff.colleague(to) if to else None
    return tuple(
        _move(case_id, agent=agent, reason=reason, lead=lead, mint=mint, now=now) for case_id in cases
    )


def _move(
    case_id: CaseId,
    *,
    agent: Colleague | None,
    reason: str,
    lead: Colleague,
    mint: Mint,
    now: datetime,
) -> CaseId:
    with open_case(case_id) as book:
        if not access.leads(book.state, lead):
            raise Refused(No.NOT_ALLOWED)
        words = texts.keep_for(case_id, reason, mint=mint)
        if book.state.agent is not None and book.state.status is not Status.DECIDED:
            exposure.note(book.state, agent=book.state.agent, now=now)
            back = facts.Returned(agent=book.state.agent, why="taken_back", words=words)
            book.write(back, by=f"agent:{lead.id}", now=now)
        if agent is not None:
            _give(book, agent=agent, words=words, lead=lead, mint=mint, now=now)
    return case_id


def _give(
    book: Book[Case],
    *,
    agent: Colleague,
    words: facts.Words,
    lead: Colleague,
    mint: Mint,
    now: datetime,
) -> None:
    case = book.state
    if agent.id == lead.id and case.severity is not Severity.S0:
        raise Refused(No.NOT_ALLOWED)
    if case.status not in (Status.QUEUED, Status.DECIDED):
        raise Refused(No.NOT_IN_THIS_STATE, status=case.status.value)
    fitting.check_given(case, agent, now=now)
    grant = None
    if case.sealed and case.severity is Severity.S0 and agent.id == lead.id:
        calling.call(book, Role.LEAD.value, about=GRANT, by=f"agent:{lead.id}", now=now)
    elif case.sealed and case.severity is Severity.S0:
        grant = mint(bucket_of(case.id))
        opened = facts.Granted(grant=grant, agent=agent.id, words=words, until=now + GRANT_FOR)
        book.write(opened, by=f"agent:{lead.id}", now=now)
        staff.keep_grant(
            grant,
            case_id=case.id,
            bucket=bucket_of(case.id),
            agent=agent.id,
            manager=lead.id,
            until=opened.until,
        )
    given = facts.Assigned(agent=agent.id, how="lead", words=words, grant=grant)
    book.write(given, by=f"agent:{lead.id}", now=now)
