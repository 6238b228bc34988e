"""Who may take which case, and which one is next?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ombud.core.pack.types import Paging
from ombud.core.refusals import No
from ombud.core.vocabulary import AgentId, CaseId, Lang

NO_PROMISE: Final = timedelta(days=15)
"""After how long a case without any deadline is treated as due, so that it never starves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a case asks of whoever takes it.

    `parties` are random ids or keyed hashes of everybody the case is about (accounts, persons), `hands` those who
    took part in the decision under appeal.
    """

    case: CaseId
    lane: str
    lang: str
    s0: bool
    start_by: datetime | None
    opened_at: datetime
    exposure: str
    clearances: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    hands: frozenset[AgentId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What an agent brings.

    `lanes` says until when each certificate is valid, `ties` are their own accounts and declared relations,
    `tired_of` and `closed_to` the classes of exposure past the day's soft and hard cap, `rests_from` those that wait
    until a rest is over: a danger among them goes to somebody else. Whose hands are `full` gets dangers only.
    """

    agent: AgentId
    present: bool
    lanes: Mapping[str, datetime]
    langs: frozenset[str]
    clearances: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    tired_of: frozenset[str] = frozenset()
    closed_to: frozenset[str] = frozenset()
    rests_from: frozenset[str] = frozenset()
    full: bool = False


def queue_key(wanted: Wanted) -> tuple[bool, datetime, datetime]:
    """Return the place in the queue: danger first, then by when work must begin, then by age."""
    due = wanted.opened_at + NO_PROMISE if wanted.start_by is None else wanted.start_by
    return not wanted.s0, due, wanted.opened_at


def may_take(wanted: Wanted, candidate: Candidate, *, now: datetime) -> No | None:
    """Return the first reason why this agent may not have this case, or None if they may."""
    return next((no for no, holds in _REASONS if holds(wanted, candidate, now)), None)


def first_for(candidate: Candidate, waiting: Iterable[Wanted], *, now: datetime) -> Wanted | None:
    """Return the case this agent gets, however the waiting ones are ordered; None if none is for them."""
    fitting = (wanted for wanted in waiting if may_take(wanted, candidate, now=now) is None)
    return min(fitting, key=queue_key, default=None)


def _not_certified(wanted: Wanted, candidate: Candidate, now: datetime) -> bool:
    valid_until = candidate.lanes.get(wanted.lane)
    return valid_until is None or valid_until <= now


def _no_language(wanted: Wanted, candidate: Candidate, _: datetime) -> bool:
    """Say whether nobody here could read it; a text in no language we know may go to anybody with the lane."""
    return wanted.lang != Lang.UND and wanted.lang not in candidate.langs


def _no_clearance(wanted: Wanted, candidate: Candidate, _: datetime) -> bool:
    return not wanted.clearances <= candidate.clearances


def _dose_spent(wanted: Wanted, candidate: Candidate, _: datetime) -> bool:
    """Say whether it would be too much for today; a danger to life may pass the soft cap, never the hard one."""
    if wanted.exposure in candidate.closed_to:
        return True
    return wanted.exposure in candidate.tired_of and not wanted.s0


_REASONS: Final[tuple[tuple[No, Callable[[Wanted, Candidate, datetime], bool]], ...]] = (
    (No.ON_A_BREAK, lambda _wanted, candidate, _now: not candidate.present),
    (No.NOT_CERTIFIED, _not_certified),
    (No.NO_LANGUAGE, _no_language),
    (No.NO_CLEARANCE, _no_clearance),
    (No.HAND_IN_IT, lambda wanted, candidate, _now: candidate.agent in wanted.hands),
    (No.CONFLICT, lambda wanted, candidate, _now: not wanted.parties.isdisjoint(candidate.ties)),
    (No.DOSE_SPENT, _dose_spent),
    (No.RESTING, lambda wanted, candidate, _now: wanted.exposure in candidate.rests_from),
    (No.HANDS_FULL, lambda wanted, candidate, _now: candidate.full and not wanted.s0),
)


def pages(
    waiting_since: datetime, *, paging: Paging, now: datetime, paged: frozenset[str]
) -> tuple[str, ...]:
    """Return who must be woken now because nobody took a danger: `lead`, then `deputy`, each once."""
    rungs = _rungs(waiting_since, paging=paging)
    return tuple(who for at, who in rungs if at <= now and who not in paged)


def next_page_at(waiting_since: datetime, *, paging: Paging, paged: frozenset[str]) -> datetime | None:
    """Return when the next person is woken if still nobody takes it, or None when all have been."""
    return next((at for at, who in _rungs(waiting_since, paging=paging) if who not in paged), None)


def _rungs(since: datetime, *, paging: Paging) -> tuple[tuple[datetime, str], ...]:
    return (since + paging.lead_after, "lead"), (since + paging.deputy_after, "deputy")
