"""Which form of an entry is meant? Its number rises with every change."""

import json

import pytest

from ombud.adapters.policies import jurisdictions
from ombud.adapters.releases import read_released
from ombud.core.pack.parse import parse
from ombud.core.pack.versions import numbered, unraised, unraised_since
from ombud.core.refusals import Refused


def changed(lay, pack, **sections):
    return unraised(json.loads(pack.compiled), json.loads(lay(**sections).compiled))


LEAVE = {"why": {"zh": "试", "en": "A try"}, "approved_by": "何 He"}
SOONER = {"amounts": {"all": "10m"}}


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        pytest.param({}, (), id="nothing changed"),
        pytest.param({"clocks": {"ack_target": SOONER}}, ("clocks.ack_target",), id="an entry with an old number"),
        pytest.param({"clocks": {"ack_target": {**SOONER, "version": 2}}}, (), id="an entry with a new number"),
        pytest.param({"clocks": {"ack_target": {"version": 2}}}, (), id="a number alone"),
        pytest.param({"paging": {"lead_after": "1m"}}, ("paging",), id="a section that is one entry"),
        pytest.param({"paging": {"lead_after": "1m", "version": 2}}, (), id="with a new number"),
        pytest.param({"care": {"weights": dict.fromkeys(("E0", "E1", "E2", "E3", "E4", "E5"), 20), "version": 3}}, (), id="doses follow care's number"),
    ],
)  # fmt: skip
def test_a_change_is_seen_by_its_number(lay, pack, sections, found):
    assert changed(lay, pack, **sections) == found


def test_what_a_profile_says_numbers_every_kind_that_is_like_it(lay, pack):
    found = lay(profiles={"content": {"viewing": 30, "version": 5, "override": LEAVE}})
    heavier = {code for code in pack.categories if found.categories[code] != pack.categories[code]}
    assert len(heavier) > 5
    numbered = {key: pack.versions.get(key, 1) for key in found.versions}
    raised = {key: number - numbered[key] for key, number in found.versions.items() if number > numbered[key]}
    assert set(raised.values()) == {2}
    assert {f"categories.{code}" for code in heavier} <= raised.keys()


def test_of_several_layers_the_highest_number_counts_and_new_entries_begin_with_one(lay, pack):
    assert lay(clocks={"ack_target": {"version": 4}}).versions == {**pack.versions, "clocks.ack_target": 4}
    title = {"zh": "新", "en": "New"}
    assert lay(clauses={"OWN.1": {"title": title, "text": title, "covers": ["CV"]}}).versions == pack.versions


@pytest.mark.parametrize("version", [0, "2", 1.5, True])
def test_a_number_that_is_none_names_its_place(lay, version):
    with pytest.raises(Refused, match="expected 1, 2, 3"):
        lay(clocks={"ack_target": {"version": version}})


@pytest.mark.parametrize("place", jurisdictions())
def test_what_ships_and_changed_since_the_last_release_has_a_higher_version(layers, place):
    released = read_released(place)
    assert "clocks.ack_target" in released
    assert unraised_since(released, json.loads(parse(layers, jurisdiction=place).compiled)) == ()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param({}, (), id="nothing changed"),
        pytest.param(SOONER, ("clocks.ack_target",), id="a change under the released number"),
        pytest.param({**SOONER, "version": 2}, (), id="a change under a new number"),
    ],
)
def test_an_entry_is_held_to_what_was_released(lay, pack, said, found):
    released = {**numbered(json.loads(pack.compiled)), "clocks.gone": "1 0"}
    assert unraised_since(released, json.loads(lay(clocks={"ack_target": said}).compiled)) == found
