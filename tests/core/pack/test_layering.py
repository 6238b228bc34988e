"""Later layers add or tighten; what loosens needs a reason and a name; what is dated counts on its days only."""

from datetime import UTC, date, datetime

import pytest

from ombud.core.pack.lint import lint
from ombud.core.pack.parse import from_compiled
from ombud.core.pack.tightening import is_stricter
from ombud.core.refusals import No, Refused

LEAVE = {"why": {"zh": "合同另有约定", "en": "A contract says otherwise"}, "approved_by": "何 He, 2026-11-28"}


@pytest.mark.parametrize(
    ("rule", "before", "stricter", "looser"),
    [
        (
            "clocks.amounts",
            {"S0": "15m", "all": "3d"},
            {"S0": "10m", "all": "3d"},
            {"S0": "15m", "all": "4d"},
        ),
        ("clocks.amounts", {"all": 3}, {"all": 2, "S0": 1}, {"S0": 1}),
        ("clocks.amounts", {"all": 3}, {"all": 3}, {"all": "3h"}),
        ("clocks.extends_by", {"S3": "7d"}, {"S3": "5d"}, {"S3": "7d", "S2": "1h"}),
        ("clocks.extends_by", {"all": "7d"}, {}, "7d"),
        ("clocks.applies", ["CV"], ["CV", "PR"], ["PR"]),
        ("clocks.applies", ["CV"], ["*"], []),
        ("clocks.statutory", False, True, "yes"),
        ("approvals.level", "A2", "A3", "A1"),
        ("approvals.facts", ["livelihood", "refused"], ["refused"], ["refused", "no_report"]),
        ("approvals.followers_over", 100_000, 10_000, 100_001),
        ("approvals.amount_over", {"CNY": 100}, {"CNY": 90}, {"CNY": 101}),
        ("approvals.amount_over", {"CNY": 100, "EUR": 9}, {"EUR": 9}, {"CNY": 100, "EUR": 9, "USD": 1}),
        ("measures.limit", "72h", "2d", "4d"),
        ("categories.to_disclose", "V2", "V4", "V1"),
        ("categories.never", ["ask_for_copy"], ["ask_for_copy", "warn"], []),
        ("letters.fields", ["reasons"], ["reasons", "facts"], []),
        ("appeals.window", "180d", "200d", "179d"),
        ("care.daily_cap", 300, 200, 301),
        ("retentions.least", "184d", "200d", "100d"),
        ("retentions.most", "1096d", "900d", "1200d"),
        ("severities.severity", "S2", "S1", "S3"),
        ("severities.severity", "S2", "S2", None),
        ("severities.at_least", {"reporters": 20}, {"reporters": 10}, {"reporters": 30}),
        ("severities.at_least", {"reporters": 20}, {}, {"reporters": 20, "followers": 10}),
        ("severities.facts", ["livelihood"], [], ["livelihood", "leak_confirmed"]),
        ("severities.asks", ["sealed"], ["sealed", "minors"], []),
        ("phrases.zh", ["尽快"], ["尽快", "很快"], []),
        ("care.weights", {"E3": 1.5}, {"E3": 2}, {"E3": 1}),
        ("wait.kinds", {"DF": "48h"}, {"DF": "6d", "EC": "48h"}, {"EC": "48h"}),
        ("playbooks.steps", [1], [1], [1, 2]),
        ("clocks.unit", "elapsed", "elapsed", "business_day"),
        ("measures.limit", "72h", "72h", None),
    ],
)
def test_a_rule_is_stricter_only_where_that_can_be_shown(rule, before, stricter, looser):
    section, key = rule.split(".")
    assert is_stricter(section, key, before, stricter)
    assert not is_stricter(section, key, before, looser)


def test_a_deployment_may_promise_to_be_faster(lay, pack):
    sooner = lay(paging={"lead_after": "1m"})
    assert sooner.paging.lead_after < pack.paging.lead_after
    assert dict(sooner.overrides) == {}


def test_a_house_says_by_which_calendar_it_works_and_needs_no_leave_for_that(lay, pack):
    """The clocks of our own promises follow it; those of a law keep the calendar of the place."""
    own = ("first_human_target", "account_cooling")
    assert [pack.clocks[name].calendar for name in own] == ["CN", "CN"]
    elsewhere = lay(office={"calendar": "UK", "version": 2})
    assert [elsewhere.clocks[name].calendar for name in own] == ["UK", "UK"]
    assert elsewhere.calendars["UK"].zone == "Europe/London"
    changed = {name for name, one in elsewhere.clocks.items() if one.calendar != pack.clocks[name].calendar}
    assert changed == {*own}
    assert dict(elsewhere.overrides) == {}
    assert [
        elsewhere.versions[f"clocks.{name}"] - pack.versions.get(f"clocks.{name}", 1) for name in own
    ] == [1, 1]
    assert "office" not in elsewhere.versions


def test_a_promise_of_an_office_that_nobody_named_is_refused_and_so_is_an_unknown_calendar(lay):
    with pytest.raises(Refused, match="where this house works"):
        lay(office={"calendar": None})
    assert any("unknown calendar 'MARS'" in one for one in map(str, lint(lay(office={"calendar": "MARS"}))))


def test_a_slower_promise_is_refused_and_the_message_says_what_is_missing(lay):
    with pytest.raises(Refused) as refused:
        lay(paging={"lead_after": "1h"})
    assert refused.value.code is No.PACK_BROKEN
    assert refused.value.facts["where"] == "deployment/here.yml: paging"
    assert "loosens lead_after" in str(refused.value.facts["why"])


