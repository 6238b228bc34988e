from datetime import date, timedelta

import pytest

from ombud.adapters.policies import jurisdictions, read_layers
from ombud.core.pack.parse import compiled, from_compiled, parse
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Class


def test_the_digest_names_what_the_pack_says_and_nothing_else(layers):
    first, again = parse(layers, jurisdiction="CN"), parse(read_layers(), jurisdiction="CN")
    assert first.digest == again.digest
    assert len(first.digest) == 64
    assert first.digest != parse(layers, jurisdiction="EU").digest


def test_any_change_gives_another_digest(layers, over):
    changed = parse(over(paging={"lead_after": "1m"}), jurisdiction="CN")
    assert changed.digest != parse(layers, jurisdiction="CN").digest
    assert changed.paging.lead_after == timedelta(minutes=1)
    assert changed.paging.deputy_after == timedelta(minutes=5)


@pytest.mark.parametrize("jurisdiction", [*jurisdictions(), "", "XX"])
def test_a_stored_pack_comes_back_as_it_was(layers, jurisdiction):
    pack = parse(layers, jurisdiction=jurisdiction)
    back = from_compiled(compiled(pack))
    assert back == pack
    assert back.digest == pack.digest
    assert compiled(back) == compiled(pack)


def test_parsing_leaves_the_layers_as_they_were(over):
    given = over(measures={"P2": {"limit": "3d"}})
    first = parse(given, jurisdiction="CN")
    assert parse(given, jurisdiction="CN").digest == first.digest


def test_a_date_in_a_file_and_the_same_date_in_words_are_one(over):
    def with_date(on):
        clock = {
            "source": {"instrument": "House rule", "article": "1", "checked_on": on, "confidence": "own"}
        }
        return parse(over(clocks={"ack_target": clock}), jurisdiction="CN")

    assert with_date(date(2026, 11, 1)).digest == with_date("2026-11-01").digest
    assert with_date(date(2026, 11, 1)).clocks["ack_target"].source.checked_on == "2026-11-01"


def test_a_layer_of_another_place_says_nothing_here(layers):
    assert "cn_personal_information" in parse(layers, jurisdiction="CN").clocks
    assert "cn_personal_information" not in parse(layers, jurisdiction="EU").clocks
    assert all(not rule.statutory for rule in parse(layers, jurisdiction="XX").clocks.values())


def test_a_state_takes_what_its_country_says(layers):
    assert "us_take_it_down" in parse(layers, jurisdiction="US-CA").clocks
    assert "us_take_it_down" not in parse(layers, jurisdiction="USX").clocks


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("MN.SEX.GROOM", "MN.SEX.GROOM", id="exact"),
        pytest.param("MN.SEX.SOMETHING.NEW", "MN.SEX", id="nearest above"),
        pytest.param("CV.NEW", "CV", id="family"),
        pytest.param("ZZ.TOP", "SV.UNKNOWN", id="nobody knows"),
    ],
)
def test_an_unknown_code_falls_back_to_the_nearest_above_it(pack, code, found):
    assert pack.category(code).code == found


def test_what_falls_back_from_a_childs_case_stays_sealed(pack):
    assert pack.category("MN.SEX.NEW").sealed
    assert pack.category("MN.NEW").clearance == "minors"


def test_lookups_follow_the_kind(pack):
    assert pack.category("LV.MINOR.OWN").cls is Class.MINORS
    assert pack.playbook("AS.TAKEOVER").id == "account_takeover"
    assert pack.appeal("UF.ACCOUNT").levels == 2
    assert pack.measure("L4.LATER").code == "L4"
    assert pack.measure("Z9") is None
    assert pack.wait_limit == timedelta(days=7)
    assert pack.category("CV.HATE").allows("X.POLICE")
    assert not pack.category("SV.QUESTION").allows("L4")
    assert pack.playbook("CV").step("see_in_context").skip == "never"
    assert pack.playbook("CV").step("nowhere") is None
    assert {clause.id for clause in pack.clauses_for("CV.HATE")} == {"CLIPS.2.6"}
    assert {route.id for route in pack.routes_for("CV.FRAUD.SCAM", side="account")} == {
        "cn_12377",
        "cn_court",
    }
    assert "cn_12356" in {line.id for line in pack.help_for("SH.IMMINENT")}
    assert {rule.id for rule in pack.clocks_for("SV.QUESTION")} >= {
        "ack_target",
        "decide_target",
        "cn_telecom_answer",
    }
    assert pack.letters["receipt"].title.say("und") == pack.letters["receipt"].title.en


