"""Where several laws hold every duty of each does; of two the stricter; what cannot be is settled openly or by a person."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core.pack.approvals import level
from ombud.core.pack.parse import from_plain
from ombud.core.pack.promises import CONCERNS
from ombud.core.pack.union import about, as_settled, union
from tests import cast

CN, EU, US = (cast.pack(place) for place in ("CN", "EU", "US"))


def changed(pack, section, name, **keys):
    """A pack that says something else about one entry."""
    plain = json.loads(pack.compiled)
    entry = plain[section].setdefault(name, {}) if name else plain[section]
    entry |= keys
    return from_plain(plain)


def test_one_place_is_as_it_is():
    assert union((CN,)).pack is CN


def test_every_duty_route_and_number_of_both_counts_and_what_both_say_counts_once():
    both = union((CN, EU))
    assert both.conflicts == ()
    assert both.pack.jurisdiction == "CN+EU"
    for section in ("clocks", "obligations", "external_routes", "help_lines", "approvals", "categories"):
        one, other = getattr(CN, section), getattr(EU, section)
        assert getattr(both.pack, section).keys() == one.keys() | other.keys()


def test_a_whole_place_is_named_by_bytes_of_its_own():
    both = union((CN, EU)).pack
    assert both.digest not in {CN.digest, EU.digest}
    assert from_plain(json.loads(both.compiled)).digest == both.digest


@pytest.mark.parametrize(
    ("section", "name", "key", "one", "other", "found"),
    [
        pytest.param("grounds", "fraud_ring", "review_after", "48h", "24h", "24h", id="looked at again sooner"),
        pytest.param("appeals", "ordinary", "window", "184d", "365d", "365d", id="a longer time to appeal"),
        pytest.param("retentions", "K1", "least", "1096d", "1000d", "1096d", id="kept longer at least"),
        pytest.param("approvals", "close", "level", "A2", "A3", "A3", id="more signatures"),
        pytest.param("measures", "P2", "limit", "7d", "3d", "3d", id="a shorter measure"),
        pytest.param("clauses", "CLIPS.2.1", "covers", ["CV.SEX"], ["CV.VIO"], ["CV.SEX", "CV.VIO"], id="wider than either"),
        pytest.param("spared", "good_faith", "facts", ["good_faith", "in_crisis"], ["good_faith", "taken_over"], ["good_faith"], id="asks less for it"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True], ids=["", "in the other order"])
def test_of_two_values_the_one_that_asks_more_of_the_house_counts(  # noqa: PLR0917 - a table
    section, name, key, one, other, found, turned
):
    here, there = (changed(pack, section, name, **{key: value}) for pack, value in ((CN, one), (EU, other)))
    both = union((there, here) if turned else (here, there))
    assert both.conflicts == ()
    said = json.loads(both.pack.compiled)[section][name][key]
    assert (sorted(said) if isinstance(said, list) else said) == found


def test_the_most_signatures_that_any_place_asks_for_are_needed():
    strict = changed(EU, "approvals", "close", level="A4")
    assert level(union((CN, strict)).pack, category="CV.SPAM", measures=["L9"]) == "A4"


def test_what_neither_can_outdo_goes_to_a_person_and_what_the_case_began_with_stands_until_then():
    other = changed(EU, "categories", "CV.SPAM", playbook="fraud")
    both = union((CN, other))
    (conflict,) = both.conflicts
    assert (conflict.entry, conflict.settled) == ("categories.CV.SPAM", False)
    assert (conflict.kept.place, conflict.left.place, conflict.left.value) == ("CN", "EU", "fraud")
    assert both.pack.category("CV.SPAM").playbook == "content"
    assert about(conflict, code="CV.SPAM", pack=both.pack)
    assert not about(conflict, code="CV.HATE", pack=both.pack)


@pytest.mark.parametrize("turned", [False, True])
def test_silence_that_one_place_orders_comes_before_telling(turned):
    silent = changed(EU, "categories", "CV.SPAM", starts_withheld="authority_order")
    both = union((silent, CN) if turned else (CN, silent))
    (conflict,) = both.conflicts
    assert (conflict.settled, conflict.kept.place, conflict.kept.concern) == (True, "EU", "order")
    assert both.pack.category("CV.SPAM").starts_withheld == "authority_order"


@pytest.mark.parametrize(
    ("order", "kept", "lasts"),
    [
        pytest.param(CONCERNS, "CN", 1000, id="preservation before deletion, as declared"),
        pytest.param(tuple(reversed(CONCERNS)), "EU", 300, id="a house that declares the opposite"),
        pytest.param((), "CN", 1000, id="nothing declared: a person, and it is kept"),
    ],
)
def test_what_must_be_kept_here_and_erased_there_is_kept_as_precedence_says(order, kept, lasts):
    keeps = changed(changed(CN, "retentions", "K1", least="1000d"), "precedence", "", order=list(order))
    erases = changed(EU, "retentions", "K1", least="200d", most="300d")
    both = union((keeps, erases))
    (conflict,) = both.conflicts
    rule = both.pack.retentions["K1"]
    assert (conflict.entry, conflict.kept.place, conflict.settled) == ("retentions.K1", kept, bool(order))
    assert (rule.least, rule.most) == (timedelta(days=lasts), timedelta(days=lasts))
    assert about(conflict, code="CV.SPAM", pack=both.pack)
    assert not about(conflict, code="EC.NODELIVER", pack=both.pack)


SOON = {
    "kind": "appeal", "party": "case", "starts": "appeal_filed", "stops": "appeal_ruled", "statutory": True,
    "applies": ["CV.IP"], "amounts": {"all": "24h"}, "note": {"zh": "一", "en": "a"},
    "source": {"instrument": "Law", "article": "1", "checked_on": "2026-11-01", "confidence": "sure"}, "id": "eu_soon",
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "settled", "kept"),
    [
        pytest.param(SOON, False, "US", id="two laws about giving back: a person"),
        pytest.param({**SOON, "statutory": False}, True, "US", id="a law before a promise"),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["", "in the other order"])
def test_to_wait_by_one_law_and_to_act_before_by_another_is_said(rule, settled, kept, turned):
    soon = changed(EU, "clocks", "eu_soon", **rule)
    both = union((soon, US) if turned else (US, soon))
    (conflict,) = both.conflicts
    assert (conflict.entry, conflict.settled, conflict.kept.place) == (
        "clocks.us_dmca_restore",
        settled,
        kept,
    )
    assert about(conflict, code="CV.IP.COPY", pack=both.pack)
    assert not about(conflict, code="CV.SPAM", pack=both.pack)


def test_protection_of_a_life_waits_for_nothing():
    waits = changed(
        CN, "clocks", "cn_wait", **{**SOON, "kind": "protect", "id": "cn_wait", "not_before": "48h"}
    )
    saves = changed(EU, "clocks", "eu_soon", **{**SOON, "kind": "protect"})
    (conflict,) = union((waits, saves)).conflicts
    assert (conflict.kept.place, conflict.kept.concern, conflict.settled) == ("EU", "life", True)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"amounts": {"all": "90d"}}, "late enough"),
        ({"kind": "decide"}, "about something else"),
        ({"applies": ["PR"]}, "never of one case"),
    ],
)
def test_clocks_that_do_not_meet_are_no_conflict(more, why):
    assert union((US, changed(EU, "clocks", "eu_soon", **{**SOON, **more}))).conflicts == (), why


def test_what_only_one_place_says_of_an_entry_counts():
    note = {"zh": "只此一家", "en": "Here only"}
    both = union((CN, changed(EU, "categories", "CV.SPAM", advice=note)))
    assert both.conflicts == ()
    assert both.pack.category("CV.SPAM").advice.en == "Here only"


@pytest.mark.parametrize(
    ("section", "name", "keys", "code", "matters"),
    [
        ("playbooks", "content", {"steps": []}, "CV.SPAM", True),
        ("playbooks", "content", {"steps": []}, "AS.TAKEOVER", False),
        ("appeals", "ordinary", {"tier": "general"}, "CV.SPAM", True),
        ("appeals", "ordinary", {"tier": "general"}, "AS.TAKEOVER", False),
        ("signers", "A3", {"role": "legal"}, "AS.TAKEOVER", True),
        ("break_glass", "", {"level": "A3"}, "AS.TAKEOVER", True),
    ],
)
def test_a_conflict_is_about_the_kinds_that_its_entry_is_for(section, name, keys, code, matters):  # noqa: PLR0917 - a table
    both = union((CN, changed(EU, section, name, **keys)))
    (conflict,) = both.conflicts
    assert about(conflict, code=code, pack=both.pack) is matters


def test_what_a_person_chooses_counts_and_the_last_choice_last():
    other = changed(EU, "categories", "CV.SPAM", playbook="fraud")
    (conflict,) = union((CN, other)).conflicts
    as_is, instead = conflict.choices
    assert (instead.place, instead.over) == ("EU", "CN")
    both = union((CN, other), (as_is, instead))
    (found,) = both.conflicts
    assert (found.settled, found.chosen, found.kept.place, found.left.place) == (True, True, "EU", "CN")
    assert both.pack.category("CV.SPAM").playbook == "fraud"
    back = union((CN, other), (as_is, instead, as_is))
    assert back.pack.category("CV.SPAM").playbook == "content"
    assert back.conflicts[0].chosen


def test_a_choice_about_something_else_settles_nothing_and_none_outdoes_precedence():
    other = changed(EU, "categories", "CV.SPAM", starts_withheld="authority_order")
    (conflict,) = union((CN, other)).conflicts
    (found,) = union((CN, other), (conflict.choices[1],)).conflicts
    assert (found.kept.place, found.chosen) == ("EU", False)
    fraud = changed(EU, "categories", "CV.SPAM", playbook="fraud")
    (found,) = union((CN, fraud), conflict.choices).conflicts
    assert (found.kept.place, found.settled) == ("CN", False)


def test_of_three_places_each_value_is_called_by_the_place_it_comes_from():
    other, third = (
        changed(pack, "categories", "CV.SPAM", playbook=book)
        for pack, book in ((EU, "fraud"), (cast.pack("UK"), "crisis"))
    )
    first, _ = union((CN, other, third)).conflicts
    both = union((CN, other, third), (first.choices[1],))
    assert [(one.kept.place, one.left.place, one.settled) for one in both.conflicts] == [
        ("EU", "CN", True),
        ("EU", "UK", False),
    ]


@pytest.mark.parametrize("turned", [False, True], ids=["to wait", "to act"])
def test_who_chooses_to_wait_owes_nothing_sooner_and_who_chooses_to_act_need_not_wait(turned):
    soon = changed(EU, "clocks", "eu_soon", **SOON)
    (conflict,) = union((US, soon)).conflicts
    both = union((US, soon), (conflict.choices[turned],))
    waits, acts = US.clocks["us_dmca_restore"], soon.clocks["eu_soon"]
    assert as_settled(acts, both) == (acts if turned else None)
    assert as_settled(waits, both) == (replace(waits, not_before=None) if turned else waits)


def test_a_clock_of_two_places_starts_as_the_place_says_that_is_followed():
    late = changed(EU, "clocks", "decide_target", starts="told")
    (conflict,) = union((CN, late)).conflicts
    both = union((CN, late), (conflict.choices[1],))
    for pack in (CN, late):
        rule = pack.clocks["decide_target"]
        assert as_settled(rule, union((CN, late))) == rule
        assert as_settled(rule, both) == replace(rule, starts="told")
