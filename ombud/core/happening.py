"""What has happened by a fact, for the clocks? Only what the fact itself does not say by its name."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain
from types import MappingProxyType
from typing import Final

from ombud.core import facts
from ombud.core.case import BEFORE_DECISION, UNTAKEN, Case, Decision, OrderState
from ombud.core.facts import Line
from ombud.core.pack.promises import EXCUSED
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import AgentId, Outcome, Side

AWARE: Final = "aware"
"""That we know of a leak."""
COUNTS_FROM: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "valid_notice": frozenset({"received", "answered"}),
        "aware": frozenset({"received"}),
        "reposted": frozenset({"received"}),
    }
)
"""What stands in complainants' own words → the words that it counts from: whoever notes it late gives the house no time."""
LONGEST_BEFORE: Final = timedelta(days=5 * 365)
"""How long before the first thing of a case what begins a clock may lie: nobody knew longer ago, and a slip of the keys does."""
PERSONS_NAMED: Final = "persons_named"
PERSONS_TOLD: Final = "persons_told"
"""Somebody more was named whom a leak touched, after it was known what to tell; and everybody named so far was told, or warned in
public."""
ALL_TOLD: Final = "all_told"
"""Everybody who complained has the letter about a decision: what a person asked of us is answered then, not when it is decided."""
NO_LOOK: Final = (
    facts.CauseRecorded,
    facts.Granted,
    facts.HoldLifted,
    facts.HoldSet,
    facts.KeptOut,
    facts.LedOutside,
    facts.LetIn,
    facts.MarkedPublic,
    facts.OfferedToSign,
)
"""What somebody does about a case without taking up what it is about."""
UNFOUNDED: Final = frozenset({Outcome.NO_VIOLATION, Outcome.REFUSED})
NOTHING_OWED: Final = ("protected", "removed", "blocked", "reported", "paid_back", "summed_up", PERSONS_TOLD)
"""What nobody need do where a decision finds that there is nothing to protect from, hide, report, pay back, sum up or tell."""
TURNED_DOWN: Final = "unfounded"
"""That a decision found nothing in what somebody complained of: what a law asks only of who hides something ends with it."""


def takes_up(fact: facts.Fact, *, by: AgentId) -> bool:
    """Say whether a person who writes this has the matter in hand; whoever gives it to somebody else has not."""
    if isinstance(fact, facts.Assigned):
        return fact.agent == by
    return not isinstance(fact, NO_LOOK)


def waits_anew(case: Case, severity: str) -> tuple[str, ...]:
    """Return whether a case that becomes this grave waits for a person again, who had one and is not decided."""
    graver = severity < case.severity and case.status in BEFORE_DECISION
    return (UNTAKEN,) if graver and not case.untaken else ()


def first_fact(case: Case) -> datetime:
    """Return when the first thing of a case happened: its first complaint came, or it was opened."""
    return min((at for code, at in case.moved if code == "received"), default=case.opened_at)


def begun(case: Case, marks: Iterable[str]) -> datetime | None:
    """Return since when what somebody notes was so, where that stands in complainants' words; None where only a person knows it.

    We know of a leak from the first complaint on, and a notice is complete with the last words that made it so.
    """
    words = frozenset(chain.from_iterable(COUNTS_FROM.get(mark, ()) for mark in marks))
    said = [at for code, at in case.moved if code in words]
    return None if not said else min(said) if AWARE in marks else max(said)


def check_begun(case: Case, step: str, since: datetime, *, says_why: bool, now: datetime) -> None:
    """Refuse a moment that is to come, or years ago, or one before the first thing of the case that nobody gives a reason for.

    Raises: BAD_TIME.
    """
    if since > now:
        raise Refused(No.BAD_TIME, field="since", step=step, why="future")
    if since < first_fact(case) and not says_why:
        raise Refused(No.BAD_TIME, field="since", step=step, why="earlier")
    if first_fact(case) - since > LONGEST_BEFORE:
        raise Refused(No.BAD_TIME, field="since", step=step, why="long_ago")


def by_step(case: Case, mark: str, line: Line, *, since: datetime | None) -> Iterable[tuple[str, datetime]]:
    """Yield what a step marks, and after what begins late, what the host had confirmed before and still holds.

    A line of before does not say since when what stands in complainants' words is so: the last of these counts.
    """
    words = COUNTS_FROM.get(mark, frozenset())
    said = since or max((at for code, at in case.moved if code in words), default=line.at)
    yield mark, said
    confirmed = (one.order for one in case.protections if case.orders[one.order.key] is OrderState.CONFIRMED)
    holds = {event for order in confirmed for event in order.marks or ()} - case.half_done if words else set()
    yield from (
        (code, said) for code in sorted(holds) if any(one == code and at < said for one, at in case.moved)
    )


def begun_since(case: Case, mark: str, at: datetime) -> Iterable[tuple[str, datetime]]:
    """Yield again what the host says was so since a moment, at each beginning noted that lies after it: there it was so, still."""
    yield from ((mark, since) for code, since in case.moved if code in COUNTS_FROM and since > at)


def without(moved: Iterable[tuple[str, datetime]], done: facts.StepDone) -> Iterable[tuple[str, datetime]]:
    """Return what has happened without the moment that a step takes back."""
    return (one for one in moved if one[1] != done.corrects or one[0] not in done.marks)


def settled(case: Case, fact: facts.Decided) -> tuple[str, ...]:
    """Return what a decision leaves nobody to do; what it orders counts when the host confirms it.

    What nobody need do ends the clocks that wait for it, and begins none: where nothing was hidden no notice is passed on.
    Where whoever complained is lawfully not told, nobody waits for a letter.
    """
    silent = (ALL_TOLD,) if case.is_withheld(Side.COMPLAINANT) else ()
    if fact.outcome in UNFOUNDED:
        return (*(f"{EXCUSED}{event}" for event in NOTHING_OWED), TURNED_DOWN, *silent)
    awaited = any("protected" in (order.marks or ()) for order in fact.orders)
    return silent if awaited or case.decisions else ("protected", *silent)


def reasons_due(case: Case, decision: Decision) -> tuple[str, ...]:
    """Return whether an account is owed a letter of reasons from now on, if nothing holds it back."""
    return ("reasons_due",) if case.owes_reasons(decision) else ()
