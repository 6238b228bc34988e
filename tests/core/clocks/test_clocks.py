"""A clock is a function of what happened; it never passes silently and never runs backwards."""

from datetime import UTC, datetime, timedelta
from itertools import cycle
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.adapters.calendars import read_calendars
from ombud.core.clocks import (
    GIVEN_UP,
    RESUMED,
    WAITING,
    Driver,
    Event,
    Mark,
    State,
    driving,
    given_up,
    marked,
    next_at,
    read,
    rule_of,
    seen_from,
    strictest,
    whose,
)
from ombud.core.pack.types import ClockRule, Source, Text
from tests.cast import pack

CALENDARS = read_calendars()
T0 = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOURCE = Source(instrument="house rule", article="1", checked_on="2026-11-20", confidence="sure")
AMOUNTS = {"S0": HOUR, "S1": 24 * HOUR, "S3": 72 * HOUR}


def rule(amounts=AMOUNTS, **more):
    said = {"id": "decide", "kind": "decide", "party": "operator", "starts": "opened", "stops": "decided"}
    said |= {"source": SOURCE, "note": Text(zh="期限", en="Deadline"), "amounts": MappingProxyType(amounts)}
    return ClockRule(**(said | more))


def run(*events, by, severity="S1", now, history=None):
    seen = tuple(Event(code, at) for code, at in events)
    grades = history if history is not None else ((T0, severity),)
    return read((by,), events=seen, severity=grades, calendars=CALENDARS, now=now)


def only(*events, **more):
    (clock,) = run(*events, **more)
    return clock


@pytest.mark.parametrize(
    ("amount", "calendar", "start", "due"),
    [
        pytest.param(
            48 * HOUR,
            None,
            datetime(2026, 11, 20, 17, tzinfo=UTC),
            datetime(2026, 11, 22, 17, tzinfo=UTC),
            id="TAKE IT DOWN: 48 h elapsed, over a weekend",
        ),
        pytest.param(
            72 * HOUR,
            None,
            datetime(2026, 12, 24, 18, tzinfo=UTC),
            datetime(2026, 12, 27, 18, tzinfo=UTC),
            id="GDPR: 72 h over Christmas",
        ),
        pytest.param(
            15,
            "CN",
            datetime(2026, 9, 18, 2, tzinfo=UTC),
            datetime(2026, 10, 15, 15, 59, 59, tzinfo=UTC),
            id="15 工作日 over 国庆",
        ),
        pytest.param(
            20,
            "CN",
            datetime(2026, 9, 18, 2, tzinfo=UTC),
            datetime(2026, 10, 22, 15, 59, 59, tzinfo=UTC),
            id="20 工作日 over 国庆",
        ),
        pytest.param(
            10,
            "US",
            datetime(2026, 11, 20, 15, tzinfo=UTC),
            datetime(2026, 12, 8, 4, 59, 59, tzinfo=UTC),
            id="DMCA 10 business days",
        ),
        pytest.param(
            14,
            "US",
            datetime(2026, 11, 20, 15, tzinfo=UTC),
            datetime(2026, 12, 12, 4, 59, 59, tzinfo=UTC),
            id="DMCA 14 business days",
        ),
        pytest.param(
            48 * HOUR,
            None,
            datetime(2026, 10, 24, 20, tzinfo=UTC),
            datetime(2026, 10, 26, 20, tzinfo=UTC),
            id="48 h are 48 h when summer time ends",
        ),
        pytest.param(
            1,
            "EU",
            datetime(2026, 10, 23, 21, tzinfo=UTC),
            datetime(2026, 10, 26, 22, 59, 59, tzinfo=UTC),
            id="a working day after summer time has ended",
        ),
        pytest.param(
            1,
            "CN",
            datetime(2026, 9, 18, 17, tzinfo=UTC),
            datetime(2026, 9, 20, 15, 59, 59, tzinfo=UTC),
            id="late on Friday in London is Saturday in 上海, and that Sunday is worked",
        ),
    ],
)
def test_an_answer_is_owed_when_the_law_says(amount, calendar, start, due):
    unit = "elapsed" if calendar is None else "business_day"
    clock = only(("opened", start), by=rule({"all": amount}, unit=unit, calendar=calendar), now=start)
    assert (clock.due_at, clock.state, clock.provisional) == (due, State.RUNNING, False)


