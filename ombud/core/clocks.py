"""When is an answer owed?

A clock is a function of what happened, how grave the matter is, the rules and the calendars; nothing here is kept.
1. A rule's clock starts with its start event and stops with the next stop event; of a report with the one to its own
   authority. A start event while it runs changes nothing; one after the stop starts a new clock (a case opened again is
   decided again). What `ends` it ends it, too, where nobody did what would have stopped it.
2. Of the severities reached so far the one that leaves the least time counts, from the start: graver never means
   later, and a downgrade never gives time back. Where none of them has an amount, no clock runs. Of a rule that counts
   `from_then` each runs from when it was reached, in its own unit, and the one that is up first counts.
3. Waiting for the complainant moves the moments that lie ahead, and only of rules that pause; the law waits only where
   it says so itself. Of days each one on which the wait began or went on is given back, the one on which it ended is not.
4. Units are counted in the calendar's place (`core.counting`); a month's shares are shares of its length.
5. A recurring clock begins again with each stop, until its end. One that is owed ahead counts back from the announced
   moment. An extension counts if it was told before the time was up, and once; by how much follows the severity.
6. What would have stopped a clock and was given up stops it, too: as missed, at that moment, however early that was. What a ground
   of law frees us from, or a decision leaves nobody to do, ends it, and nothing was missed.
7. What begins a clock `again` does so once it has stopped: there is somebody more to whom the same is owed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Final, TypeAlias

from ombud.core.calendars import Calendar
from ombud.core.counting import Amount, Count, Unit
from ombud.core.facts import ClockMarked
from ombud.core.pack.promises import AWAITED, EXCUSED, of_severity
from ombud.core.pack.types import ClockRule, Pack

WAITING: Final = "waiting"
RESUMED: Final = "resumed"
EXTENDED: Final = "extended:"
"""Begins the code of the event by which the clock named after it was extended."""
GIVEN_UP: Final = "given_up:"
"""Begins the code of the event that somebody gave up what would have stopped a clock."""

PART: Final = "part:"
"""Begins the code of the event that something has happened to one of several things: it starts clocks, and stops none."""

_Least: TypeAlias = tuple[Amount, Amount | None]


class State(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    BREACHED = "breached"
    MET = "met"
    LATE = "late"


class Mark(StrEnum):
    """What must happen at a moment of a clock, mildest first."""

    WARN = "warn"
    ESCALATE = "escalate"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that starts, stops, extends or pauses clocks; `announces` is the moment ahead that it speaks of."""

    code: str
    at: datetime
    announces: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One run of one rule, as it stands at the moment it was read; `provisional` counts may still change.

    What is owed must not be done before `not_before`, where there is one; `extended` says that more time was taken,
    `gives_back` that its end gives back what a decision hid, `owes_cause` that one of ours, missed, asks why as each of law does.
    """

    rule_id: str
    kind: str
    party: str
    statutory: bool
    started_at: datetime
    warn_at: datetime
    escalate_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    paused_since: datetime | None
    breached_at: datetime | None
    provisional: bool
    state: State
    not_before: datetime | None = None
    extended: bool = False
    gives_back: bool = False
    owes_cause: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """From a start event to its stop, with the waits between that this rule grants."""

    start: datetime
    stop: datetime | None
    seen_until: datetime
    waits: tuple[tuple[datetime, datetime], ...]
    waiting_since: datetime | None
    announced: datetime | None = None
    extended_at: datetime | None = None
    given_up: bool = False


def read(
    rules: Iterable[ClockRule],
    *,
    events: tuple[Event, ...],
    severity: tuple[tuple[datetime, str], ...],
    calendars: Mapping[str, Calendar],
    now: datetime,
) -> tuple[Clock, ...]:
    """Return every clock that these events started, running or over, as it stands now.

    `severity` is the history of how grave the matter was, each with the moment from which it was so.
    """
    past = tuple(sorted((event for event in events if event.at <= now), key=lambda event: event.at))
    read_rules = (
        _read_one(rule, past=past, severity=severity, calendars=calendars, now=now) for rule in rules
    )
    return tuple(chain.from_iterable(read_rules))


def unstarted(rules: Iterable[ClockRule], *, events: Iterable[Event]) -> tuple[ClockRule, ...]:
    """Return the rules whose clock waits for a beginning that somebody has to note."""
    happened = {event.code for event in events}
    return tuple(rule for rule in rules if rule.starts in AWAITED - happened)


def _read_one(
    rule: ClockRule,
    *,
    past: tuple[Event, ...],
    severity: tuple[tuple[datetime, str], ...],
    calendars: Mapping[str, Calendar],
    now: datetime,
) -> Iterable[Clock]:
    for start, stop in _spans(rule, past):
        run = _run(rule, past=past, start=start, stop=stop, now=now)
        calendar = None if rule.calendar is None else calendars[rule.calendar]
        several = (
            _clock(rule, run=begun, least=least, calendar=calendar, unit=unit)
            for begun, least, unit in _runs(rule, run, severity=severity)
        )
        first = min(several, key=lambda one: one.due_at, default=None)
        yield from () if first is None else (first,)


def _runs(
    rule: ClockRule, run: _Run, *, severity: tuple[tuple[datetime, str], ...]
) -> Iterable[tuple[_Run, _Least, str]]:
    """Yield the run by the severity that leaves least; of a rule that counts `from_then` one by each that it has had since its start."""
    if not rule.from_then:
        least = _least(rule, severity=severity, until=run.seen_until)
        yield from () if least is None else ((run, least, rule.unit),)
        return
    before = [(since, grade) for since, grade in severity if since <= run.start][-1:]
    later = [(since, grade) for since, grade in severity if run.start < since <= run.seen_until]
    for since, grade in (*before, *later):
        amount = rule.amount(grade)
        if amount is not None:
            yield replace(run, start=max(run.start, since)), (amount, None), rule.unit_of(grade)


def _spans(rule: ClockRule, past: tuple[Event, ...]) -> Iterable[tuple[Event, datetime | None]]:
    start: Event | None = None
    first = True
    begins = {rule.starts, f"{PART}{rule.starts}"}
    ends = {rule.ends, rule.or_ends, *(f"{EXCUSED}{code}" for code in rule.stopped_by)}
    stops = rule.stopped_by | _lost(rule) | {rule.unless}
    for event in past:
        if start is None and event.code in (begins if first else begins | {rule.again}):
            start, first = event, False
        elif start is not None and event.code in stops:
            yield start, event.at
            start = event if rule.recurs else None
        elif start is not None and event.code in ends:
            yield start, event.at
            start = None
        if event.code == rule.unless:  # whoever went to court first has gone for good
            break
    if start is not None:
        yield start, None


def _lost(rule: ClockRule) -> frozenset[str]:
    return frozenset(f"{GIVEN_UP}{code}" for code in rule.stopped_by)


def _run(
    rule: ClockRule, *, past: tuple[Event, ...], start: Event, stop: datetime | None, now: datetime
) -> _Run:
    until = now if stop is None else stop
    waits, since = _waits(rule, past=past, start=start.at, until=until)
    extended = (event.at for event in past if event.code == EXTENDED + rule.id and event.at >= start.at)
    return _Run(
        start=start.at,
        stop=stop,
        seen_until=until,
        waits=waits,
        waiting_since=max(since, start.at) if since is not None and stop is None else None,
        announced=start.announces if rule.ahead else None,
        extended_at=next(extended, None),
        given_up=any(event.at == stop and event.code in _lost(rule) for event in past),
    )


def _waits(
    rule: ClockRule, *, past: tuple[Event, ...], start: datetime, until: datetime
) -> tuple[tuple[tuple[datetime, datetime], ...], datetime | None]:
    """Return the waits that this rule grants after its start, and since when one goes on."""
    since: datetime | None = None
    waits: list[tuple[datetime, datetime]] = []
    for event in past if _grants_waits(rule) else ():
        if event.at > until:
            break
        if event.code == (rule.waits_for or WAITING) and since is None:
            since = event.at
        elif event.code == RESUMED and since is not None:
            waits.append((since, event.at))
            since = None
    if since is not None:
        waits.append((since, until))
    return tuple((max(begun, start), over) for begun, over in waits if over > start), since


def _grants_waits(rule: ClockRule) -> bool:
    return rule.suspends if rule.statutory else rule.pauses


def _least(rule: ClockRule, *, severity: tuple[tuple[datetime, str], ...], until: datetime) -> _Least | None:
    """Return the least amount that a severity reached so far leaves, and what that severity may add."""
    grades = [grade for since, grade in severity if since <= until] or ["all"]
    known = [(amount, grade) for grade in grades if (amount := rule.amount(grade)) is not None]
    if not known:
        return None
    amount, grade = min(known, key=lambda one: _size(one[0]))
    return amount, of_severity(rule.extends_by, grade)


def _size(amount: Amount) -> float:
    return amount.total_seconds() if isinstance(amount, timedelta) else amount


def _clock(rule: ClockRule, *, run: _Run, least: _Least, calendar: Calendar | None, unit: str) -> Clock:
    count = Count(Unit(unit), calendar, rule.rolls)
    later = replace(count, unit=Unit(rule.extends_unit or unit))
    amount, more = least
    due_at, extended = _due(run=run, amount=amount, more=more, count=count, later=later)
    not_before = _earliest(rule, run=run, count=count, later=later, more=more if extended else None)
    if not_before is not None and due_at <= not_before:  # both ends rolled onto one day
        due_at = count.put_off(not_before, 1)
    late = run.given_up or run.seen_until > due_at
    return Clock(
        rule_id=rule.id,
        kind=rule.kind,
        party=rule.party,
        statutory=rule.statutory,
        started_at=run.start,
        warn_at=_share(rule.warn_at, run=run, amount=amount, count=count, due_at=due_at),
        escalate_at=_share(rule.escalate_at, run=run, amount=amount, count=count, due_at=due_at),
        due_at=due_at,
        stopped_at=run.stop,
        paused_since=None if late else run.waiting_since,
        breached_at=min(due_at, run.seen_until) if late else None,
        provisional=calendar is not None and _may_change(calendar, run=run, due_at=due_at),
        state=_state(run, late=late),
        not_before=not_before,
        extended=extended,
        gives_back=rule.gives_back,
        owes_cause=rule.owes_cause,
    )


def _earliest(
    rule: ClockRule, *, run: _Run, count: Count, later: Count, more: Amount | None
) -> datetime | None:
    """Return before when what is owed must not be done: more time is more time to wait."""
    if rule.not_before is None:
        return None
    moment = _moment(rule.not_before, run=run, count=count)
    return moment if more is None else later.put_off(moment, more)


def _due(
    *, run: _Run, amount: Amount, more: Amount | None, count: Count, later: Count
) -> tuple[datetime, bool]:
    """Return when the time is up, and whether that is an extension's doing."""
    if run.announced is not None:
        return count.before(run.announced, amount), False
    due_at = _moment(amount, run=run, count=count)
    if more is None or run.extended_at is None or run.extended_at > due_at:
        return due_at, False
    if count.unit is Unit.MONTH and isinstance(amount, int) and isinstance(more, int):
        return _moment(amount + more, run=run, count=count), True
    return later.put_off(due_at, more), True


