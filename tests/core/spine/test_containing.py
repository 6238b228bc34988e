"""What contains a leak is an order that the host confirmed, or a whole record of what a person did elsewhere."""

from dataclasses import replace

import pytest

from ombud.core import containing, facts, records
from ombud.core.refusals import No, Refused
from tests.cast import START, a_case, opened, order, pack, words

LEAK = opened("PR.PLATFORM")
STEP = pack().playbooks["privacy_platform"].step("contain")


def ordered(*keys: str, measure: str = "P13"):
    return tuple(
        facts.Protected(
            order=replace(order(key, measure=measure, protective=True)), words=words(), review_at=START
        )
        for key in keys
    )


@pytest.mark.parametrize(
    ("happened", "so"),
    [
        pytest.param((), False, id="nothing was ordered"),
        pytest.param(ordered("a" * 64), False, id="the host has not confirmed it"),
        pytest.param((*ordered("a" * 64), facts.Confirmed(key="a" * 64)), True, id="it has"),
        pytest.param(
            (*ordered("a" * 64, "b" * 64), facts.Confirmed(key="a" * 64)), False, id="one is under way"
        ),
        pytest.param(
            (*ordered("a" * 64, measure="P14"), facts.Confirmed(key="a" * 64)),
            False,
            id="people were signed out, and nothing is shut",
        ),
        pytest.param(
            (*ordered("a" * 64, measure="P1"), facts.Confirmed(key="a" * 64)),
            False,
            id="something else is kept",
        ),
    ],
)
def test_it_is_contained_once_the_host_confirmed_all_that_was_ordered(happened, so):
    case = a_case(*happened, first=LEAK)
    assert containing.is_ordered(case, pack()) is so
    assert containing.needs_none(case, STEP, pack()) is so
    assert containing.needs_none(case, replace(STEP, records="looked_in"), pack()) is False


def test_without_an_order_the_record_is_whole_or_none():
    said = {"contained_what": "镜像停了", "contained_by": "合作方安全组", "contained_on": "10:20"}
    assert records.record(STEP, said) == "镜像停了\n合作方安全组\n10:20"
    for lacks in ({}, {**said, "contained_by": " "}):
        with pytest.raises(Refused, match=No.STEP_NEEDS_EVIDENCE):
            records.record(STEP, lacks)
    assert records.record(STEP, {}, spared=True) is None
    with pytest.raises(Refused, match=No.STEP_NEEDS_EVIDENCE):
        records.record(STEP, {**said, "contained_on": ""}, spared=True)


@pytest.mark.parametrize("said", ["", " ", "two words", "x" * 101, "a\x00b"])
def test_a_part_of_the_systems_has_a_name(said):
    assert containing.name(" export-api ") == "export-api"
    with pytest.raises(Refused, match=No.BAD_INPUT):
        containing.name(said)