def test_a_count_into_a_year_without_a_notice_says_so():
    start = datetime(2026, 12, 21, tzinfo=UTC)
    clock = only(("opened", start), by=rule({"all": 20}, unit="business_day", calendar="CN"), now=start)
    assert clock.provisional


def test_working_days_need_a_calendar():
    with pytest.raises(ValueError, match="calendar"):
        run(("opened", T0), by=rule({"all": 3}, unit="business_day"), now=T0)


# --- states ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "after", "state", "breached"),
    [
        pytest.param((), 23, State.RUNNING, False, id="before it is due"),
        pytest.param((), 24, State.RUNNING, False, id="at the moment it is due"),
        pytest.param((), 25, State.BREACHED, True, id="past it"),
        pytest.param((("decided", 24),), 30, State.MET, False, id="stopped in time"),
        pytest.param((("decided", 25),), 30, State.LATE, True, id="stopped too late"),
        pytest.param(
            (("decided", 30),), 25, State.BREACHED, True, id="a stop of tomorrow is not known today"
        ),
        pytest.param(((WAITING, 1),), 30, State.PAUSED, False, id="waiting for the complainant"),
        pytest.param(((WAITING, 25),), 30, State.BREACHED, True, id="waiting begun too late saves nothing"),
        pytest.param(((WAITING, 1), (RESUMED, 7)), 30, State.RUNNING, False, id="six hours given back"),
        pytest.param(((WAITING, 1), (RESUMED, 7)), 31, State.BREACHED, True, id="and used up"),
    ],
)
def test_every_state_of_a_clock(events, after, state, breached):
    told = tuple((code, T0 + hours * HOUR) for code, hours in events)
    clock = only(("opened", T0), *told, by=rule(pauses=True), now=T0 + after * HOUR)
    assert clock.state is state
    assert (clock.breached_at is not None) is breached
    assert (clock.paused_since is not None) is (state is State.PAUSED)


def test_nothing_runs_before_the_start_event_and_a_stop_alone_means_nothing():
    assert run(("decided", T0), by=rule(), now=T0) == ()


def test_a_second_start_while_it_runs_changes_nothing():
    clock = only(("opened", T0), ("opened", T0 + HOUR), by=rule(), now=T0 + HOUR)
    assert clock.started_at == T0


def test_a_case_opened_again_is_decided_again():
    again = T0 + 50 * HOUR
    first, second = run(("opened", T0), ("decided", T0 + HOUR), ("opened", again), by=rule(), now=again)
    assert (first.state, second.state, second.started_at) == (State.MET, State.RUNNING, again)


# --- how grave ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grades", "hours"),
    [
        pytest.param(("S3",), 72, id="ordinary"),
        pytest.param(("S3", "S0"), 1, id="graver: less time, from the start"),
        pytest.param(("S0", "S3"), 1, id="a downgrade gives no time back"),
        pytest.param(("S3", "S2"), 72, id="a severity without an amount takes the promise not away"),
    ],
)
def test_the_gravest_severity_reached_counts_from_the_start(grades, hours):
    history = tuple((T0 + gap * timedelta(minutes=10), grade) for gap, grade in enumerate(grades))
    clock = only(("opened", T0), by=rule(), history=history, now=T0 + HOUR)
    assert clock.due_at == T0 + hours * HOUR


def test_where_no_severity_has_an_amount_no_clock_runs():
    assert run(("opened", T0), by=rule(), severity="S4", now=T0) == ()


def test_a_severity_found_after_the_stop_breaks_no_promise_kept():
    history = ((T0, "S3"), (T0 + 9 * HOUR, "S0"))
    clock = only(("opened", T0), ("decided", T0 + 2 * HOUR), by=rule(), history=history, now=T0 + 10 * HOUR)
    assert clock.state is State.MET


def test_what_counts_for_all_runs_before_anybody_sorted_it():
    clock = only(("opened", T0), by=rule({"all": HOUR}), history=(), now=T0)
    assert clock.due_at == T0 + HOUR


def test_working_days_of_two_severities_compare_too():
    by = rule({"S3": 5, "S1": 2}, unit="business_day", calendar="US")
    history = ((T0, "S3"), (T0, "S1"))
    assert only(("opened", T0), by=by, history=history, now=T0).due_at.day == 25


