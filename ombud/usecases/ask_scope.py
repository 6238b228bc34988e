"""Ask the host whom a leak touched over a part of its systems, or write the figures down where it cannot say; whoever is new is named."""

from datetime import datetime
from typing import assert_never

from ombud.adapters.platform.contract import HostSubject, Platform, RefusedByHost, Scope, Unreachable
from ombud.core import containing, scopes
from ombud.core.affected import Touched
from ombud.core.ids import Mint
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import HOST, AgentId, CaseId
from ombud.store import affected, kin, subjects
from ombud.store import scopes as kept
from ombud.store.ledger import open_case, read_case
from ombud.store.transactions import one_transaction


def ask_scope(
    case_id: CaseId,
    *,
    system: str,
    opened_for: str = "",
    by: AgentId,
    platform: Platform,
    mint: Mint,
    now: datetime,
) -> bool:
    """Ask outside of any transaction; say whether it is another scope than was told before. Whoever holds the incident asks, or a lead.

    Raises: NOT_YOURS, NOT_THE_INCIDENT, BAD_INPUT, ASK_HOST where the host does not answer.
    """
    case, named = read_case(case_id), containing.name(system)
    kin.check_may(case, by, opened_for=opened_for, now=now)
    affected.check_may_tell(case)
    match platform.scope(HostSubject(HOST, containing.KIND, named), now=now):
        case Unreachable() | RefusedByHost():
            raise Refused(No.ASK_HOST, why="scope")
        case Scope() as told:
            return _keep(case_id, named, told, by=by, mint=mint, now=now)
        case answer:
            assert_never(answer)


@one_transaction
def _keep(case_id: CaseId, system: str, told: Scope, *, by: AgentId, mint: Mint, now: datetime) -> bool:
    several = tuple(
        Touched(account=one.account, lang=one.lang, child=one.child)
        for one in {one.account: one for one in told.accounts}.values()
    )
    kinds = scopes.data(told.kinds)
    with open_case(case_id) as book:
        affected.check_may_tell(book.state)
        answer = {
            "system": system,
            "since": told.since.isoformat(),
            "until": told.until.isoformat(),
            "kinds": dict(told.kinds),
            "accounts": kept.touched(several),
        }
        fresh = kept.keep(
            book,
            answer,
            kinds=kinds,
            time=(told.since, told.until),
            system=subjects.keep(HOST, containing.KIND, system),
            by=f"agent:{by}",
            mint=mint,
            now=now,
        )
        if fresh and several:
            affected.take_in(book, several, source=scopes.HOST_SAID, by=f"agent:{by}", now=now)
    return fresh


@one_transaction
def enter_scope(  # noqa: PLR0913 - all that one form says
    case_id: CaseId,
    *,
    persons: int,
    kinds: str,
    since: datetime | None,
    until: datetime | None,
    why: str,
    opened_for: str = "",
    by: AgentId,
    mint: Mint,
    now: datetime,
) -> bool:
    """Write down how many it touched where the host cannot say, and why; whom, is named by a list.

    Raises: NOT_YOURS, NOT_THE_INCIDENT, NEEDS_REASON, BAD_INPUT, BAD_TIME.
    """
    if not why.strip():
        raise Refused(No.NEEDS_REASON, field="scope_why")
    if not 0 < persons < scopes.MOST:
        raise Refused(No.BAD_INPUT, field="scope_persons")
    time, several = scopes.check_time(since, until, now=now), scopes.typed(kinds)
    with open_case(case_id) as book:
        kin.check_may(book.state, by, opened_for=opened_for, now=now)
        affected.check_may_tell(book.state)
        answer = {"why": why.strip(), "persons": persons, "kinds": {one.name: one.n for one in several}}
        return kept.keep(
            book, answer, kinds=several, time=time, system=None, by=f"agent:{by}", mint=mint, now=now
        )