def test_a_clock_counts_by_severity_or_for_all(pack):
    assert pack.clocks["decide_target"].amount("S0") == timedelta(hours=1)
    assert pack.clocks["protect_target"].amount("S4") is None
    assert pack.clocks["cn_personal_information"].amount("S1") == 15


def test_the_dose_is_minutes_of_viewing_times_the_weight(pack, over):
    assert pack.category("SV.QUESTION").dose == 0
    assert pack.category("MN.SEX.GROOM").dose == 2 * 8
    assert parse(over(categories={"CV.SPAM": {"dose": 7}}), jurisdiction="CN").category("CV.SPAM").dose == 7.0


@pytest.mark.parametrize(
    ("sections", "where", "why"),
    [
        pytest.param({"categorys": {}}, "deployment/here.yml: categorys", "unknown section", id="section"),
        pytest.param(
            {"measures": []}, "deployment/here.yml: measures", "expected a mapping", id="section is a list"
        ),
        pytest.param(
            {"measures": {"P2": 3}}, "deployment/here.yml: measures.P2", "expected an entry", id="no entry"
        ),
        pytest.param(
            {"measures": {"P2": {"limt": "7d"}}},
            "deployment/here.yml: measures.P2.limt",
            "unknown key",
            id="unknown key",
        ),
        pytest.param(
            {"measures": {"P2": {"limit": "soon"}}},
            "deployment/here.yml: measures.P2.limit",
            "expected a duration",
            id="duration",
        ),
        pytest.param(
            {"measures": {"P2": {"limit": "99999999999d"}}},
            "deployment/here.yml: measures.P2.limit",
            "expected a duration",
            id="longer than any calendar",
        ),
        pytest.param(
            {"measures": {"P99": {"scope": "item"}}},
            "deployment/here.yml: measures.P99.title",
            "missing",
            id="missing key",
        ),
        pytest.param(
            {"measures": {"P2": {"scope": 4}}},
            "deployment/here.yml: measures.P2.scope",
            "expected str",
            id="wrong type",
        ),
        pytest.param(
            {"measures": {"P2": {"title": "hide"}}},
            "deployment/here.yml: measures.P2.title",
            "expected zh, en",
            id="words in one language",
        ),
        pytest.param(
            {"clauses": {"CLIPS.1.1": {"covers": "MN"}}},
            "deployment/here.yml: clauses.CLIPS.1.1.covers",
            "expected a list",
            id="no list",
        ),
        pytest.param(
            {"clocks": {"ack_target": {"amounts": "15m"}}},
            "deployment/here.yml: clocks.ack_target.amounts",
            "expected a mapping",
            id="no mapping",
        ),
        pytest.param(
            {"clocks": {"ack_target": {"warn_at": True}}},
            "deployment/here.yml: clocks.ack_target.warn_at",
            "expected float",
            id="yes is no number",
        ),
        pytest.param(
            {"categories": {"CV.SPAM": {"like": "nothing"}}},
            "deployment/here.yml: categories.CV.SPAM.like",
            "no profile",
            id="profile",
        ),
        pytest.param(
            {"playbooks": {"crisis": {"steps": [{"id": "x"}]}}},
            "deployment/here.yml: playbooks.crisis.steps[0].title",
            "missing",
            id="inside a list",
        ),
        pytest.param(
            {"care": {"daily_cap": "much"}},
            "deployment/here.yml: care.daily_cap",
            "expected float",
            id="single section",
        ),
    ],
)
def test_a_mistake_names_the_file_the_key_and_what_was_expected(over, sections, where, why):
    with pytest.raises(Refused) as refused:
        parse(over(**sections), jurisdiction="CN")
    assert refused.value.code is No.PACK_BROKEN
    assert refused.value.facts["where"] == where
    assert str(refused.value.facts["why"]).startswith(why)


def test_an_empty_file_is_refused_by_name():
    with pytest.raises(Refused) as refused:
        parse(
            ({"layer": "base", "jurisdiction": None, "files": {"base/empty.yml": None}},), jurisdiction="CN"
        )
    assert refused.value.facts["where"] == "base/empty.yml"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        pytest.param({"version": "1"}, "pack: id", id="no id"),
        pytest.param({"id": "x"}, "pack: version", id="no version"),
        pytest.param(
            {"id": "x", "version": "1"}, "pack: categories.SV.UNKNOWN", id="nothing to fall back to"
        ),
    ],
)
def test_a_pack_without_a_head_is_refused(content, where):
    with pytest.raises(Refused) as refused:
        parse(
            ({"layer": "base", "jurisdiction": None, "files": {"base/all.yml": content}},), jurisdiction="CN"
        )
    assert refused.value.facts["where"] == where
