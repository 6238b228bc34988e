"""5 Children, told to the end: the child is safe first, the family keeps the record, and nobody is asked for an ID."""

from datetime import timedelta

import pytest

from ombud.core.case import Status
from tests.journeys.house import House
from tests.journeys.staff import SaysNo

CANARY = "金丝雀己一她妹妹在二班叫果果"
PHONE = "13912340001"


def opened_for(house: House, colleague) -> None:
    """A sealed case goes to whoever is next; a lead's word is the grant, and the look is logged."""
    colleague.takes_next()
    house.zhou.grants(colleague.case, to=colleague, reason="受过训练")
    colleague.opens("判断孩子的处境")
    colleague.looks_up()


# --- bullying


@pytest.fixture
def mother(house: House):
    """The mother of 潘 Pan, whom a classmate's video calls by name."""
    filed = house.files(
        f"我女儿13岁,被同学在视频里点名欺负羞辱,好多人跟着骂她。{CANARY}",
        about="video v-16",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    return filed


def mei_shields_her(house: House) -> None:
    """Shield and evidence first; the pattern, not the item; whether home is safe."""
    mei = house.mei
    opened_for(house, mei)
    mei.does("safe_now", "她在家，妈妈陪着")
    with pytest.raises(SaysNo, match=r"[Ww]ho"):
        mei.protects("P6", "停掉围攻")  # a parent's account is not the child's: nobody guesses
    mei.protects("P6", "停掉围攻", shielded="u-pan")
    mei.protects("P1", "删除之后家人就拿不到了", whom="item")
    mei.works_through(
        {"shield_child": "", "keep_for_family": "", "whole_pattern": "视频、四十条评论、两个小号"}
    )
    mei.verifies("V4", "birth_certificate")
    mei.works_through({"guardian_risk": "妈妈陪着，没有争议", "actor_is_child": "同班同学，也是孩子：先教育"})


def mei_removes_the_video(house: House) -> None:
    house.mei.proposes(
        "violation",
        "L4",
        "L5",
        clause="CLIPS.1.2",
        finding="视频点名羞辱一名同学，评论跟着围攻。",
        to_complainant="我们看了整个过程：视频已经移除，发布者受到警告。您的女儿没有做错任何事。",
        to_account="您的视频点名羞辱了一名未成年人，规则不允许。",
    )
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()


def test_bullying_ends_with_the_shield_still_on_the_record_kept_and_a_look_after_72_hours(house, mother):
    mei, case = house.mei, house.only_case()
    mei_shields_her(house)
    house.turn()
    assert house.did() == ["apply P6 account u-pan", "apply P1 video v-16"]
    qiang = house.holder("u-qiang")
    assert qiang.told() == []  # whoever posted it learns of no shield
    mei_removes_the_video(house)
    decided = house.clock()
    # the decision ends neither the shield nor the evidence: those who did it come back
    assert house.did()[2:] == ["apply L4 video v-16", "apply L5 account u-qiang"]
    assert {held.order.measure for held in house.only_case().protections} == {"P6", "P1"}
    assert "没有做错" in mother.reads().text

    mei.does("tell_guardian")
    house.turn()
    letter = mother.finds("监护人").text
    for word in ("请别责备", "12355", "不要与对方对质"):
        assert word in letter
    assert house.only_case().status is Status.DECIDED  # the look after 72 hours is still open

    house.later(hours=72)
    mei.does("after_72h", "没有新账号，评论安静了")
    house.turn()
    assert house.only_case().status is Status.CLOSED

    with pytest.raises(SaysNo):
        house.jun.releases(case.id)
    house.su.releases(case.id)
    house.turn()
    reasons = qiang.opens_the_link().text
    assert "视频 v-16" in reasons  # the video was public: to name it gives nobody away
    for secret in (CANARY, "果果", PHONE, mother.number, "u-pan", "防护", "监护", "妈妈"):
        assert secret not in reasons
    assert house.did("lift") == []
    house.clock.at = decided + timedelta(days=29, hours=23)
    house.turn()
    assert house.did("lift") == []
    house.later(hours=2)
    assert house.did("lift") == ["lift P6 account u-pan"]  # 30 days, and not a day more
    house.clips_never_heard(CANARY, PHONE, mother.number, mother.code)
