"""What somebody found who read every duty of the list against the clocks: what ends one, what it runs for, and how long a window is."""

from datetime import UTC, datetime, timedelta

import pytest

from ombud.core import playbooks
from ombud.core.counting import Count, Unit
from ombud.core.pack.words import falls_under
from tests.cast import a_case, opened, packs

PACKS = {pack.jurisdiction: pack for pack in packs()}


@pytest.mark.parametrize(
    ("clock", "starts", "stops"),
    [
        pytest.param("EU eu_withdrawal_refund", "received", "paid_back", id="money that was promised is not back"),
        pytest.param("CN cn_referral", "received", "told", id="handled and told, in ten working days"),
        pytest.param("CN cn_right_answer", "received", "told", id="an answer is one that was given"),
    ],
)  # fmt: skip
def test_a_clock_of_law_ends_with_what_the_law_asks_for_and_not_with_a_step_towards_it(clock, starts, stops):
    place, name = clock.split()
    rule = PACKS[place].clocks[name]
    assert (rule.starts, rule.stops) == (starts, stops)
    assert rule.kind != "decide"


@pytest.mark.parametrize(
    ("clock", "code", "runs"),
    [
        pytest.param("IN in_order", "TE.ORDER", True, id="an order about terror is an order"),
        pytest.param("IN in_order", "TE.CONTENT", False, id="a report about terror is none"),
        pytest.param("IN in_ncii", "MN.SEX.CSAM", True, id="a child's images are intimate images"),
        pytest.param("IN in_ncii", "MN.SEX.GROOM", False, id="words to a child are no image"),
        pytest.param("IN in_ncii", "CV.SEX.MINOR", True, id="a child made to look sexual"),
        pytest.param("CN cn_telecom_answer", "AS.LOCKOUT", True, id="who is told of 12300 has its clock"),
        pytest.param("CN protect_target", "CV.SEX.ADULT", True, id="pornography in China: at once"),
        pytest.param("CN protect_target", "CV.ILLEGAL", True, id="drugs and gambling in China: at once"),
        pytest.param("CN protect_target", "CV.DANGER", True, id="what harms minors in China: at once"),
        pytest.param("CN protect_target", "CV.SPAM", False, id="spam is not unlawful"),
        pytest.param("EU protect_target", "CV.SEX.ADULT", False, id="pornography is no crime in Europe"),
    ],
)  # fmt: skip
def test_a_clock_runs_for_every_kind_that_its_duty_is_about_and_for_no_other(clock, code, runs):
    place, name = clock.split()
    assert falls_under(code, PACKS[place].clocks[name].applies) is runs


@pytest.mark.parametrize("rule", ["ordinary", "account", "child_safety", "second_look", "question"])
def test_in_europe_an_appeal_is_open_for_six_months_on_any_day_it_is_told(rule):
    """Reg. 1182/71: the last day counts whole, and one that is off moves on; 1 July ends on 4 January."""
    europe = PACKS["EU"]
    count = Count(Unit.MONTH, europe.calendars["EU"].calendar(), rolls=True)
    days = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(540))
    longest = max(count.after(day, 6) - day for day in days)
    assert timedelta(days=187) < longest <= europe.appeals[rule].window


def test_what_holds_an_appeal_together_outlives_it_everywhere():
    for pack in PACKS.values():
        for kind in pack.categories.values():
            kept = pack.retentions[kind.retention["case"]]
            assert kept.least >= pack.appeal(kind.code).window


def heard_for(code, step, pack):
    """How long a step of a case of this kind waits for the account, where these are the rules."""
    return playbooks.step_of(a_case(first=opened(code)), step, pack=pack).until


@pytest.mark.parametrize("place", sorted(PACKS))
def test_an_account_is_heard_for_as_long_as_its_playbook_says_and_no_place_gives_less(place):
    """A step that waits for the answer must not be over before, or long after, the letter says that it is."""
    pack = PACKS[place]
    steps = [
        (code, step)
        for code, category in pack.categories.items()
        for step in pack.playbooks[category.playbook].steps
        if step.done_on == "account_answered" and step.until is not None
    ]
    assert {code.partition(".")[0] for code, _ in steps} >= {"EC", "IM"}
    assert [code for code, step in steps if pack.wait.for_account(code) < step.until] == []
    assert [
        code for code, step in steps if heard_for(code, step.id, pack) != pack.wait.for_account(code)
    ] == []
    assert timedelta(hours=48) <= pack.wait.for_account("DF.PERSON") <= timedelta(days=6)


def test_an_author_in_britain_has_five_whole_days_and_elsewhere_what_the_house_gives():
    """Defamation (Operators of Websites) Regulations 2013: midnight at the end of the fifth day."""
    heard = {place: pack.wait.for_account("DF.PERSON") for place, pack in PACKS.items()}
    assert heard.pop("UK") > timedelta(days=5)
    assert set(heard.values()) == {timedelta(hours=48)}


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("CN", "Asia/Shanghai"),
        ("EU", "Europe/Brussels"),
        ("IN", "Asia/Kolkata"),
        ("UK", "Europe/London"),
        ("US", "America/New_York"),
    ],
)
def test_a_place_has_a_clock_on_its_wall(place, zone):
    assert PACKS[place].zone == zone
