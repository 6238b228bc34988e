"""What a decision hid comes back by itself because the account answered: at once, or once a wait is over that nobody sued in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ombud.adapters.calendars import read_calendars
from ombud.core import enforcement, facts
from ombud.core.clocks import EXTENDED, Event, State, read
from ombud.core.refusals import No, Refused
from ombud.core.restoring import check_stays, gives_back_at, giving_back
from tests.cast import (
    COMPLAINT,
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

TAKEN = facts.Assigned(agent=MEI, how="next")
HIDDEN = order("4" * 42, marks=("protected", "removed", "blocked"))
STRIKE = order("5" * 42, measure="L5", marks=("protected",))
L4, L5 = (facts.Chosen(measure=one, target=SUBJECT) for one in ("L4", "L5"))
DECIDED = (
    TAKEN,
    proposed(measures=(L4, L5)),
    facts.Decided(no=1, outcome="violation", orders=(HIDDEN, STRIKE)),
)
COUNTERED = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words(), counter=True)
ARRIVED = facts.Told(letter=LETTER, template="forwarded_counter", side="complainant", marks=("arrived",))
SUED = facts.SuitShown(letter=LETTER, complaint=COMPLAINT, words=words())
LAWS = {
    "CV.IP.COPY": "cn_copyright_counter",
    "EC.IP": "cn_ecommerce_counter",
    "CV.IP.TM": "cn_counter_notice",
    "DF.PERSON": "cn_personality_counter",
    "PR.PORTRAIT": "cn_personality_counter",
    "IM.PERSON": "cn_personality_counter",
}


def answered(*several, code="EC.IP"):
    """涛 Tao states that his item, judged in lines 2 to 4, infringes nothing."""
    return a_case(*DECIDED, COUNTERED, *several, first=opened(code, "S3"))


def clocks_of(case, now=START + timedelta(days=1), *, also=()):
    rule = pack().clocks[LAWS[case.code]]
    events = (*(Event(code, at) for code, at in case.moved), *also)
    return read((rule,), events=events, severity=((START, "S3"),), calendars=read_calendars(), now=now)


def returned(case, law):
    """What 涛 Tao's statement brought back."""
    back = enforcement.seen_again(case, case.decisions[0])
    return facts.Reversed(decision=1, orders=back, law=law, bars=law == "cn_copyright_counter")


def test_in_copyright_it_comes_back_the_moment_that_the_account_states_it():
    case = answered(code="CV.IP.COPY")
    clock = giving_back(case, clocks_of(case))
    assert (clock.rule_id, gives_back_at(clock)) == ("cn_copyright_counter", case.moved[-1][1])
    assert clock.due_at - clock.started_at == timedelta(hours=1)


@pytest.mark.parametrize("code", sorted(LAWS.keys() - {"CV.IP.COPY"}))
def test_in_trade_and_for_a_name_or_a_face_it_comes_back_fifteen_days_after_the_statement_reached_the_right_holder(
    code,
):
    assert giving_back(answered(code=code), clocks_of(answered(code=code))) is None, "nobody has it yet"
    case = answered(ARRIVED, code=code)
    clock = giving_back(case, clocks_of(case))
    assert gives_back_at(clock) == datetime(2026, 12, 8, 15, 59, 59, tzinfo=UTC), (
        "the end of the fifteenth day"
    )
    assert clock.due_at == datetime(2026, 12, 11, 15, 59, 59, tzinfo=UTC)


def test_a_fifteenth_day_on_which_nobody_works_moves_on_and_never_ends_the_wait_and_our_time_at_once():
    """Arrived on 20 January 2027: the fifteenth day is 4 February; on the 26th it would lie in the Spring Festival."""
    rule = pack().clocks["cn_ecommerce_counter"]
    festival = next(
        day for day in (START + timedelta(days=one) for one in range(30, 90))
        if not read_calendars()["CN"].is_business_day((day + timedelta(days=15)).date())
        and not read_calendars()["CN"].is_business_day((day + timedelta(days=18)).date())
    )  # fmt: skip
    (clock,) = read(
        (rule,),
        events=(Event("arrived", festival),),
        severity=((START, "S3"),),
        calendars=read_calendars(),
        now=festival,
    )
    days = read_calendars()["CN"]
    assert days.is_business_day(days.day_of(clock.not_before))
    assert days.day_of(clock.not_before) > (festival + timedelta(days=15)).date()
    assert clock.not_before < clock.due_at


