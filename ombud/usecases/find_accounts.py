"""Ask the host who is behind what came in, so that nobody is handed a case about themselves.

Asked without any lock and in a chore of its own: a host that hangs delays neither sorting nor dispatch. A worker that
dies leaves the question due again.
"""

from datetime import datetime
from typing import Final

from ombud.adapters.platform.contract import HostSubject, LookedUp, Platform, RefusedByHost, Unreachable
from ombud.store import subjects
from ombud.store.subjects import Named
from ombud.store.transactions import one_transaction

LOOKED_AT: Final = 32


def find_accounts(*, platform: Platform, now: datetime, limit: int = LOOKED_AT) -> int:
    """Ask about things whose time has come, at most so many, and return how many were asked about."""
    asked = 0
    for named in subjects.to_look_up(now=now, limit=LOOKED_AT):
        if not one_transaction(subjects.lease_look)(named, now=now):
            continue
        answer = platform.look_up(HostSubject(named.platform, named.kind, named.external), now=now)
        _keep(named, answer)
        asked += 1
        if asked == limit:
            break
    return asked


@one_transaction
def _keep(named: Named, answer: LookedUp | RefusedByHost | Unreachable) -> None:
    """Write down which account it is; who cannot be reached is asked again, who names nobody is not."""
    match answer:
        case Unreachable():
            return
        case LookedUp(seen=seen) if seen.account is not None:
            account = subjects.keep(named.platform, "account", seen.account.id)
            subjects.link(named.id, account=account)
        case _:
            subjects.give_up_looking(named.id)
