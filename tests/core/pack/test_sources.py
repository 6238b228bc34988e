"""Every entry says what it rests on: itself, or by the head of its file."""

import json
from dataclasses import fields

import pytest

from ombud.core.pack.lint import lint
from ombud.core.pack.merge import CITED, KEYED, SINGLE, SOURCES
from ombud.core.pack.parse import KINDS, from_plain
from ombud.core.pack.types import Source
from ombud.core.pack.union import union
from ombud.core.refusals import Refused
from tests.cast import packs

OURS = {"instrument": "House rules of Clips", "article": "3", "checked_on": "2026-11-28", "confidence": "own"}
LAW = {
    "instrument": "电子商务法",
    "article": "第四十三条",
    "checked_on": "2026-11-28",
    "confidence": "verify",
}
TITLE = {"zh": "新", "en": "New"}
CLAUSE = {"title": TITLE, "text": TITLE, "covers": ["CV"]}
ROUTE = {"title": TITLE, "text": TITLE}


def test_what_holds_its_own_source_is_what_has_a_field_for_it():
    cited = {name for name in (*KEYED, *SINGLE) if any(one.name == "source" for one in fields(KINDS[name]))}
    assert cited == CITED


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.jurisdiction)
def test_everything_that_ships_says_what_it_rests_on(pack):
    uncited = {f"{name}.{entry}" for name in KEYED.keys() - CITED for entry in getattr(pack, name)}
    assert pack.sources.keys() == uncited | set(SINGLE)
    law = {name for name, one in pack.sources.items() if one.confidence != "own"}
    windows = {f"appeals.{name}" for name in pack.appeals}
    assert law == ({"misuse", *windows} if pack.jurisdiction == "EU" else set()), (
        "no law is behind what every place shares"
    )


@pytest.mark.parametrize(
    ("head", "said", "expected"),
    [
        pytest.param({"source": OURS}, {}, OURS, id="its file's"),
        pytest.param({"source": OURS}, {"source": LAW}, LAW, id="its own before its file's"),
        pytest.param({}, {"source": LAW}, LAW, id="its own"),
    ],
)
def test_an_entry_rests_on_what_it_says_or_else_on_what_its_file_does(lay, head, said, expected):
    pack = lay(clauses={"OWN.1": {**CLAUSE, **said}}, external_routes={"own": {**ROUTE, **said}}, **head)
    assert pack.sources["clauses.OWN.1"] == pack.external_routes["own"].source == Source(**expected)


def test_whoever_lays_something_over_an_entry_says_what_that_rests_on_or_leaves_it(lay, pack):
    told = {
        "clauses": {"CLIPS.1.2": {"covers": ["MN", "LV.MINOR", "CV"]}},
        "clocks": {"ack_target": {"warn_at": 0.5}},
    }
    silent, said = lay(**told), lay(source=OURS, **told)
    assert silent.sources["clauses.CLIPS.1.2"] == pack.sources["clauses.CLIPS.1.2"]
    assert said.sources["clauses.CLIPS.1.2"] == Source(**OURS)
    assert said.clocks["ack_target"].source == pack.clocks["ack_target"].source, (
        "what is cited stands where it stood"
    )


@pytest.mark.parametrize(
    ("source", "why"),
    [
        pytest.param({}, "has no source", id="none"),
        pytest.param(
            {"source": OURS | {"instrument": "", "article": " "}}, "has no source", id="an empty one"
        ),
        pytest.param({"source": OURS | {"checked_on": ""}}, "has no source", id="one that nobody looked up"),
        pytest.param({"source": OURS | {"confidence": "hope"}}, "unknown confidence", id="a hope"),
    ],
)
def test_an_entry_that_rests_on_nothing_is_refused(lay, source, why):
    (found,) = lint(lay(clauses={"OWN.1": {**CLAUSE, **source}}))
    assert (found.where, found.why.startswith(why)) == ("clauses.OWN.1", True)


def test_a_source_that_is_none_names_its_file(lay):
    with pytest.raises(Refused, match=r"deployment/here\.yml: sources\.clauses\.OWN\.1"):
        lay(source={"instrument": "x"}, clauses={"OWN.1": CLAUSE})


def test_a_pack_from_before_is_still_read_and_several_places_keep_what_each_rests_on(pack):
    plain = json.loads(pack.compiled)
    del plain[SOURCES]
    assert from_plain(plain).sources == {}
    whole = union(packs()[:2]).pack
    assert whole.sources == {**packs()[1].sources, **packs()[0].sources}


@pytest.mark.parametrize(
    ("section", "key"), [("learning", "faulty"), ("learning", "admits"), ("elements", None)]
)
def test_a_pack_that_was_stored_before_a_section_or_a_part_of_one_was_known_is_still_read(pack, section, key):
    plain = json.loads(pack.compiled)
    gone = plain if key is None else plain[section]
    del gone[key or section]
    assert from_plain(plain).id == pack.id