def _may_change(calendar: Calendar, *, run: _Run, due_at: datetime) -> bool:
    return calendar.is_provisional(calendar.day_of(run.start), until=calendar.day_of(due_at))


def _state(run: _Run, *, late: bool) -> State:
    if run.stop is not None:
        return State.LATE if late else State.MET
    if late:
        return State.BREACHED
    return State.RUNNING if run.waiting_since is None else State.PAUSED


def _share(share: float, *, run: _Run, amount: Amount, count: Count, due_at: datetime) -> datetime:
    """Return when this share of the time that is given is used up."""
    if count.unit is Unit.MONTH or run.announced is not None or run.extended_at is not None:
        return run.start + (due_at - run.start) * share
    part = amount * share if isinstance(amount, timedelta) else int(amount * share)
    return _moment(part, run=run, count=count)


def _moment(amount: Amount, *, run: _Run, count: Count) -> datetime:
    """Return when an amount is used up, with the waits that lie before it given back."""
    moment = count.after(run.start, amount)
    for begun, over in run.waits:
        if begun > moment:
            break
        moment = count.put_off(moment, count.lost(begun, over))
    return moment


def strictest(several: Iterable[tuple[Clock, ...]]) -> tuple[Clock, ...]:
    """Return every clock of several laws; of a rule that more than one has the runs of the one that leaves least time."""
    runs: dict[str, tuple[Clock, ...]] = {}
    for clocks in several:
        fresh: dict[str, tuple[Clock, ...]] = {}
        for clock in clocks:
            fresh[clock.rule_id] = (*fresh.get(clock.rule_id, ()), clock)
        for rule, run in fresh.items():
            runs[rule] = min(runs.get(rule, run), run, key=lambda one: one[-1].due_at)
    return tuple(chain.from_iterable(runs.values()))