# --- waiting --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"statutory": True}, id="of the law"),
        pytest.param({"statutory": True, "pauses": True}, id="of the law, whatever the pack says"),
        pytest.param({}, id="that does not pause"),
    ],
)
def test_a_clock_never_waits(more):
    told = ("opened", T0), (WAITING, T0 + HOUR)
    clock = only(*told, by=rule(**more), now=T0 + 5 * HOUR)
    assert (clock.state, clock.due_at) == (State.RUNNING, T0 + 24 * HOUR)


@pytest.mark.parametrize(
    ("waited", "due"),
    [
        pytest.param((T0, T0 + 2 * HOUR), "2026-11-23", id="an afternoon gives nothing back"),
        pytest.param((T0, T0 + 72 * HOUR), "2026-11-24", id="Friday to Monday gives Friday back"),
        pytest.param(
            (T0 + 72 * HOUR, T0 + 120 * HOUR), "2026-11-25", id="Monday to Wednesday gives two days"
        ),
        pytest.param((T0 + 120 * HOUR, T0 + 240 * HOUR), "2026-11-23", id="too late gives nothing"),
    ],
)
def test_whole_working_days_of_waiting_are_given_back(waited, due):
    by = rule({"S1": 1}, unit="business_day", calendar="CN", pauses=True)
    told = ("opened", T0), (WAITING, waited[0]), (RESUMED, waited[1])
    assert only(*told, by=by, now=T0 + 240 * HOUR).due_at.date().isoformat() == due


def test_a_wait_that_began_before_the_start_gives_back_only_what_lies_after_it():
    told = (WAITING, T0 - 9 * HOUR), ("opened", T0), (WAITING, T0), (RESUMED, T0 + 2 * HOUR)
    assert only(*told, by=rule(pauses=True), now=T0 + 3 * HOUR).due_at == T0 + 26 * HOUR


def test_a_wait_over_before_the_start_gives_nothing():
    told = (WAITING, T0 - 9 * HOUR), (RESUMED, T0 - HOUR), ("opened", T0), (RESUMED, T0)
    assert only(*told, by=rule(pauses=True), now=T0).due_at == T0 + 24 * HOUR


def test_a_decision_while_waiting_ends_the_wait_for_this_clock():
    told = ("opened", T0), (WAITING, T0 + HOUR), ("decided", T0 + 40 * HOUR), (RESUMED, T0 + 50 * HOUR)
    clock = only(*told, by=rule(pauses=True), now=T0 + 60 * HOUR)
    assert (clock.state, clock.due_at, clock.paused_since) == (State.MET, T0 + 63 * HOUR, None)


hours = st.integers(0, 400).map(lambda gap: T0 + gap * HOUR)
amounts = st.one_of(st.integers(1, 200).map(lambda gap: gap * HOUR), st.integers(1, 25))
changes = st.lists(st.tuples(st.sampled_from([WAITING, RESUMED, "opened", "decided"]), hours), max_size=8)


def any_rule(amount, **more):
    days = isinstance(amount, int)
    extra = {"unit": "business_day", "calendar": "CN"} if days else {}
    return rule({"all": amount}, **extra, **more)


@given(amount=amounts, told=changes, now=hours)
def test_moments_come_in_order_and_waiting_never_takes_time_away(amount, told, now):
    waiting = run(("opened", T0), *told, by=any_rule(amount, pauses=True), now=now)
    strict = run(("opened", T0), *told, by=any_rule(amount), now=now)
    for clock, hard in zip(waiting, strict, strict=True):
        assert clock.warn_at <= clock.escalate_at <= clock.due_at
        assert clock.due_at >= hard.due_at
        assert clock.state is not State.PAUSED or clock.due_at >= now


@given(amount=amounts, waits=st.lists(hours, max_size=6, unique=True), now=hours)
def test_time_used_is_never_more_than_what_was_given(amount, waits, now):
    """In elapsed time: due = start + amount + every wait begun in time."""
    told = tuple(zip(cycle([WAITING, RESUMED]), sorted(waits), strict=False))
    clock = only(("opened", T0), *told, by=any_rule(amount, pauses=True), now=now)
    again = only(("opened", T0), *told, by=any_rule(amount, pauses=True), now=now)
    assert clock == again
    if isinstance(amount, timedelta):
        ends = [at for _, at in told if at <= now]
        closed = zip(ends[::2], [*ends[1::2], now] if len(ends) % 2 else ends[1::2], strict=True)
        expected = T0 + amount
        for begun, over in closed:
            expected += over - begun if begun <= expected else timedelta()
        assert clock.due_at == expected


