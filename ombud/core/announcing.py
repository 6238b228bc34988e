"""When does what was decided take effect, where a law has it announced ahead?

1. A clock rule that is owed `ahead` names the `measures` for which it asks that, of whose accounts (`facts`), and the
   reasons for which they may hold `at_once`. Whoever decides picks such a reason, or the orders wait for their day.
2. The statement of reasons goes at once and names the day: as long after the decision as the law asks, and `room` for
   the letter to arrive.
3. What the law asks for counts from the letter's arrival. If it came too late the day moves, and never to an earlier one.
   What gives an account away cools down like that too: whoever can be reached on its earlier channels hears of the day.
   If one of them says "that was not me", which is an appeal, it stays where it is until somebody else has looked again.
4. Until its day what waits holds nothing on the host. A decision that is overturned, or that has it hold at once, drops it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeAlias

from ombud.core import facts
from ombud.core.calendars import Calendar
from ombud.core.case import Case, Decision
from ombud.core.counting import Count, Unit
from ombud.core.pack.approvals import ApprovalFacts
from ombud.core.pack.types import ClockRule
from ombud.core.pack.words import falls_under
from ombud.core.refusals import No, Refused

EVENT: Final = "announced"
"""What has happened once a decision names the day on which it takes effect."""
GIVES: Final = ("R",)
"""Measures that give something away."""
FOLLOWS: Final = frozenset({"W"})
"""Measures that begin only once an account is back: until then it is locked, and there is nothing to watch.

