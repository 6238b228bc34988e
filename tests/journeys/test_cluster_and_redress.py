"""A ring of scammers, and a rule that wronged many: each account has its own case, letter and appeal.

Five accounts on one telephone sell one lesson in getting rich; one of them bought the telephone second-hand.
"""

import pytest

from ombud.core.case import Status
from tests.journeys.house import House

LESSON = "video v-12"
SCAM = "这个视频是投资诈骗,陈老师让我转账五万块,钱被骗了,请封掉他。"


@pytest.fixture
def scam(house: House):
    """兰 Lan's mother paid; 梅 Mei holds the case."""
    lan = house.files(SCAM, about=LESSON, contact={"email": "lan@example.org"})
    house.turn()
    house.mei.takes_next()
    return lan


def test_what_belongs_to_a_scam_gets_cases_of_its_own_and_nobody_picks_one(house, scam):
    mei, jun = house.mei, house.jun
    alike = mei.finds_alike("hash", "near", "device", "payment")
    for named in ("video:v-37", "video:v-38", "account:u-rich2", "account:u-rich3", "account:u-ning"):
        assert named in alike
    assert 'value="video:v-12"' not in mei.page("beside/")
    first = mei.case
    three = mei.sets_beside(
        "account:u-rich2", "account:u-rich3", kinship="cluster", reason="同一台手机，同一张卡"
    )
    three += mei.sets_beside("video:v-37", kinship="copy", reason="一字不差")
    assert len(three) == 3
    cases = [house.case(one) for one in three]
    assert [one.status for one in cases] == [Status.QUEUED] * 3
    assert [one.code for one in cases] == [house.case(first).code] * 3
    assert {house.case(first).lane} == {one.lane for one in cases}
    assert not any(mei.may_open(one) for one in three), "nobody picks a named case"
    assert mei.sees().count("Waiting in its lane") == 3
    assert house.case(first).is_withheld("account")
    assert all(one.is_withheld("account") for one in cases), "nobody is tipped off by a second case"
    assert jun.takes_next() in three
    assert mei.finds_alike("device").count("stands beside already") == 2
    house.turn()
    assert house.did() == [], "what is alike is a list, and no measure"


def test_somebody_who_complains_later_joins_the_case_that_stands_beside(house, scam):
    [copy] = house.mei.sets_beside("video:v-37", kinship="copy", reason="一字不差")
    house.files(SCAM, about="video v-37")
    house.turn()
    assert house.case(copy).members == 1
    assert len([one for one in house.cases() if one.subject == house.case(copy).subject]) == 1