@given(amount=amounts, told=changes, now=hours, later=st.integers(0, 200))
def test_a_breach_once_read_stays_read(amount, told, now, later):
    now_told = tuple((code, at) for code, at in told if at <= now)
    before = run(("opened", T0), *now_told, by=any_rule(amount, pauses=True), now=now)
    after = run(("opened", T0), *now_told, by=any_rule(amount, pauses=True), now=now + later * HOUR)
    for one, other in zip(before, after, strict=True):
        assert one.breached_at is None or one.breached_at == other.breached_at


@given(
    grades=st.lists(st.sampled_from(["S0", "S1", "S2", "S3", "S4"]), max_size=5), more=st.sampled_from("0123")
)
def test_graver_never_means_later(grades, more):
    history = tuple((T0, grade) for grade in grades)
    before = run(("opened", T0), by=rule(), history=history, now=T0)
    after = run(("opened", T0), by=rule(), history=(*history, (T0, f"S{more}")), now=T0)
    assert len(after) >= len(before)
    for one, other in zip(before, after, strict=False):
        assert other.due_at <= one.due_at


# --- what must happen next ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "marked", "expected"),
    [
        pytest.param(0, (), (18.0, Mark.WARN), id="first the warning, at 75 %"),
        pytest.param(19, (), (18.0, Mark.WARN), id="late is still said"),
        pytest.param(19, (Mark.WARN,), (21.6, Mark.ESCALATE), id="then the lead, at 90 %"),
        pytest.param(22, (), (21.6, Mark.ESCALATE), id="a warning overtaken by the escalation is not sent"),
        pytest.param(22, (Mark.ESCALATE,), (24.0, Mark.BREACH), id="nor after it"),
        pytest.param(30, (), (24.0, Mark.BREACH), id="asleep all day: the breach alone"),
        pytest.param(30, (Mark.WARN, Mark.BREACH), None, id="everything said"),
    ],
)
def test_what_must_happen_next(after, marked, expected):
    now = T0 + after * HOUR
    clock = only(("opened", T0), by=rule(), now=now)
    found = next_at(clock, now=now, marked=frozenset(marked))
    assert found == (expected and (T0 + expected[0] * HOUR, expected[1]))


@pytest.mark.parametrize(
    "event", [pytest.param(WAITING, id="waiting"), pytest.param("decided", id="stopped")]
)
def test_a_clock_that_waits_or_stopped_asks_for_nothing(event):
    now = T0 + 90 * HOUR
    clock = only(("opened", T0), (event, T0 + HOUR), by=rule(pauses=True), now=now)
    assert next_at(clock, now=now) is None


# --- what laws say besides a length -----------------------------------------------------------------------------

COUNTER = datetime(2026, 11, 20, 15, tzinfo=UTC)


def test_what_must_not_be_done_too_early_has_an_earliest_moment_too():
    dmca = rule({"all": 14}, unit="business_day", calendar="US", not_before=10)
    clock = only(("opened", COUNTER), by=dmca, now=COUNTER)
    assert clock.not_before == datetime(2026, 12, 8, 4, 59, 59, tzinfo=UTC)
    assert clock.due_at == datetime(2026, 12, 12, 4, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("extended", "due"),
    [
        pytest.param(None, datetime(2026, 12, 21, 22, 59, 59, tzinfo=UTC), id="not extended"),
        pytest.param(datetime(2026, 12, 10, tzinfo=UTC), datetime(2027, 2, 22, 22, 59, 59, tzinfo=UTC), id="notified in time: two months more"),
        pytest.param(datetime(2026, 12, 23, tzinfo=UTC), datetime(2026, 12, 21, 22, 59, 59, tzinfo=UTC), id="notified too late"),
    ],
)  # fmt: skip
def test_an_extension_counts_if_it_was_notified_in_time(extended, due):
    gdpr = rule({"all": 1}, unit="month", calendar="EU", rolls=True, extends_by={"all": 2}, statutory=True)
    events = [("opened", COUNTER), *([("extended:decide", extended)] if extended else [])]
    assert only(*events, by=gdpr, now=extended or COUNTER).due_at == due


