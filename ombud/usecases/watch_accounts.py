"""Ask the host about the accounts that are watched, and lock at once what may be in other hands again."""

from datetime import datetime

from ombud.adapters.platform.contract import HostSubject, LookedUp, Platform
from ombud.core.ids import Mint
from ombud.core.watching import odd
from ombud.store import taken_again, watching
from ombud.store.taken_again import Told


def watch_accounts(*, platform: Platform, mint: Mint, now: datetime) -> int:
    """Let each odd change of a watched account be answered for once, and return how many are new; who is not there is asked again."""
    new = 0
    for one in watching.now_watched(now=now):
        answer = platform.look_up(HostSubject(one.platform, one.kind, one.external), now=now)
        if isinstance(answer, LookedUp):
            changes = odd(answer.seen.changes, since=one.since)
            new += taken_again.hear(Told(about=one, changes=changes, raw=answer.raw), mint=mint, now=now)
    return new
