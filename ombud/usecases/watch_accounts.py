"""Ask the host about the accounts that are watched, and call a lead where somebody strange has come back."""

from datetime import datetime
from typing import Final

from ombud.adapters.platform.contract import HostSubject, LookedUp, Platform
from ombud.core.vocabulary import Role
from ombud.core.watching import odd
from ombud.store import alarms, watching
from ombud.store.alarms import Raised
from ombud.store.transactions import one_transaction
from ombud.store.watching import Watched

ODD: Final = "watched"
"""An alarm: something odd happened to an account that is watched."""


def watch_accounts(*, platform: Platform, now: datetime) -> int:
    """Raise one alarm for each odd change of a watched account, and return how many are new; who is not there is asked again."""
    raised = 0
    for one in watching.now_watched(now=now):
        answer = platform.look_up(HostSubject(one.platform, one.kind, one.external), now=now)
        if isinstance(answer, LookedUp):
            raised += _raise(one, odd(answer.seen.changes, since=one.since), now=now)
    return raised


@one_transaction
def _raise(one: Watched, changes: tuple[str, ...], *, now: datetime) -> int:
    said = (
        Raised(
            owner=one.case, kind=ODD, to_role=Role.LEAD.value, about=f"account:{one.external}", once=change
        )
        for change in changes
    )
    return alarms.put(said, now=now)
