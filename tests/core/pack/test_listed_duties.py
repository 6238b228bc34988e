"""Are the duties those of the list, and is a number in it kept by a clock of law that leaves no more time?

The list is tests/cases/obligations.csv: for each duty how long there is (ISO 8601), how that is counted or the law's own
word, and where it was read: P the primary text, S secondary sources, M memory.
"""

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cast import packs

LIST = Path(__file__).parents[2] / "cases" / "obligations.csv"
LISTED = tuple(csv.DictReader(LIST.read_text("utf-8").splitlines()))
COUNTED = {
    "elapsed": "elapsed",
    "elapsed_excl_weekend_hours": "hours_excl_weekend",
    "elapsed_excl_non_business_days": "hours_excl_non_business_day",
    "calendar_days": "calendar_day",
    "calendar_days_before": "calendar_day",
    "recurring_calendar_days": "calendar_day",
    "days_excl_sat_sun": "weekday",
    "working_days": "business_day",
    "business_days": "business_day",
    "month_calendar": "month",
    "event": "elapsed",
    "immediate": "elapsed",
}
"""How the list counts, before its first colon → the unit of a clock."""
BY_THE_DAY = {"eu_dsa_reasons": "calendar_day"}
"""Where the law names the date of what happens, and not its moment."""
KEPT_FOR = {"retention_min", "retention_min_months"}
OF_OTHERS = {
    "eu_dsa_appeal_window": "how long a person may appeal: the window of our appeals, below",
    "in_appeal": "how long a person may turn to the Grievance Appellate Committee, which we say and do not count",
    "uk_defamation_poster": "how long the poster may answer: the wait of the case; ours is removal after it, clocks.uk_defamation_removal",
    "cn_minor_capacity": "how long a guardian may take to say yes; silence is a no, and nothing is due from us",
    "eu_dsa_report": "how often a report is made: the times that reports.eu_dsa_report may be about, below",
    "in_monthly": "how often a report is made: the times that reports.in_monthly may be about, below",
    "eu_dsa_buyers": "how far back those bought who must be told, not by when",
}
"""Duties kept whose number is nothing that is due from us."""
WITHOUT_CLOCK = {
    "eu_dsa_order_recipient": "the letter is written before the host hears of the order; whether it arrives before the order takes effect is up to both, and only the day is counted, by clocks.eu_dsa_reasons",
    "intl_iso_10002": "a standard, no law: the receipt has a target of ours, 15 minutes",
    "cn_notarisation": "what the other side's time is extended by: extends_by of both clocks, counted by working days",
    "cn_12315": "the authority's own time to take a complaint, told among the ways out",
}
"""Duties kept with a number and no clock of law, and why not."""
LONGEST = {"P90D": 90, "P180D": 180, "P6M": 184, "P1Y": 366, "P3Y": 1096}
"""How many days it can be at most, leap years and all."""


@pytest.fixture(scope="module")
def clocks():
    return {name: rule for pack in packs() for name, rule in pack.clocks.items()}


@pytest.fixture
def kept(duties):
    """The duties that something keeps and that have a number, each with its row of the list."""
    rows = {row["duty"]: row for row in LISTED}
    return [(duty, rows[duty.id]) for duty in duties if duty.kept_by and rows[duty.id]["deadline"]]


def way(row):
    return row["clock"].split(":")[0]


def number(row):
    return int(re.search(r"\d+", row["deadline"])[0])


def longest(row):
    return timedelta(days=LONGEST[row["deadline"]])


def is_enough(rule, row):
    """Say whether a clock of law leaves no more than the row does; not before it, or as long ahead, where the row says so."""
    if not rule.statutory or rule.unit not in {BY_THE_DAY.get(row["duty"], COUNTED[way(row)]), "elapsed"}:
        return False
    if row["clock"].startswith("recurring") and not rule.recurs:
        return False
    most = number(row)
    if rule.ahead or way(row) == "calendar_days_before":
        return rule.ahead and all(amount >= most for amount in rule.amounts.values())
    if rule.gives_back and most == rule.not_before:  # the other side's time, not ours
        return True
    if row["clock"].endswith("not_before"):
        return rule.not_before is not None and rule.not_before >= most
    if rule.unit == "elapsed" or "T" in row["deadline"]:  # so many times 24 hours end before so many days do
        most = timedelta(hours=most) if "T" in row["deadline"] else timedelta(days=most)
    return all(amount <= most for amount in rule.amounts.values())


def test_the_rows_are_those_of_the_list_and_none_is_surer_than_it(duties):
    listed = {(row["duty"], row["place"], row["instrument"], row["article"]) for row in LISTED}
    assert {(duty.id, duty.place, duty.source.instrument, duty.source.article) for duty in duties} == listed
    assert len(LISTED) == len(listed) == 159
    read = {row["duty"] for row in LISTED if row["confidence"] == "sure" and row["read"].startswith("P")}
    assert {duty.id for duty in duties if duty.source.confidence == "sure"} == read


def test_a_duty_with_a_number_has_a_clock_of_law_that_leaves_no_more_or_the_reason_is_here(kept, clocks):
    without = {
        duty.id
        for duty, row in kept
        if way(row) in COUNTED
        and not any(
            is_enough(clocks[name.removeprefix("clocks.")], row)
            for name in duty.kept_by
            if name.startswith("clocks.")
        )
    }
    assert without == WITHOUT_CLOCK.keys()


def test_every_other_number_says_how_long_something_is_kept_or_is_no_time_of_ours(kept):
    others = {duty.id for duty, row in kept if way(row) not in COUNTED | dict.fromkeys(KEPT_FOR)}
    assert others == OF_OTHERS.keys()


def test_what_a_law_has_kept_for_so_long_is_kept_for_as_long(kept):
    for duty, row in kept:
        if way(row) in KEPT_FOR:
            assert any(_lasts(name, row) for name in duty.kept_by), duty.id


def test_a_person_may_appeal_for_as_long_as_the_law_has_it(duties):
    row = next(row for row in LISTED if row["duty"] == "eu_dsa_appeal_window")
    duty = next(duty for duty in duties if duty.id == row["duty"])
    rules = next(pack.appeals for pack in packs() if pack.jurisdiction == "EU")
    assert all(rules[name.removeprefix("appeals.")].window >= longest(row) for name in duty.kept_by)


@pytest.mark.parametrize(
    ("place", "name", "every"),
    [
        pytest.param("EU", "eu_dsa_statements", ("days", "month"), id="without undue delay"),
        pytest.param(
            "EU", "eu_dsa_report", ("year", "half"), id="every year, very large platforms every half"
        ),
        pytest.param("EU", "eu_p2b_figures", ("year",), id="every year"),
        pytest.param("IN", "in_monthly", ("month",), id="every month"),
    ],
)
def test_a_report_is_made_as_often_as_its_law_asks(place, name, every):
    found = next(pack.reports[name] for pack in packs() if pack.jurisdiction == place)
    assert found.every == every
    assert [pack.jurisdiction for pack in packs() if name in pack.reports] == [place]


def _lasts(name, row):
    """Say whether a retention, or a measure that keeps, lasts as long; one that never ends does."""
    section, _, key = name.partition(".")
    found = next((getattr(pack, section).get(key) for pack in packs() if key in getattr(pack, section)), None)
    if section == "retentions":
        return found.method == "keep" or found.least >= longest(row)
    return section == "measures" and found.limit >= longest(row)