def test_another_clock_s_extension_changes_nothing():
    gdpr = rule({"all": 1}, unit="month", calendar="EU", extends_by={"all": 2})
    events = (("opened", COUNTER), ("extended:another", COUNTER + HOUR))
    assert (
        only(*events, by=gdpr, now=COUNTER + HOUR).due_at
        == only(("opened", COUNTER), by=gdpr, now=COUNTER).due_at
    )


def test_an_elapsed_clock_is_extended_by_its_own_length():
    more = rule({"all": 24 * HOUR}, extends_by={"all": 12 * HOUR})
    clock = only(("opened", T0), ("extended:decide", T0 + HOUR), by=more, now=T0 + HOUR)
    assert (clock.due_at, clock.warn_at) == (T0 + 36 * HOUR, T0 + 27 * HOUR)


@pytest.mark.parametrize(
    ("graver", "due"),
    [
        pytest.param(None, T0 + 36 * HOUR, id="as grave as it was: the time that was told"),
        pytest.param("S2", T0 + 15 * HOUR, id="graver, and told in time for that too: what that may add"),
        pytest.param("S1", T0 + 3 * HOUR, id="graver, and nothing may be added"),
    ],
)
def test_how_much_more_follows_the_severity_and_graver_is_never_later(graver, due):
    by = rule(
        {"S3": 24 * HOUR, "S2": 12 * HOUR, "S1": 3 * HOUR}, extends_by={"S3": 12 * HOUR, "S2": 3 * HOUR}
    )
    events = (("opened", T0), ("extended:decide", T0 + HOUR))
    grades = ((T0, "S3"), *([(T0 + 2 * HOUR, graver)] if graver else []))
    clock = only(*events, by=by, history=grades, now=T0 + 2 * HOUR)
    assert (clock.due_at, clock.extended) == (due, graver != "S1")


def test_a_clock_that_recurs_begins_again_with_each_stop_until_its_end():
    weekly = rule({"all": 7}, unit="calendar_day", calendar="EU", recurs=True, ends="closed")
    told = [("decided", T0 + timedelta(days=gone)) for gone in (6, 15)]
    runs = run(
        ("opened", T0), *told, ("closed", T0 + timedelta(days=16)), by=weekly, now=T0 + timedelta(days=30)
    )
    assert [clock.state for clock in runs] == [State.MET, State.LATE, State.MET]
    assert [clock.started_at for clock in runs] == [T0, T0 + timedelta(days=6), T0 + timedelta(days=15)]


def test_a_clock_that_recurs_runs_on_while_nothing_ends_it():
    weekly = rule({"all": 7}, unit="calendar_day", calendar="EU", recurs=True, ends="closed")
    first, second = run(("opened", T0), ("decided", T0 + HOUR), by=weekly, now=T0 + 2 * HOUR)
    assert (first.state, second.state, second.started_at) == (State.MET, State.RUNNING, T0 + HOUR)


def test_what_was_marked_of_an_earlier_run_says_nothing_of_the_next():
    weekly = rule({"all": 7 * 24 * HOUR}, recurs=True, ends="closed")
    told = T0 + timedelta(days=8)
    late, fresh = run(("opened", T0), ("decided", told), by=weekly, now=told)
    marks = {("decide", "breach"): T0 + timedelta(days=7), ("other", "warn"): told}
    assert (marked(late, marks), marked(fresh, marks)) == ({Mark.BREACH}, frozenset())
    assert next_at(fresh, now=told, marked=marked(fresh, marks)) == (fresh.warn_at, Mark.WARN)


def test_notice_is_owed_before_what_it_announces():
    closing = datetime(2026, 12, 31, 9, tzinfo=UTC)
    prior = rule({"all": 30}, unit="calendar_day", calendar="EU", ahead=True)
    (clock,) = read(
        (prior,),
        events=(Event("opened", T0, announces=closing),),
        severity=((T0, "S3"),),
        calendars=CALENDARS,
        now=T0,
    )
    assert clock.due_at == datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)
    assert T0 < clock.warn_at < clock.escalate_at < clock.due_at