def test_a_notarys_delay_adds_working_days_to_the_wait_and_to_our_time():
    case = answered(ARRIVED)
    before = giving_back(case, clocks_of(case))
    more = Event(f"{EXTENDED}cn_ecommerce_counter", START + timedelta(days=2))
    after = giving_back(case, clocks_of(case, START + timedelta(days=3), also=(more,)))
    days = read_calendars()["CN"]
    for one, other in ((before.not_before, after.not_before), (before.due_at, after.due_at)):
        gone = (other - one).days
        worked = [days.is_business_day(days.day_of(one + timedelta(days=day))) for day in range(1, gone + 1)]
        assert sum(worked) == 20
    assert after.extended


def test_who_went_to_court_in_time_keeps_it_hidden():
    case = answered(ARRIVED, SUED)
    (clock,) = clocks_of(case)
    assert (clock.state, giving_back(case, (clock,))) == (State.MET, None)
    assert case.suits == (SUED,)


def test_only_what_was_hidden_comes_back_and_the_law_is_kept_once_the_host_says_so():
    case = answered(ARRIVED)
    fact = returned(case, "cn_ecommerce_counter")
    assert [(one.measure, one.do, one.marks) for one in fact.orders] == [("L4", "lift", ("restored",))]
    ordered = answered(ARRIVED, fact)
    assert giving_back(ordered, clocks_of(ordered)) is None, "it is on its way"
    assert clocks_of(ordered)[0].state is State.RUNNING
    done = answered(ARRIVED, fact, facts.Confirmed(key=fact.orders[0].key))
    assert clocks_of(done)[0].state is State.MET
    assert [one.measure for one in enforcement.lifts(done, done.decisions[0].orders)] == ["L4", "L5"]
    assert enforcement.reversals(done, done.decisions[0])[0].measure == "L5", "the strike stands"


def test_of_two_laws_the_one_that_waits_longest_is_waited_for():
    case = answered(ARRIVED)
    (clock,) = clocks_of(case)
    at_once = replace(clock, rule_id="at_once", not_before=None)
    assert giving_back(case, (at_once, clock)) == giving_back(case, (clock, at_once)) == clock


@pytest.mark.parametrize(
    ("several", "code", "barred", "refused"),
    [
        pytest.param((), "EC.IP", None, False, id="nothing came back"),
        pytest.param(("cn_ecommerce_counter",), "EC.IP", None, True, id="it came back by law"),
        pytest.param(("cn_ecommerce_counter",), "CV.SEX.ADULT", None, False, id="it is something else now"),
        pytest.param((), "CV.IP.COPY", "cn_copyright_counter", True, id="a second notice on it"),
        pytest.param(("found",), "CV.IP.COPY", "cn_copyright_counter", False, id="about another right"),
        pytest.param(("found", "cn_copyright_counter"), "CV.IP.COPY", None, True, id="another right, and it came back here"),
        pytest.param(("cn_ecommerce_counter", "sued"), "EC.IP", None, False, id="the right holder sued"),
    ],
)  # fmt: skip
def test_what_a_law_gave_back_is_not_hidden_again(several, code, barred, refused):
    said = {"sued": SUED, "found": facts.Established(source="agent", facts=("another_right",))}
    case = answered(code=code)
    for one in several:
        told = [
            said[name] if name in said else returned(answered(), name)
            for name in several[: several.index(one) + 1]
        ]
        case = answered(*told, code=code)
    check_stays(case, (L5,), barred=barred, pack=pack())
    if refused:
        with pytest.raises(Refused) as no:
            check_stays(case, (L5, L4), barred=barred, pack=pack())
        assert (no.value.code, no.value.facts["law"]) == (No.CAME_BACK, barred or several[-1])
    else:
        check_stays(case, (L5, L4), barred=barred, pack=pack())


def test_an_unknown_measure_hides_nothing():
    assert not enforcement.would_hide(answered(), facts.Chosen(measure="L99", target=SUBJECT), pack=pack())


def test_whoever_went_to_court_before_the_letter_arrived_has_gone_for_good():
    case = answered(SUED, ARRIVED)
    assert clocks_of(case) == ()
    assert giving_back(case, clocks_of(case)) is None
    again = answered(ARRIVED, SUED, ARRIVED)
    assert [one.state for one in clocks_of(again)] == [State.MET]
