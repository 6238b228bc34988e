"""A case waits for a first person no longer than it is grave, and no machine is one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ombud.adapters.calendars import read_calendars
from ombud.core import case_fold, facts
from ombud.core.clocks import Event, Mark, State, next_at, read
from ombud.core.facts import Line
from tests.cast import CASE, JUN, LETTER, MEI, START, opened, pack, proposed, words

CALENDARS = read_calendars()
MINUTE = timedelta(minutes=1)
RULE = pack().clocks["first_human_target"]
MACHINE, BY_MEI, BY_JUN = "chore:sort", f"agent:{MEI}", f"agent:{JUN}"
TAKES = facts.Assigned(agent=MEI, how="next")
STEP = facts.StepDone(step="look", marks=())
DECIDED = facts.Decided(no=1, outcome="no_violation", orders=())
APPEAL = facts.Appealed(no=1, decision=1, side="complainant", letter=LETTER, words=words())


def joined(severity):
    return facts.Joined(count=1, digest="ab", severity=severity, first_at=START)


def told(*several, severity="S3"):
    """A case of a Monday at nine in Beijing, and what followed: after how many minutes, by whom, which fact."""
    later = (
        Line(seq=no, at=START + after * MINUTE, by=by, fact=fact)
        for no, (after, by, fact) in enumerate(several, 2)
    )
    first = Line(seq=1, at=START, by=MACHINE, fact=opened(severity=severity))
    return case_fold.fold(CASE, (first, *later))


def runs(case, *, after):
    """The runs of the clock so many minutes after the case began."""
    events = tuple(Event(code, at) for code, at in case.moved)
    now = START + after * MINUTE
    return read((RULE,), events=events, severity=case.severities, calendars=CALENDARS, now=now)


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        pytest.param("S0", START + 10 * MINUTE, id="S0: ten minutes"),
        pytest.param("S1", START + 30 * MINUTE, id="S1: half an hour"),
        pytest.param("S2", START + 120 * MINUTE, id="S2: two hours"),
        pytest.param("S3", datetime(2026, 11, 23, 9, tzinfo=UTC), id="S3: eight hours at work, five in the afternoon"),
        pytest.param("S4", datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC), id="S4: the next working day"),
    ],
)  # fmt: skip
def test_a_person_is_there_as_soon_as_it_is_grave(severity, due):
    (clock,) = runs(told(severity=severity), after=1)
    assert (clock.kind, clock.due_at, clock.state) == ("take", due, State.RUNNING)


def test_a_gravity_that_a_rule_gives_no_time_has_no_clock():
    only_grave = replace(RULE, amounts={"S0": RULE.amounts["S0"]})
    case = told(severity="S3")
    events = tuple(Event(code, at) for code, at in case.moved)
    assert read((only_grave,), events=events, severity=case.severities, calendars=CALENDARS, now=START) == ()


@pytest.mark.parametrize(
    ("by", "fact", "state"),
    [
        pytest.param(BY_MEI, TAKES, State.MET, id="somebody takes it"),
        pytest.param(BY_MEI, STEP, State.MET, id="somebody does a step of it"),
        pytest.param(BY_JUN, facts.Assigned(agent=MEI, how="lead", words=words()), State.RUNNING, id="given to somebody who has not looked"),
        pytest.param(MACHINE, facts.Assigned(agent=MEI, how="issue"), State.RUNNING, id="given by a machine"),
        pytest.param(MACHINE, joined("S3"), State.RUNNING, id="one more complaint"),
        pytest.param(BY_JUN, facts.KeptOut(agent=MEI, words=words()), State.RUNNING, id="somebody is kept out of it"),
    ],
)  # fmt: skip
def test_only_a_person_who_has_it_in_hand_is_the_first(by, fact, state):
    (clock,) = runs(told((5, by, fact)), after=6)
    assert clock.state is state


def test_whoever_was_given_it_is_the_first_once_they_act():
    given = (5, BY_JUN, facts.Assigned(agent=MEI, how="lead", words=words()))
    (clock,) = runs(told(given, (9, BY_MEI, STEP)), after=600)
    assert (clock.state, clock.stopped_at) == (State.MET, START + 9 * MINUTE)


def test_what_becomes_graver_has_its_stricter_time_from_then_and_never_a_later_one():
    graver = told((60, MACHINE, joined("S1")))
    (clock,) = runs(graver, after=61)
    assert (clock.started_at, clock.due_at) == (START + 60 * MINUTE, START + 90 * MINUTE)
    (before,) = runs(told((110, MACHINE, joined("S1")), severity="S2"), after=111)
    assert before.due_at == START + 120 * MINUTE


def test_what_becomes_graver_in_somebodys_hands_waits_for_them_anew_and_what_is_decided_does_not():
    held = (5, BY_MEI, TAKES), (60, MACHINE, joined("S1"))
    first, second = runs(told(*held), after=61)
    assert (first.state, second.state, second.due_at) == (State.MET, State.RUNNING, START + 90 * MINUTE)
    (_, acted) = runs(told(*held, (70, BY_MEI, STEP)), after=71)
    assert acted.state is State.MET
    decided = (5, BY_MEI, TAKES), (6, BY_MEI, proposed()), (7, BY_MEI, DECIDED), (60, MACHINE, joined("S1"))
    assert [one.state for one in runs(told(*decided), after=61)] == [State.MET]


def test_an_appeal_waits_for_a_person_of_its_own_by_how_grave_it_is_now():
    first = (5, BY_MEI, TAKES), (6, BY_MEI, proposed()), (7, BY_MEI, DECIDED), (60, "complainant", APPEAL)
    _, clock = runs(told(*first), after=61)
    assert (clock.started_at, clock.state) == (START + 60 * MINUTE, State.RUNNING)
    _, taken = runs(told(*first, (65, BY_JUN, facts.Assigned(agent=JUN, how="next"))), after=66)
    assert taken.state is State.MET


def test_what_the_house_answers_by_itself_waits_for_nobody():
    said = (
        (1, MACHINE, facts.Assigned(agent=MEI, how="issue")),
        (2, MACHINE, proposed()),
        (3, MACHINE, DECIDED),
    )
    (clock,) = runs(told(*said), after=900)
    assert clock.state is State.MET


def test_a_person_who_is_missed_is_marked_as_missed():
    late = told(severity="S1")
    (clock,) = runs(late, after=31)
    assert (clock.state, next_at(clock, now=START + 31 * MINUTE)) == (
        State.BREACHED,
        (clock.due_at, Mark.BREACH),
    )