@pytest.mark.parametrize(
    ("suspends", "given"),
    [pytest.param(True, 2, id="the law says so"), pytest.param(False, 0, id="it does not")],
)
def test_a_law_waits_only_where_it_says_so_itself(suspends, given):
    law = rule({"all": 10}, unit="calendar_day", calendar="EU", statutory=True, suspends=suspends)
    events = (("opened", T0), (WAITING, T0 + timedelta(days=1)), (RESUMED, T0 + timedelta(days=3)))
    (clock,) = run(*events, by=law, now=T0 + timedelta(days=4))
    assert clock.due_at == datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC) + timedelta(days=given)


@pytest.mark.parametrize("turned", [False, True])
def test_of_a_rule_that_two_laws_have_the_runs_that_leave_least_time_count_and_every_other_rule_besides(
    turned,
):
    later, opened = T0 + HOUR, (("opened", T0),)
    here = run(*opened, by=rule({"all": 9 * HOUR}), now=later) + run(*opened, by=rule(id="here"), now=later)
    there = run(*opened, by=rule({"all": 2 * HOUR}), now=later) + run(*opened, by=rule(id="there"), now=later)
    found = strictest((there, here) if turned else (here, there))
    assert {clock.rule_id: clock.due_at - T0 for clock in found} == {
        "decide": 2 * HOUR,
        "here": 24 * HOUR,
        "there": 24 * HOUR,
    }


def test_a_recurring_rule_keeps_every_run():
    again = rule({"all": 2 * HOUR}, recurs=True, ends="closed")
    several = run(("opened", T0), ("decided", T0 + HOUR), by=again, now=T0 + 2 * HOUR)
    assert len(several) == 2
    assert strictest((several, ())) == several


def test_a_law_that_counts_later_sees_what_was_before_as_if_it_happened_then():
    events = (Event("opened", T0), Event("decided", T0 + 9 * HOUR))
    assert seen_from(None, events) == events
    seen = seen_from(T0 + 5 * HOUR, events)
    assert [event.at - T0 for event in seen] == [5 * HOUR, 9 * HOUR]


@pytest.mark.parametrize(
    ("after", "breached"),
    [
        pytest.param(5 * HOUR, 5 * HOUR, id="in its time"),
        pytest.param(30 * HOUR, 24 * HOUR, id="too late anyway"),
    ],
)
def test_what_was_given_up_stops_a_clock_as_missed(after, breached):
    at = T0 + after
    clock = only(("opened", T0), (f"{GIVEN_UP}decided", at), by=rule(), now=at + HOUR)
    assert (clock.state, clock.stopped_at, clock.breached_at) == (State.LATE, at, T0 + breached)
    assert given_up((clock,), at=at) == (clock,)
    assert given_up((clock,), at=at + HOUR) == ()
    met = only(("opened", T0), ("decided", T0 + HOUR), (f"{GIVEN_UP}decided", at), by=rule(), now=at + HOUR)
    assert (met.state, met.breached_at) == (State.MET, None)
    assert given_up((met,), at=T0 + HOUR) == ()


def test_the_first_to_end_drives_and_of_two_at_one_moment_the_law():
    opened, now = ("opened", T0), T0 + HOUR
    ours, soon = (
        only(opened, by=rule(), now=now),
        only(opened, by=rule({"all": 2 * HOUR}, id="soon"), now=now),
    )
    laws = only(opened, by=rule(id="law", statutory=True), now=now)
    met = only(opened, ("decided", now), by=rule({"all": HOUR}, id="met"), now=now)
    assert driving((ours, soon, laws, met)) == soon
    assert driving((ours, laws)) == driving((laws, ours)) == laws
    assert driving((met,)) is driving(()) is None


def test_whose_a_clock_is_says_the_place_of_the_law_and_none_for_a_promise_of_the_house():
    both = (pack("EU"), pack("IN"))
    assert whose("in_ncii", both).place == "IN"
    own = next(one for one in both[0].clocks.values() if not one.statutory)
    assert whose(own.id, both) == Driver(rule=own, place=None)
    assert rule_of("in_ncii", both) == both[1].clocks["in_ncii"]
    assert rule_of("in_ncii", both[:1]) is None