def driving(several: Iterable[Clock]) -> Clock | None:
    """Return the running clock by which a case is due: the first to end, of two at one moment the law's."""
    running = (one for one in several if one.stopped_at is None)
    return min(running, key=lambda one: (one.due_at, not one.statutory, one.rule_id), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What a case is due by: a rule, and the place whose law it is; None where the house promised it."""

    rule: ClockRule
    place: str | None


def rule_of(rule_id: str, packs: Iterable[Pack]) -> ClockRule | None:
    """Return the rule of a clock by the first of these packs that has it; None where no pack in force knows it any more."""
    return next((pack.clocks[rule_id] for pack in packs if rule_id in pack.clocks), None)


def whose(rule_id: str, packs: Iterable[Pack]) -> Driver:
    """Return whose rule it is that runs, by the first of these packs that has it."""
    pack = next(one for one in packs if rule_id in one.clocks)
    rule = pack.clocks[rule_id]
    return Driver(rule=rule, place=pack.jurisdiction if rule.statutory else None)


def seen_from(since: datetime | None, events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events as a law sees them that counts since a moment: what was before happened then."""
    return tuple(event if since is None else replace(event, at=max(event.at, since)) for event in events)


def unmarked(read: Iterable[Clock], marks: Mapping[tuple[str, str], datetime]) -> tuple[ClockMarked, ...]:
    """Return the marks of what was missed and nobody had looked at since: it is said before it stops the clock."""
    missed = (one for one in read if one.stopped_at is None and one.breached_at is not None)
    late = (one for one in missed if Mark.BREACH not in marked(one, marks))
    return tuple(ClockMarked(clock=one.rule_id, mark=Mark.BREACH.value, due_at=one.due_at) for one in late)


def marked(clock: Clock, marks: Mapping[tuple[str, str], datetime]) -> frozenset[Mark]:
    """Return what was marked of this run of a clock; a mark of an earlier run says nothing of this one."""
    return frozenset(
        Mark(mark) for (rule, mark), at in marks.items() if rule == clock.rule_id and at >= clock.started_at
    )


def noted(
    marks: Mapping[tuple[str, str], datetime], causes: frozenset[str], fact: ClockMarked, *, at: datetime
) -> dict[str, object]:
    """Return marks and causes once a clock was marked: what is marked anew asks for a cause of its own."""
    return {
        "marks": MappingProxyType({**marks, (fact.clock, fact.mark): at}),
        "causes": causes - {fact.clock},
    }


def unexplained(marks: Mapping[tuple[str, str], datetime], causes: frozenset[str]) -> tuple[str, ...]:
    """Return the rules whose time was marked as missed, running or over, and of which nobody has said why."""
    return tuple(sorted({rule for rule, mark in marks if mark == Mark.BREACH and rule not in causes}))


def given_up(read: Iterable[Clock], *, at: datetime) -> tuple[Clock, ...]:
    """Return the clocks that were stopped as missed at this moment."""
    return tuple(one for one in read if one.stopped_at == at and one.breached_at is not None)


def next_at(
    clock: Clock, *, now: datetime, marked: frozenset[Mark] = frozenset()
) -> tuple[datetime, Mark] | None:
    """Return the next moment at which something must happen, and what; None while stopped, paused or all done.

    Of several moments that have passed unmarked the gravest comes, and what is milder than a mark never does:
    nobody is warned of a breach that has happened.
    """
    if clock.stopped_at is not None or clock.paused_since is not None:
        return None
    moments = {Mark.WARN: clock.warn_at, Mark.ESCALATE: clock.escalate_at, Mark.BREACH: clock.due_at}
    coming: tuple[datetime, Mark] | None = None
    for mark in reversed(Mark):
        if mark in marked:
            break
        coming = moments[mark], mark
        if moments[mark] <= now:
            break
    return coming
