"""Ask the host who looked at somebody's data, or enter its log where it cannot answer; either is kept as evidence."""

from datetime import datetime
from typing import assert_never
from uuid import UUID

from ombud.adapters.platform.contract import (
    Accesses,
    HostSubject,
    Platform,
    RefusedByHost,
    Unreachable,
)
from ombud.core import accesses
from ombud.core.accesses import BY_HAND, BY_HOST, Log, Looked
from ombud.core.ids import Mint
from ombud.core.pack.tools import ACCESS
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, AgentId, CaseId, SubjectKind
from ombud.store import accesses as kept
from ombud.store import staff, texts
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction


def ask_who_looked(
    case_id: CaseId,
    *,
    account: str,
    since: datetime | None,
    until: datetime | None,
    by: AgentId,
    platform: Platform,
    mint: Mint,
    now: datetime,
) -> UUID:
    """Ask outside of any transaction, and keep the whole answer under the case's key; return it as evidence.

    Raises: NOT_YOURS, HAND_IN_IT, BAD_INPUT, BAD_TIME, ASK_HOST where the host does not answer.
    """
    case = read_case(case_id)
    kept.check_ask(case, staff.colleague(by))
    first, last = accesses.check_asked(account, since=since, until=until, now=now)
    kept.check_account(case, account.strip())
    subject = HostSubject(HOST, SubjectKind.ACCOUNT.value, account.strip())
    match platform.accesses(subject, since=first, until=last, now=now):
        case Unreachable() | RefusedByHost():
            raise Refused(No.ASK_HOST, why="log")
        case Accesses(looks=looks):
            several = (
                Looked(at=one.at.isoformat(), who=one.who, what=one.what, ticket=one.ticket) for one in looks
            )
            log = Log(
                source=BY_HOST,
                account=subject.id,
                since=first.isoformat(),
                until=last.isoformat(),
                looks=tuple(several),
            )
            return _keep(case_id, log, by=by, mint=mint, now=now)
        case answer:
            assert_never(answer)


def enter_who_looked(
    case_id: CaseId, *, account: str, text: str, why: str, by: AgentId, mint: Mint, now: datetime
) -> UUID:
    """Keep a log that somebody got by another way, with why the host did not answer.

    Raises: NOT_YOURS, HAND_IN_IT, BAD_INPUT, NEEDS_REASON.
    """
    case = read_case(case_id)
    kept.check_ask(case, staff.colleague(by))
    accesses.check_entered(text, why)
    if account.strip():
        kept.check_account(case, account.strip())
    log = Log(source=BY_HAND, account=account.strip(), since="", until="", text=text, why=why.strip())
    return _keep(case_id, log, by=by, mint=mint, now=now)


@one_transaction
def _keep(case_id: CaseId, log: Log, *, by: AgentId, mint: Mint, now: datetime) -> UUID:
    with open_case(case_id) as book:
        kept.check_ask(book.state, staff.colleague(by))
        fact = texts.keep_answer(case_id, accesses.written(log), source=ACCESS, mint=mint)
        book.write(fact, by=f"agent:{by}", now=now)
    return fact.evidence
