"""梅 Mei decides one more of a kind: she sees how the others ended, and nobody else sees anything."""

import pytest

from ombud.core.refusals import No, Refused
from ombud.store import mailroom
from ombud.store.ledger import read_case
from ombud.usecases.look_at_precedents import look_at_precedents
from tests import cast


def test_the_others_of_a_kind_are_shown_to_whoever_decides_one_and_to_nobody_else(stage):
    upheld, fallen = stage.case(about="v-1"), stage.case(about="v-2")
    for case in (upheld, fallen):
        stage.decide(case, "L4")
    stage.tell()
    stage.appeal(fallen)
    mine = stage.case(about="v-3")
    assert len({read_case(one).code for one in (upheld, fallen, mine)}) == 1
    (one,) = look_at_precedents(mine, by=cast.MEI)  # what is judged anew teaches nothing yet
    assert (one.outcome, one.measures, one.overturned) == ("violation", ("L4",), False)
    stage.overturn(fallen)
    found = look_at_precedents(mine, clause="CLIPS.2.1", by=cast.MEI)
    assert [(it.clause, it.outcome, it.overturned) for it in found] == [
        ("CLIPS.2.1", "violation", False),
        (None, "no_violation", True),
    ]
    with pytest.raises(Refused) as no:
        look_at_precedents(mine, by=cast.JUN)
    assert no.value.code is No.NOT_YOURS


def test_where_there_were_none_there_are_none(stage):
    assert look_at_precedents(stage.case(), by=cast.MEI) == ()


def test_an_appeals_letter_says_what_another_case_still_asks_for_and_not_that_it_is_undone(stage):
    """Two cases hide one video; the first falls, and the video stays hidden for the second."""
    shown = stage.case()
    doxed = stage.case("视频里公布了我的身份证号和住址。", kind="PR.POST")
    assert shown != doxed
    for case, clause in ((shown, "CLIPS.2.1"), (doxed, "CLIPS.6.1")):
        stage.decide(case, "L4", clause=clause)
    stage.carry()
    stage.tell()
    stage.appeal(shown)
    stage.overturn(shown)
    stage.carry()
    stage.tell()
    assert ("lift", "L4", "v-1") not in stage.did()
    (outcome,) = [
        stage.read(one) for one in mailroom.of_case(shown) if one.template == "appeal_outcome_appellant"
    ]
    undone, _, kept = outcome.partition("仍然有效")
    assert "已撤销" not in undone
    assert "移除内容" in kept
