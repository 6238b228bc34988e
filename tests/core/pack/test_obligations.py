"""Is every duty of the laws we know of kept by something in a pack, or openly not?"""

import re
from collections import Counter
from datetime import timedelta

import pytest

from ombud.adapters.calendars import read_calendars
from ombud.adapters.policies import jurisdictions
from ombud.core import facts
from ombud.core.clocks import RESUMED, WAITING, Event, read
from ombud.core.pack.lint_obligations import is_there
from ombud.core.pack.parse import parse
from tests.cast import COMPLAINT, LETTER, MEI, START, a_case, opened, words

PLACES = {
    "CN": 58, "EU": 36, "IN": 15, "US": 12, "UK": 10, "US-CA": 9, "AU": 6, "US-TX": 2, "VN": 2, "INTL": 2,
    "DE": 1, "FR": 1, "JP": 1, "KR": 1, "ID": 1, "BR": 1, "TR": 1,
}  # fmt: skip
WITHOUT_PACK = {"AU", "VN", "JP", "KR", "ID", "BR", "TR"}


def test_every_duty_that_we_know_of_is_here_once_whichever_place_it_binds(duties):
    assert Counter(duty.place for duty in duties) == PLACES
    assert sum(PLACES.values()) == 159
    assert len({duty.id for duty in duties}) == 159


def test_each_is_kept_or_says_why_not_and_most_are_not_verified(duties):
    assert Counter(duty.not_kept is None for duty in duties) == {True: 131, False: 28}
    assert Counter(duty.source.confidence for duty in duties) == {"verify": 109, "sure": 50}


EXTENDS = {
    "decide_target": ({"S2": timedelta(hours=72), "S3": timedelta(days=7), "S4": timedelta(days=7)}, None),
    "eu_gdpr_answer": ({"all": 2}, "eu_gdpr_answer"),
    "uk_data_right": ({"all": 2}, "uk_data_right"),
    "us_ca_data": ({"all": timedelta(days=45)}, "us_ca_data"),
    "us_ca_child_image_decide": ({"all": timedelta(days=30)}, "us_ca_child_image"),
    "us_ca_bullying_decide": ({"all": timedelta(days=30)}, "us_ca_bullying_decide"),
    "us_ca_identity_decide": ({"all": 30}, "us_ca_identity_decide"),
    "eu_dsa_settlement": ({"all": 90}, "eu_dsa_settlement"),
    "outside_target": ({"all": timedelta(days=90)}, None),
    "cn_ecommerce_counter": ({"all": 20}, "cn_notarisation"),
    "cn_counter_notice": ({"all": 20}, "cn_notarisation"),
    "cn_personality_counter": ({"all": 20}, "cn_notarisation"),
}
"""Clock → how much may be added, and the duty of the list that says so: +P2M, +P45D, 60 days at most from the report."""


WAITS = {"uk_data_right", "cn_minor_refund"}
"""One waits by its own words; of the other the days are ours, and the Civil Code (art. 145) gives a guardian thirty to answer."""


def test_of_all_laws_two_wait_while_a_person_is_asked_for_what_is_needed(layers):
    packs = [parse(layers, jurisdiction=place) for place in jurisdictions()]
    waits = {rule.id: rule for pack in packs for rule in pack.clocks.values() if rule.suspends}
    assert waits.keys() == WAITS
    assert waits["cn_minor_refund"].phrase, "the law says no number that could run on meanwhile"
    asked, answered = START + timedelta(days=3), START + timedelta(days=10)
    told = (Event("received", START), Event(WAITING, asked), Event(RESUMED, answered))
    due = [
        read(
            (waits["uk_data_right"],),
            events=events,
            severity=((START, "S3"),),
            calendars=read_calendars(),
            now=answered,
        )[0].due_at
        for events in (told[:1], told)
    ]
    assert due[1] - due[0] == answered - asked


