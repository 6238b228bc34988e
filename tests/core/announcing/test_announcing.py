"""What a law has announced ahead waits for its day, moves on if the letter came late, and is dropped if it was wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ombud.adapters.calendars import read_calendars
from ombud.core import announcing, enforcement, facts
from ombud.core.case_fold import fold
from ombud.core.clocks import Event, State, read
from ombud.core.facts import Line
from ombud.core.pack.approvals import ApprovalFacts
from ombud.core.refusals import No, Refused
from tests.cast import (
    ACCOUNT,
    CASE,
    LETTER,
    MEI,
    START,
    SUBJECT,
    a_case,
    opened,
    order,
    pack,
    proposed,
    words,
)

LAW = "eu_p2b_termination"
EU = read_calendars()["EU"]
RULE = pack("EU").clocks[LAW]
AHEAD = ((RULE, EU),)
SHOP = ApprovalFacts(business_account=True)
L9 = facts.Chosen(measure="L9", target=ACCOUNT)
L4 = facts.Chosen(measure="L4", target=SUBJECT)
CLOSES = order("9" * 42, measure="L9", target=ACCOUNT)
STRIKES = order("5" * 42, measure="L5", target=ACCOUNT)
TAKEN = facts.Assigned(agent=MEI, how="next")
TOLD = facts.Told(letter=LETTER, template="statement_of_reasons", side="account", decision=1)
DAY = timedelta(days=1)


def waits(*orders, at=START + 34 * DAY, tell_by=START + 4 * DAY):
    return facts.Announced(orders=orders, at=at, tell_by=tell_by, laws=(LAW,))


def decided(*more, announced=None, orders=()):
    """梅 Mei closed an account, from a day on."""
    fact = facts.Decided(no=1, outcome="violation", orders=orders, announced=announced or waits(CLOSES))
    return a_case(TAKEN, proposed(measures=(L9,), announces=(LAW,)), fact, *more, first=opened())


def told(at):
    """The letter arrived at this moment."""
    several = [opened(), TAKEN, proposed(measures=(L9,)), facts.Decided(no=1, outcome="violation", orders=(), announced=waits(CLOSES))]  # fmt: skip
    lines = [
        Line(seq=seq, at=START, by="chore:decide", fact=fact) for seq, fact in enumerate((*several, TOLD), 1)
    ]
    lines[-1] = Line(seq=5, at=at, by="chore:deliver", fact=TOLD)
    return fold(CASE, lines)


@pytest.mark.parametrize(
    ("chosen", "situation", "asked"),
    [
        pytest.param((L9,), SHOP, (LAW,), id="a business user's account is closed"),
        pytest.param((L4, L9), SHOP, (LAW,), id="beside something that holds at once"),
        pytest.param((L9,), ApprovalFacts(), (), id="anybody else's account"),
        pytest.param((L4,), SHOP, (), id="an item of a business user"),
        pytest.param(
            (facts.Chosen(measure="L9", target=ACCOUNT, host_decision="d-1"),),
            SHOP,
            (),
            id="what the host decided by itself",
        ),
    ],
)
def test_a_law_has_announced_ahead_what_it_names_and_nothing_else(chosen, situation, asked):
    found = announcing.asked_by((RULE,), chosen, severity="S3", situation=situation)
    assert announcing.still_asked(found, at_once=None) == asked


@pytest.mark.parametrize(
    ("severity", "facts_", "asked"),
    [("S3", {"own_motion": True}, ("in_prior_notice",)), ("S1", {"own_motion": True}, ()), ("S3", {}, ())],
    ids=["of its own accord", "urgent", "somebody asked for it"],
)
def test_in_india_a_removal_of_its_own_accord_is_announced_first_and_no_other(severity, facts_, asked):
    rule = pack("IN").clocks["in_prior_notice"]
    found = announcing.asked_by((rule,), (L4,), severity=severity, situation=ApprovalFacts(**facts_))
    assert announcing.still_asked(found, at_once=None) == asked
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    days = read_calendars()["IN"]
    waits = announcing.held_back((order(),), ((rule, days),), severity="S3", now=now)
    assert waits.at == days.midnight_after(days.day_of(now) + 2 * DAY)


def test_a_reason_of_the_law_lets_it_hold_at_once_and_no_other_does():
    assert announcing.still_asked((RULE,), at_once="repeated") == ()
    with pytest.raises(Refused) as no:
        announcing.still_asked((RULE,), at_once="urgent")
    assert (no.value.code, no.value.facts["field"]) == (No.UNKNOWN_WORD, "at_once")
    assert no.value.facts["known"] == ["imperative_reason", "legal_duty", "repeated"]
    with pytest.raises(Refused):
        announcing.still_asked((), at_once="repeated")


def test_thirty_whole_days_lie_between_the_last_moment_for_the_letter_and_the_day():
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    found = announcing.held_back((CLOSES, STRIKES), AHEAD, severity="S3", now=now)
    assert (found.orders, found.laws) == ((CLOSES,), (LAW,))
    assert found.at == EU.midnight_after(EU.day_of(now) + 33 * DAY)
    assert found.tell_by == EU.end_of(EU.day_of(now) + 3 * DAY)
    assert announcing.held_back((STRIKES,), AHEAD, severity="S3", now=now) is None
    assert announcing.held_back((CLOSES,), (), severity="S3", now=now) is None


def test_what_the_host_took_for_an_intruder_waits_with_the_account_and_is_not_dropped_where_it_is_chosen_again():
    gives = order("9" * 42, measure="R", target=ACCOUNT)
    falls = order("8" * 42, do="lift", measure="L5", target=ACCOUNT, host_decision="d-1")
    rule = pack().clocks["account_cooling"]
    ahead = ((rule, read_calendars()["CN"]),)
    found = announcing.held_back((falls, gives), ahead, severity="S3", now=START)
    assert found.orders == (gives, falls)
    assert announcing.held_back((falls,), ahead, severity="S3", now=START) is None
    decision = replace(decided().decisions[0], announced=found)
    again = (facts.Chosen(measure="R.STRIKE", target=ACCOUNT, host_decision="d-1"),)
    said = {"overturned": True, "instead": ()}
    assert announcing.dropped(decision, keep=again, **said) == (gives.key,)
    assert announcing.dropped(decision, keep=(), **said) == (gives.key, falls.key)


def test_the_law_s_clock_runs_until_the_letter_is_there_and_counts_back_from_the_day_named_last():
    def clock(case, now):
        past = case.decisions[0]
        events = (
            Event(code, at, past.effective_at if code == announcing.EVENT else None)
            for code, at in case.moved
        )
        said = {"severity": ((START, "S3"),), "calendars": {"EU": EU}, "now": now}
        return read((RULE,), events=tuple(events), **said)[0]

    case = decided()
    assert clock(case, START + DAY).state == State.RUNNING
    assert clock(case, START + 9 * DAY).state == State.BREACHED
    late = told(START + 9 * DAY)
    assert clock(late, START + 9 * DAY).state == State.LATE
    to = announcing.moves_to(late, 1, ahead=AHEAD)
    moved = announcing.moved(late.decisions[0], facts.Postponed(decision=1, at=to))
    assert to == EU.midnight_after(EU.day_of(START) + 39 * DAY)
    assert (moved.effective_at, announcing.is_late(moved)) == (to, False)
    assert clock(replace(late, decisions=(moved,)), START + 9 * DAY).state == State.MET


def test_nothing_is_due_before_the_letter_is_there_then_its_day_or_at_once_where_the_day_must_move():
    assert announcing.due_at(decided()) is None
    in_time, late = told(START + DAY), told(START + 5 * DAY)
    assert announcing.due_at(in_time) == START + 34 * DAY
    assert announcing.moves_to(in_time, 1, ahead=AHEAD) is None
    (past,) = announcing.waiting(in_time)
    assert not announcing.has_come(in_time, past, now=START + 33 * DAY)
    assert announcing.has_come(in_time, past, now=START + 34 * DAY)
    assert announcing.due_at(late) == START + 5 * DAY
    assert announcing.moves_to(late, 1, ahead=()) == START + 34 * DAY, "a law that is gone moves no day"


def test_on_its_day_it_is_an_order_like_any_other_and_can_be_undone():
    case = decided(facts.TookEffect(decision=1, orders=(CLOSES,)))
    (past,) = case.decisions
    assert (past.orders, past.announced, case.orders[CLOSES.key]) == ((CLOSES,), None, "open")
    assert [one.measure for one in enforcement.reversals(case, past)] == ["L9"]
    assert announcing.orders(case) == ()
    assert announcing.due_at(case) is None


def test_before_its_day_nothing_of_it_holds_so_that_there_is_nothing_to_undo():
    case = decided(orders=(STRIKES,))
    assert announcing.orders(case) == announcing.orders(case, 1) == (CLOSES,)
    assert announcing.orders(case, 2) == ()
    assert [one.measure for one in enforcement.reversals(case, case.decisions[0])] == ["L5"]


@pytest.mark.parametrize(
    ("overturned", "keep", "instead", "gone"),
    [
        pytest.param(True, (), (), ["9"], id="overturned"),
        pytest.param(True, (L9,), (), [], id="changed, and chosen again"),
        pytest.param(False, (), (), [], id="upheld"),
        pytest.param(False, (L9,), (CLOSES,), ["9"], id="upheld, and now at once"),
    ],
)
def test_it_is_dropped_where_it_is_overturned_or_holds_at_once(overturned, keep, instead, gone):
    (past,) = decided().decisions
    keys = announcing.dropped(past, overturned=overturned, keep=keep, instead=instead)
    assert [key[0] for key in keys] == gone
    rest = announcing.without(past, keys)
    assert (rest.announced is None) == bool(gone)


def test_what_never_waited_is_neither_dropped_nor_moved():
    case = decided(facts.Reversed(decision=1, orders=(), dropped=(CLOSES.key,)))
    (past,) = case.decisions
    assert announcing.orders(case) == ()
    assert announcing.dropped(past, overturned=True, keep=(), instead=()) == ()
    assert announcing.without(past, ("x",)) == past
    assert announcing.moved(past, facts.Postponed(decision=1, at=START)) == past


def test_of_several_that_wait_one_can_be_dropped_alone():
    (past,) = decided(announced=waits(CLOSES, STRIKES)).decisions
    assert announcing.without(past, (CLOSES.key,)).announced.orders == (STRIKES,)


def test_what_waits_is_not_ordered_a_second_time():
    case = decided()
    again = enforcement.orders_of(
        case, no=2, chosen=(L9, L4), clause=None, pack=pack("EU"), announced=announcing.orders(case)
    )
    assert [one.measure for one in again] == ["L4"]


GIVES = order("7" * 42, measure="R", target=ACCOUNT)
THAT_WAS_NOT_ME = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())


def test_what_gives_an_account_away_stops_when_somebody_says_that_was_not_me_and_what_takes_does_not():
    for waiting, cools, due in ((GIVES, True, None), (CLOSES, False, START + 34 * DAY)):
        heard = decided(TOLD, announced=waits(waiting))
        (past,) = announcing.waiting(heard)
        assert announcing.cools_down(past) is cools
        assert announcing.due_at(heard) == START + 34 * DAY
        stopped = decided(TOLD, THAT_WAS_NOT_ME, announced=waits(waiting))
        (past,) = announcing.waiting(stopped)
        assert announcing.is_stopped(stopped, past) is cools
        assert announcing.due_at(stopped) == due
        assert announcing.has_come(stopped, past, now=START + 40 * DAY) is not cools
    assert not announcing.cools_down(decided(facts.TookEffect(decision=1, orders=(CLOSES,))).decisions[0])
