"""How long does an account stay shut that goes back to its owner? Until it is back, however slow anybody is.

What is provisional ends by itself, so that silence takes nothing from anybody for good. Here silence would give: two people found
that somebody else sits in the account, and it is not back yet, because it cools down, because a letter is late, or because somebody
said "that was not me" and another person looks again. What keeps it shut is taken anew until then, each time with an end and a letter.

Before anything is decided a lock ends by itself, but never in silence: a lead is warned a day before. From then on whoever has the case, or
a lead, may take it anew with a reason, where what it was taken on still holds; a second person must stand by that before the first
one would have ended, or it ends then. It never lasts longer than the pack says altogether. Whoever waits for the account is told both ways.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ombud.core import announcing, decisions, enforcement, facts, proving
from ombud.core.case import Case
from ombud.core.pack.types import Pack
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import OVERTURNS, ComplaintId, Severity

LOCK: Final = "P5"
"""The measure that locks an account for its owner: whoever was in it is out."""
HIDE: Final = "P2"
"""The measure that hides an item until it is looked at."""
AHEAD: Final = timedelta(hours=1)
"""How long before its end it is taken anew, so that there is no moment without."""
PROLONGED: Final = "prolonged"
"""Why the earlier one ends."""
LAST_DAY: Final = timedelta(days=1)
"""How long before its end a lead is warned of a lock, and people may take it anew."""
LEVEL: Final = "A2"
"""Who stands by a lock that was taken anew: a second person."""


def waits(case: Case) -> bool:
    """Say whether an account waits to go back by a decision that stands."""
    return any(announcing.cools_down(past) for past in announcing.waiting(case))


def is_back(case: Case) -> bool:
    """Say whether an account went back to somebody by this case: whoever reads its inbox then is its owner."""
    gave = (past for past in case.decisions if past.proposal.gives_to is not None)
    return any(order.measure == enforcement.RESTORE for past in gave for order in past.orders)


def gives_to(case: Case) -> ComplaintId | None:
    """Return to whom an account goes, or went, by what was decided last and stands; None where nobody gets it."""
    given = None
    for past in case.decisions:
        given = None if past.proposal.ruling in OVERTURNS else given
        given = past.proposal.gives_to or given
    return given


def was_given(case: Case, *, by: int) -> bool:
    """Say whether an account was given to somebody by this decision of the case or one before it, whatever came of that."""
    return any(past.no <= by and past.proposal.gives_to is not None for past in case.decisions)


def lasts(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> bool:
    """Say whether a provisional measure that is about to end is taken anew: it keeps shut what is not back yet."""
    entry, until = pack.measure(held.order.measure), held.order.until
    about_to_end = until is not None and until <= now + AHEAD
    return about_to_end and entry is not None and entry.protective and entry.takes and waits(case)


def stays_hidden(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> bool:
    """Say whether what was hidden and is about to be seen again is hidden anew, because nobody has decided yet.

    Of a child, of an intimate image and in danger to life nothing is shown again by silence: it is hidden anew, and somebody is called.
    """
    until = held.order.until
    about_to_end = until is not None and until <= now + AHEAD
    guarded = case.severity is Severity.S0 or pack.category(case.code).clearance is not None
    return about_to_end and guarded and held.order.measure == HIDE and held in case.provisional


# --- before anything is decided ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """A lock taken anew before any decision: `since` when it holds altogether, `until` when, looked at when."""

    since: datetime
    until: datetime
    review_at: datetime


def is_undecided(case: Case, held: facts.Protected) -> bool:
    """Say whether this locks an account before anything is decided about whose it is."""
    lock = held.order.measure == LOCK and held.order.until is not None
    return lock and held in case.provisional and case.was_about_account and not waits(case)


def warns_at(case: Case, held: facts.Protected) -> datetime | None:
    """Return when a lead is warned that a lock ends; None where it is none, or does not end by itself."""
    until = held.order.until
    return until - LAST_DAY if until is not None and is_undecided(case, held) else None


def anew(case: Case, held: facts.Protected, *, pack: Pack, now: datetime) -> Anew:
    """Return how a lock is taken anew; what it was taken on must still hold.

    Raises: MEASURE_NOT_ALLOWED, LOCK_RUNS, NEEDS_VERIFICATION, LOCKED_LONGEST.
    """
    entry, until, warned = pack.measure(held.order.measure), held.order.until, warns_at(case, held)
    if entry is None or entry.limit is None or entry.longest is None or until is None or warned is None:
        raise Refused(No.MEASURE_NOT_ALLOWED, measure=held.order.measure)
    if now < warned:
        raise Refused(No.LOCK_RUNS, at=warned)
    proving.check_protects(case, entry, pack=pack)
    since = held.since or until - entry.limit
    limit, review_at = decisions.until(entry, now)
    ends = min(limit, since + entry.longest)
    if ends <= until:
        raise Refused(No.LOCKED_LONGEST, at=until)
    return Anew(since=since, until=ends, review_at=min(review_at, ends - LAST_DAY))
