"""Ask the host what it knows of a case's subject, and keep its answer as evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never
from uuid import UUID

from ombud.adapters.platform.contract import (
    HostSubject,
    LookedUp,
    Platform,
    RefusedByHost,
    Seen,
    Unreachable,
)
from ombud.adapters.platform.told import account_of, rulings, told
from ombud.core.case import OPEN
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, CaseId
from ombud.store import host_rulings, silencing, subjects, texts
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction

SOURCE: Final = "host"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the host said, the evidence it is kept as, and the account behind the subject."""

    evidence: UUID
    seen: Seen
    account: UUID | None


def look_up(case_id: CaseId, *, by: AgentId, platform: Platform, mint: Mint, now: datetime) -> Kept:
    """Ask outside of any transaction, then keep the very words under the case's key; only who holds the case asks.

    In a decided one that is in nobody's hands any more whoever has a part in it does: some steps look again later.
    """
    case = read_case(case_id)
    holds = by in {case.agent, case.signer} or case.is_finished_by(by)
    if case.status not in OPEN or not holds:
        raise Refused(No.NOT_YOURS, status=case.status.value)
    named = subjects.find(case.subject) if case.subject is not None else None
    if named is None:
        raise Refused(No.NOT_FOUND, field="subject")
    answer = platform.look_up(HostSubject(named.platform, named.kind, named.external), now=now)
    match answer:
        case Unreachable(why=why):
            raise Refused(No.NOT_FOUND, field="host", why=why.value)
        case RefusedByHost(detail=detail):
            raise Refused(No.NOT_FOUND, field="host", why=detail)
        case LookedUp():
            told_of, unknown = rulings(answer)
            host_rulings.keep_asked(named, told_of, unknown=unknown, mint=mint, now=now)
            account = _link(named, answer.seen)
            return _keep(case_id, answer, account=account, by=by, mint=mint, now=now)
        case _:
            assert_never(answer)


@one_transaction
def _link(named: subjects.Named, seen: Seen) -> UUID | None:
    """Write down who is behind it, in a commit of its own: it may lie in another bucket than the case."""
    if seen.account is None:
        return None
    account = subjects.keep(named.platform, "account", seen.account.id)
    if account != named.id:
        subjects.link(named.id, account=account, asks_on=host_rulings.is_awaited(named))
    return account


@one_transaction
def _keep(
    case_id: CaseId, answer: LookedUp, *, account: UUID | None, by: AgentId, mint: Mint, now: datetime
) -> Kept:
    with open_case(case_id) as book:
        said = answer.raw.decode("utf-8", "replace")
        fact = texts.keep_answer(case_id, said, source=SOURCE, mint=mint, size=len(answer.raw))
        book.write(fact, by=f"agent:{by}", now=now)
        book.write(told(answer.seen), by=f"agent:{by}", now=now)
        silencing.place(book, account_of(answer.seen).place, by=f"agent:{by}", now=now)
    return Kept(evidence=fact.evidence, seen=answer.seen, account=account)