So does what the host itself took from it for an intruder: it falls with the account, and not before.
"""
Ahead: TypeAlias = tuple[ClockRule, Calendar]
"""A rule that asks for notice, with the days it counts by."""


def asked_by(
    rules: Iterable[ClockRule], chosen: Iterable[facts.Chosen], *, severity: str, situation: ApprovalFacts
) -> tuple[ClockRule, ...]:
    """Return the rules that have these measures announced ahead, in a matter no graver, for whom they fall on."""
    measures = {one.measure for one in chosen if one.host_decision is None}
    return tuple(
        rule
        for rule in rules
        if not measures.isdisjoint(rule.measures)
        and rule.amount(severity) is not None
        and all(getattr(situation, fact) for fact in rule.facts)
    )


def still_asked(asked: Iterable[ClockRule], *, at_once: str | None) -> tuple[str, ...]:
    """Return what is left of the rules where somebody says why nobody has to wait; refuse a reason that none of them has.

    Raises: UNKNOWN_WORD.
    """
    rules = tuple(asked)
    known = {reason for rule in rules for reason in rule.at_once}
    if at_once is not None and at_once not in known:
        raise Refused(No.UNKNOWN_WORD, field="at_once", value=at_once, known=sorted(known))
    return tuple(rule.id for rule in rules if at_once not in rule.at_once)


def held_back(
    made: Iterable[facts.Order], ahead: Iterable[Ahead], *, severity: str, now: datetime
) -> facts.Announced | None:
    """Return which of these orders wait, for which day, and by when the letter that says so must have arrived."""
    rules = tuple(ahead)
    measures = {measure for rule, _ in rules for measure in rule.measures}
    several = tuple(made)
    waits = tuple(one for one in several if one.measure in measures and one.host_decision is None)
    if not waits:
        return None
    if any(falls_under(one.measure, GIVES) for one in waits):
        waits = (*waits, *(one for one in several if one.measure in FOLLOWS or one.host_decision))
    at = day(rules, severity=severity, since=now, room=True)
    tell_by = min(_count(rule, days).before(at, _amount(rule, severity)) for rule, days in rules)
    return facts.Announced(orders=waits, at=at, tell_by=tell_by, laws=tuple(rule.id for rule, _ in rules))


def day(ahead: Iterable[Ahead], *, severity: str, since: datetime, room: bool = False) -> datetime:
    """Return the midnight at which what is announced now may take effect; where no law asks for a time any more, at once."""
    several = (
        days.midnight_after(days.day_of(_last(rule, days, severity=severity, since=since, room=room)))
        for rule, days in ahead
    )
    return max(several, default=since)


def _last(rule: ClockRule, days: Calendar, *, severity: str, since: datetime, room: bool) -> datetime:
    return _count(rule, days).after(since, _amount(rule, severity) + (rule.room if room else 0))


def of(ahead: Iterable[Ahead], laws: Iterable[str]) -> tuple[Ahead, ...]:
    """Return the rules with these names."""
    named = frozenset(laws)
    return tuple(one for one in ahead if one[0].id in named)


def _count(rule: ClockRule, days: Calendar) -> Count:
    return Count(Unit(rule.unit), days)


def _amount(rule: ClockRule, severity: str) -> int:
    """Return how many days a law asks for; the linter takes no other unit."""
    amount = rule.amount(severity)
    return amount if isinstance(amount, int) else 0


# --- what waits ---------------------------------------------------------------------------------------------


def waiting(case: Case) -> tuple[Decision, ...]:
    """Return the decisions of which something still waits for its day."""
    return tuple(past for past in case.decisions if past.announced is not None)


def orders(case: Case, no: int | None = None) -> tuple[facts.Order, ...]:
    """Return what waits for its day: of one decision, or of all."""
    several = (past for past in waiting(case) if no in {None, past.no})
    return tuple(order for past in several if past.announced for order in past.announced.orders)


def is_late(decision: Decision) -> bool:
    """Say whether the letter came too late for the day that it names."""
    it, heard_at = decision.announced, decision.heard_at
    return it is not None and heard_at is not None and heard_at > it.tell_by


def due_at(case: Case) -> datetime | None:
    """Return when something takes effect, or must move on because its letter came late; none before the letter is there."""
    several = (_due_at(past) for past in case.decisions if not is_stopped(case, past))
    return min((at for at in several if at is not None), default=None)


def _due_at(decision: Decision) -> datetime | None:
    if decision.announced is None or decision.heard_at is None:
        return None
    return decision.heard_at if is_late(decision) else decision.announced.at


def cools_down(decision: Decision) -> bool:
    """Say whether what waits gives something away, and not only takes."""
    waits = decision.announced.orders if decision.announced else ()
    return any(falls_under(order.measure, GIVES) for order in waits)


def is_stopped(case: Case, decision: Decision) -> bool:
    """Say whether somebody who heard of the day said that it was not them, and nobody has looked again yet."""
    return case.on_appeal and cools_down(decision)


def has_come(case: Case, decision: Decision, *, now: datetime) -> bool:
    """Say whether this is the day, or it must move on."""
    at = None if is_stopped(case, decision) else _due_at(decision)
    return at is not None and at <= now


def moves_to(case: Case, no: int, *, ahead: Iterable[Ahead]) -> datetime | None:
    """Return to which day a decision moves whose letter came too late, never an earlier one; None where it came in time."""
    past = next(one for one in waiting(case) if one.no == no)
    if past.announced is None or past.heard_at is None or not is_late(past):
        return None
    laws = of(ahead, past.announced.laws)
    return max(past.announced.at, day(laws, severity=case.severity, since=past.heard_at))


def dropped(
    decision: Decision, *, overturned: bool, keep: Iterable[facts.Chosen], instead: Iterable[facts.Order]
) -> tuple[str, ...]:
    """Return the keys of what never takes effect: overturned and not chosen again, or now ordered at once."""
    if decision.announced is None:
        return ()
    kept, now = {_what(one) for one in keep}, {_what(one) for one in instead}
    return tuple(
        one.key
        for one in decision.announced.orders
        if _what(one) in now or (overturned and _what(one) not in kept)
    )


def _what(one: facts.Order | facts.Chosen) -> tuple[object, ...]:
    """Return by what something is known again: what undoes a decision of the host's by that and on what."""
    return (one.host_decision, one.target) if one.host_decision else (one.measure, one.target, one.until)


# --- how a book tells it ------------------------------------------------------------------------------------


def without(decision: Decision, keys: Iterable[str]) -> Decision:
    """Return a decision of which these orders wait no more."""
    if decision.announced is None:
        return decision
    gone = frozenset(keys)
    left = tuple(one for one in decision.announced.orders if one.key not in gone)
    return replace(decision, announced=replace(decision.announced, orders=left) if left else None)


def taken(decision: Decision, fact: facts.TookEffect) -> Decision:
    """Return a decision of which these orders have their effect from now on."""
    rest = without(decision, (one.key for one in fact.orders))
    return replace(rest, orders=(*decision.orders, *fact.orders))


def moved(decision: Decision, fact: facts.Postponed) -> Decision:
    """Return a decision whose day moved, because the letter came when it came."""
    it = decision.announced
    if it is None:
        return decision
    tell_by = max(it.tell_by, decision.heard_at or it.tell_by)
    return replace(decision, announced=replace(it, at=fact.at, tell_by=tell_by), effective_at=fact.at)
