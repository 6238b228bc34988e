"""梅 Mei decides one more of a kind: she sees how the others ended, and nobody else sees anything."""

import pytest

from ombud.adapters.platform.contract import (
    Account,
    HostEffect,
    HostOrder,
    HostSubject,
    Snapshot,
    Unreachable,
    Why,
)
from ombud.adapters.platform.contract import HostDecision as ByHost
from ombud.core import facts
from ombud.core.intake import SubjectRef
from ombud.core.precedents import Precedents
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import SubjectKind
from ombud.store import mailroom, subjects
from ombud.store.ledger import read_case, read_complaint
from ombud.store.subjects import Decided
from ombud.usecases.look_at_precedents import look_at_precedents
from ombud.usecases.look_elsewhere import look_elsewhere
from tests import cast


def test_the_others_of_a_kind_are_shown_to_whoever_decides_one_and_to_nobody_else(stage):
    upheld, fallen = stage.case(about="v-1"), stage.case(about="v-2")
    for case in (upheld, fallen):
        stage.decide(case, "L4")
    stage.tell()
    stage.appeal(fallen)
    mine = stage.case(about="v-3")
    assert len({read_case(one).code for one in (upheld, fallen, mine)}) == 1
    (one,) = look_at_precedents(mine, by=cast.MEI).alike  # what is judged anew teaches nothing yet
    assert (one.outcome, one.measures, one.overturned) == ("violation", ("L4",), False)
    stage.overturn(fallen)
    found = look_at_precedents(mine, clause="CLIPS.2.1", by=cast.MEI).alike
    assert [(it.clause, it.outcome, it.overturned) for it in found] == [
        ("CLIPS.2.1", "violation", False),
        (None, "no_violation", True),
    ]
    with pytest.raises(Refused) as no:
        look_at_precedents(mine, by=cast.JUN)
    assert no.value.code is No.NOT_YOURS


def test_where_there_were_none_there_are_none(stage):
    assert look_at_precedents(stage.case(), by=cast.MEI) == Precedents()


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


WRONGED = "我的视频被你们误判下架,别人同样的视频都在,我不服,请人工复核恢复。"


def ruled(stage, name: str, *, clause: str = "CLIPS.2.1") -> None:
    """The host removed something by itself."""
    item = subjects.keep("clips", "video", f"of-{name}")
    effects = [{"measure": "L4", "target": item.hex, "until": None}]
    told = {"clause": clause, "automation": {"used": True, "model": "m", "version": "1"}, "effects": effects}
    whole = {"platform": "clips", "external": name, "at": stage.now, "item": item, "account": None, **told}
    subjects.keep_decision(Decided(**whole, reasons="自动识别"), mint=stage.mint)


def review(stage, name: str, **said: object):
    about = SubjectRef(platform="clips", kind=SubjectKind.DECISION, external=name)
    return stage.case(WRONGED, subject=about, **said)


def test_whoever_reviews_sees_how_content_under_that_rule_was_decided_by_us_and_by_the_host(stage):
    stage.decide(stage.case(about="v-1"), "L2")
    stage.decide(stage.case(about="v-2"), outcome="no_violation", clause=None)
    stage.decide(
        stage.case("视频里公布了我的身份证号和住址。", about="v-3", kind="PR.POST"), "L4", clause="CLIPS.6.1"
    )
    for name, clause in (("hd-1", "CLIPS.2.1"), ("hd-2", "CLIPS.2.1"), ("hd-3", "CLIPS.9.9")):
        ruled(stage, name, clause=clause)
    found = look_at_precedents(review(stage, "hd-1"), by=cast.MEI)
    assert [(one.by, one.outcome, one.measures, one.n) for one in found.ways] == [
        ("host", "violation", ("L4",), 1),
        ("us", "no_violation", (), 1),
        ("us", "violation", ("L2",), 1),
    ], "its own decision is no precedent for it, nor is another rule's"
    assert found.differ
    review(stage, "hd-2")
    seen = look_at_precedents(review(stage, "hd-1"), by=cast.MEI).under
    assert {one.appealed for one in seen} == {False}, "what is only complained of was not upheld"
    assert len(found.under) == 3
    assert found.alike == ()
    odd = look_at_precedents(review(stage, "hd-9"), contested=("CLIPS.9.9", ""), by=cast.MEI)
    assert [(one.by, one.n) for one in odd.ways] == [("host", 1)], (
        "the clause that the host showed when it was asked"
    )
    assert not odd.differ


def test_what_was_named_as_the_same_is_looked_up_and_stands_beside_what_we_decided_of_it(stage):
    same = stage.case(about="v-2")
    stage.decide(same, outcome="no_violation", clause=None)
    for name in ("v-2", "v-5"):
        it = HostSubject("clips", "video", name)
        effects = (HostEffect("P3", it), HostEffect("L5", it))
        told = {"decisions": (ByHost(f"hd-{name}", stage.now, it, effects=effects),)} if name == "v-5" else {}
        stage.host.know(it, account=Account("a-x"), snapshot=Snapshot(state="public"), **told)
    stage.host.carry_out(HostOrder("k", 1, "apply", "P3", it), now=stage.now)
    stage.decide(stage.case(about="v-5"), "L2")
    stage.carry()
    ruled(stage, "hd-1")
    named = "https://clips.example/v/v-2\nvideo v-5\nvideo v-404\ndecision hd-1"
    mine = review(stage, "hd-1", answers={"same_elsewhere": named})
    found = look_elsewhere(mine, by=cast.MEI, platform=stage.host, now=stage.now)
    assert [(one.name, one.found, one.state, one.measures) for one in found] == [
        ("v-2", True, "public", ()),
        ("v-5", True, "public", ("L2", "P3")),
        ("v-404", False, "", ()),
    ]
    assert [one.decided and one.decided.outcome for one in found] == ["no_violation", "violation", None]
    stage.host.outages.append(Unreachable(Why.TIMED_OUT))
    away = look_elsewhere(mine, by=cast.MEI, platform=stage.host, now=stage.now)[0]
    assert (away.asked, away.decided.outcome) == (False, "no_violation")
    with pytest.raises(Refused) as no:
        look_elsewhere(mine, by=cast.JUN, platform=stage.host, now=stage.now)
    assert no.value.code is No.NOT_YOURS


def test_where_nobody_named_anything_nothing_is_looked_up(stage):
    assert look_elsewhere(stage.case(), by=cast.MEI, platform=stage.host, now=stage.now) == ()
    (complaint,) = stage.house.file("我要投诉你们平台。")
    stage.house.drain(now=stage.now)
    nothing = read_complaint(complaint).parts[0].case
    stage.write(nothing, facts.Assigned(agent=cast.MEI, how="next"))
    assert look_elsewhere(nothing, by=cast.MEI, platform=stage.host, now=stage.now) == ()
