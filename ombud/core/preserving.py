"""How long does the host keep what is evidence? As long as anybody may still ask for another look, or a law has it kept.

A snapshot ends by itself, so that nothing is kept for good by silence. Here silence would destroy what the other side, a court or the
police still need: it is taken anew before it ends, also after the case was closed,

1. while nothing is decided, or somebody looks again; while a body outside has it, or a hold stands;
2. while the other side has not been told, for its time to appeal has not begun;
3. until the time to appeal is over, and the least time for which files of such a kind are kept: half a year (TCO, art. 6), of sexual harm
   to a child a year (18 USC 2258A(h)). Both count from the decision, the report to an authority or the letter, whichever came last.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from ombud.core import retention
from ombud.core.case import BEFORE_DECISION, Case
from ombud.core.facts import Protected, Unprotected
from ombud.core.pack.authorities import whole
from ombud.core.pack.types import Pack
from ombud.core.shutting import AHEAD
from ombud.core.vocabulary import Side

KEEP: Final = "P1"
"""The measure that keeps a snapshot as evidence."""
RAN_OUT: Final = "expired"
"""Why what is provisional ends where its time was over."""
REPORTED: Final = "reported"
CONTENT: Final = "content"


def until(case: Case, held: Protected, *, pack: Pack, now: datetime) -> datetime | None:
    """Return until when evidence that is about to go is kept anew; None where it may go as it was said."""
    entry, ends = pack.measure(held.order.measure), held.order.until
    if held.order.measure != KEEP or entry is None or entry.limit is None or case.erased_at is not None:
        return None
    if ends is None or ends > now + AHEAD:
        return None
    most, needed = now + entry.limit, needed_until(case, pack=pack)
    last = most if needed is None else min(most, needed)
    return last if last > max(ends, now) else None


def needed_until(case: Case, *, pack: Pack) -> datetime | None:
    """Return until when evidence is needed; None while nobody can say."""
    open_yet = case.status in BEFORE_DECISION or case.on_appeal or case.decision is None
    if open_yet or case.holds or case.outside_at or case.is_withheld(Side.ACCOUNT):
        return None
    files = retention.rule_of(CONTENT, (case.code, *case.codes), pack=pack)
    least = files.least if files is not None else timedelta(0)
    return max(_since(case)) + max(least, pack.appeal(case.code).window)


def gone_too_early(case: Case, ended: Unprotected, *, pack: Pack, at: datetime) -> datetime | None:
    """Return until when evidence was needed whose time was let run out before; None where it might go."""
    ran_out = ended.why == RAN_OUT and case.erased_at is None
    kept = any(held.order.key == ended.key and held.order.measure == KEEP for held in case.protections)
    if not (ran_out and kept):
        return None
    until_then = needed_until(case, pack=pack) or datetime.max.replace(tzinfo=at.tzinfo)
    return until_then if at < until_then else None


def _since(case: Case) -> Iterator[datetime]:
    """Yield when it was decided each time, when the other side had its letter, and when an authority was told."""
    for past in case.decisions:
        yield past.at
        if past.heard_at is not None:
            yield past.heard_at
    yield from (at for code, at in case.moved if whole(code) == REPORTED)