@pytest.mark.parametrize(
    ("given", "stands"), [(30, True), (7, False)], ids=["the guardian's thirty days", "another question"]
)
def test_the_days_for_a_childs_money_stand_for_the_guardian_alone(layers, given, stands):
    rule = parse(layers, jurisdiction="CN").clocks["cn_minor_refund"]
    until = START + timedelta(days=given, minutes=9)
    asked = facts.Asked(complaint=COMPLAINT, letter=LETTER, words=words(), until=until)
    case = a_case(facts.Assigned(agent=MEI, how="next"), asked, first=opened("LV.MINOR"))
    moved = (Event("received", START), *(Event(code, at) for code, at in case.moved))
    later = START + timedelta(days=2)
    (clock,) = read((rule,), events=moved, severity=((START, "S2"),), calendars=read_calendars(), now=later)
    assert (clock.paused_since is not None) is stands


def test_only_what_a_duty_of_the_list_lets_be_extended_can_be_and_by_no_more(layers):
    packs = [parse(layers, jurisdiction=place) for place in jurisdictions()]
    found = {name: clock for pack in packs for name, clock in pack.clocks.items() if clock.extends_by}
    assert {name: dict(clock.extends_by) for name, clock in found.items()} == {
        name: more for name, (more, _) in EXTENDS.items()
    }
    for name, (_, duty) in EXTENDS.items():
        kept = next((pack.obligations[duty].kept_by for pack in packs if duty in pack.obligations), ())
        assert duty is None or f"clocks.{name}" in kept
        start = {"cn_notarisation": "arrived", "eu_dsa_settlement": "taken_outside"}.get(duty, "received")
        assert duty is None or found[name].starts == start, (
            "the longest time is counted from the report, the letter, or what the body took up"
        )


def test_a_place_without_a_pack_keeps_nothing_and_says_so(duties):
    assert {
        duty.place for duty in duties if duty.not_kept and "No pack for" in duty.not_kept.en
    } == WITHOUT_PACK
    assert not any(duty.kept_by for duty in duties if duty.place in WITHOUT_PACK)


def test_both_languages_say_what_is_owed_when_and_why_not(duties):
    texts = [text for duty in duties for text in (duty.trigger, duty.duty, duty.limit, duty.not_kept) if text]
    assert all(re.search(r"[\u4e00-\u9fff]", text.zh) and re.search(r"[a-z]", text.en) for text in texts)
    assert not any(re.search(r"[\u4e00-\u9fff]", text.en) for text in texts)


@pytest.mark.parametrize(
    ("named", "there"),
    [
        pytest.param("clocks.ack_target", True, id="a clock"),
        pytest.param("measures.X.POLICE", True, id="a measure with a dot in its name"),
        pytest.param("playbooks.crisis", True, id="a playbook"),
        pytest.param("playbooks.crisis.rescue", True, id="a step"),
        pytest.param("reports.eu_dsa_report", False, id="a report of another place"),
        pytest.param("playbooks.crisis.dance", False, id="no such step"),
        pytest.param("playbooks.nowhere.rescue", False, id="no such playbook"),
        pytest.param("letters.receipt.rescue", False, id="a letter has no steps"),
        pytest.param("clocks", False, id="a section"),
        pytest.param("signers.A2", False, id="a section that keeps no duty"),
    ],
)
def test_a_duty_is_kept_by_what_is_there(pack, named, there):
    assert is_there(pack, named) is there


def test_a_report_keeps_the_duty_that_asks_for_it(layers):
    packs = {place: parse(layers, jurisdiction=place) for place in ("EU", "IN")}
    kept = {
        name: named
        for place, pack in packs.items()
        for name, duty in pack.obligations.items()
        for named in duty.kept_by
        if named.startswith("reports.") and is_there(packs[place], named)
    }
    assert kept == {
        "eu_dsa_database": "reports.eu_dsa_statements",
        "eu_dsa_report": "reports.eu_dsa_report",
        "eu_p2b_complaints": "reports.eu_p2b_figures",
        "in_monthly": "reports.in_monthly",
    }