def test_with_reason_and_name_it_is_taken_and_shows(lay):
    slower = lay(clocks={"ack_target": {"amounts": {"all": "30d"}, "override": LEAVE}})
    (shown,) = slower.overrides.values()
    assert (shown.entry, shown.keys, shown.layer) == ("clocks.ack_target", ("amounts",), "deployment")
    assert (shown.why.zh, shown.approved_by) == (LEAVE["why"]["zh"], LEAVE["approved_by"])
    assert from_compiled(slower.compiled) == slower


@pytest.mark.parametrize("leave", [True, {"approved_by": "何 He"}, {"why": LEAVE["why"]}])
def test_leave_without_reason_or_name_is_none(lay, leave):
    with pytest.raises(Refused) as refused:
        lay(paging={"lead_after": "1h", "override": leave})
    assert "deployment/here.yml" in str(refused.value.facts["where"])


def test_an_empty_reason_is_found_by_the_linter(lay):
    found = lint(lay(paging={"lead_after": "1h", "override": {**LEAVE, "why": {"zh": "", "en": "because"}}}))
    assert [problem.why for problem in found if "overrides" in problem.where] == ["zh is missing"]


def test_leave_of_nobody_is_found_by_the_linter(lay):
    found = lint(lay(paging={"lead_after": "1h", "override": {**LEAVE, "approved_by": " "}}))
    assert [problem.why for problem in found if "overrides" in problem.where] == ["was approved by nobody"]


def test_leave_that_loosens_nothing_is_not_shown(lay):
    assert not lay(paging={"lead_after": "1m", "override": LEAVE}).overrides


def test_what_a_layer_adds_needs_no_leave(lay):
    title = {"zh": "新规则", "en": "A new rule"}
    more = lay(clauses={"OWN.1": {"title": title, "text": title, "covers": ["CV"]}})
    assert more.clauses["OWN.1"].title.zh == "新规则"
    assert not more.overrides


@pytest.mark.parametrize(
    "key", [{"pauses": True}, {"extends_by": {"all": "1d"}}], ids=["a pause", "more time"]
)
def test_what_gives_time_where_nobody_gave_any_loosens(lay, key):
    with pytest.raises(Refused, match="loosens"):
        lay(clocks={"protect_target": key})
    assert lay(clocks={"protect_target": {**key, "override": LEAVE}}).overrides


FROM, LAST = date(2027, 1, 1), date(2027, 6, 30)
DATED = {"paging": {"lead_after": "1m", "valid_from": "2027-01-01", "valid_to": LAST}}


@pytest.mark.parametrize(
    ("on", "turns"),
    [
        (date(2026, 12, 31), FROM),
        (FROM, date(2027, 7, 1)),
        (LAST, date(2027, 7, 1)),
        (date(2027, 7, 1), None),
    ],
)
def test_a_dated_rule_counts_from_its_first_day_to_its_last(lay, pack, on, turns):
    found = lay(on=on, **DATED)
    assert (found.paging.lead_after < pack.paging.lead_after) is (FROM <= on <= LAST)
    assert found.changes_on(on) == turns


@pytest.mark.parametrize(
    ("dates", "turn"),
    [({"valid_from": FROM}, FROM), ({"valid_to": LAST}, date(2027, 7, 1))],
    ids=["begins", "ends"],
)
def test_a_rule_may_begin_without_an_end_or_end_without_a_beginning(lay, dates, turn):
    found = lay(on=date(2026, 12, 31), paging={"lead_after": "1m", **dates})
    assert found.changes_on(date(2026, 12, 31)) == turn
    assert found.changes_on(turn) is None


def test_the_pack_of_a_day_does_not_depend_on_when_within_its_days_it_is_read(lay):
    assert lay(on=FROM, **DATED).digest == lay(on=LAST, **DATED).digest
    assert lay(on=FROM, **DATED).digest != lay(on=date(2026, 12, 31), **DATED).digest


def test_two_rules_that_follow_each_other_both_stand_in_the_files(lay):
    title = {"zh": "甲", "en": "One"}
    whole = {"title": title, "text": title, "covers": ["CV"]}
    for on, there in ((date(2026, 6, 1), "OWN.OLD"), (date(2027, 6, 1), "OWN.NEW")):
        found = lay(
            on=on,
            clauses={
                "OWN.OLD": {**whole, "valid_to": "2026-12-31"},
                "OWN.NEW": {**whole, "valid_from": FROM},
            },
        )
        assert {name for name in found.clauses if name.startswith("OWN")} == {there}


@pytest.mark.parametrize(
    "said", ["soon", datetime(2027, 1, 1, 8, tzinfo=UTC)], ids=["a word", "a day with its hour"]
)
def test_a_day_that_is_none_names_its_place(lay, said):
    with pytest.raises(Refused) as refused:
        lay(paging={"lead_after": "1m", "valid_from": said})
    assert refused.value.facts["where"] == "deployment/here.yml: paging.valid_from"
    assert "expected a day" in str(refused.value.facts["why"])


def test_a_rule_that_would_count_on_no_day_is_refused(lay):
    with pytest.raises(Refused) as refused:
        lay(paging={"lead_after": "1m", "valid_from": LAST, "valid_to": FROM})
    assert refused.value.facts["where"] == "deployment/here.yml: paging"
