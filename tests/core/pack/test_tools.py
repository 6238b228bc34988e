"""What a policy owner asks of a pack: what would change, and what may be written?"""

import json
from datetime import timedelta

import jsonschema_rs
import pytest
import yaml

from ombud.adapters.policies import SHIPPED, read_layers
from ombud.core.pack.differing import Change, differences
from ombud.core.pack.parse import parse
from ombud.core.pack.schema import schema

CN = json.loads(parse(read_layers(), jurisdiction="CN").compiled)
VALIDATOR = jsonschema_rs.Draft202012Validator(schema())


def changed(**sections):
    return {**CN, **{name: {**CN[name], **entries} for name, entries in sections.items()}}


def test_a_pack_does_not_differ_from_itself_whatever_it_calls_itself():
    assert differences(CN, {**CN, "version": "another", "jurisdiction": "EU"}) == ()


def test_each_value_that_differs_is_named_with_what_it_was_and_is():
    promise = CN["clocks"]["ack_target"]
    after = changed(clocks={"ack_target": {**promise, "amounts": {"all": "10m"}}})
    assert differences(CN, after) == (Change("clocks.ack_target.amounts.all", "15m", "10m"),)


def test_an_entry_that_is_new_or_gone_is_one_change():
    after = changed(grounds={"new": {"title": "t"}})
    assert differences(CN, after) == (Change("grounds.new", None, {"title": "t"}),)
    assert differences(after, CN) == (Change("grounds.new", {"title": "t"}, None),)


FILES = sorted(SHIPPED.glob("base/**/*.yml")) + sorted(SHIPPED.glob("platform/*.yml")) + sorted(SHIPPED.glob("jurisdiction/**/*.yml")) + [SHIPPED / "elsewhere.yml"]  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SHIPPED).as_posix())
def test_every_file_that_ships_is_what_the_schema_says(file):
    said = json.loads(json.dumps(yaml.safe_load(file.read_text("utf-8")), default=str))
    assert [str(error) for error in VALIDATOR.iter_errors(said)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"clock": {}}, id="a section nobody knows"),
        pytest.param({"clocks": {"x": {"amount": "15m"}}}, id="a key nobody knows"),
        pytest.param({"clocks": {"x": {"amounts": {"all": "15 minutes"}}}}, id="a length in words"),
        pytest.param({"grounds": {"x": {"title": {"zh": "只有中文"}}}}, id="one language"),
        pytest.param({"categories": {"CV": {"sealed": "yes"}}}, id="a word for yes"),
        pytest.param({"paging": {"override": {"approved_by": "何 He"}}}, id="leave without a reason"),
    ],
)
def test_what_is_wrong_is_underlined(wrong):
    assert not VALIDATOR.is_valid(wrong)


def test_a_length_of_time_reads_the_same_in_schema_and_parser():
    assert VALIDATOR.is_valid({"wait": {"limit": "14d"}})
    assert parse(read_layers(), jurisdiction="CN").wait_limit > timedelta(0)
