"""An ID card in a video: hidden before anything is judged, removed, the poster told the rule and never who.

敏 Min is the person on the card; 五万人 have seen it already. Nobody asks her for the card again.
"""

import pytest

from ombud.core.case import Status
from tests.journeys.house import House
from tests.journeys.staff import SaysNo

CANARY = "金丝雀乙二我住在银杏里九栋"
CONTACT = "min@canary.example"
VIDEO = "video v-1029"


@pytest.fixture
def min_(house: House):
    """敏 Min files over the API."""
    filed = house.files(
        f"视频里直接放出了我的身份证正反面,还公布了我家的住址,侵犯隐私,请马上下架。{CANARY}",
        about=VIDEO,
        relation="affected",
        contact={"email": CONTACT},
    )
    house.turn()
    return filed


def mei_hides_it(house: House) -> None:
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.protects("P2", "证件与住址公开，先隐藏", whom="item")
    mei.does("hide_first")


def mei_removes_it(house: House) -> None:
    mei = house.mei
    mei.verifies("V1", "reply_from_contact")
    mei.does("whose_data", "本人声明，一句话够了")
    mei.does("kinds_not_data", "证件号、照片、住址")
    mei.does("public_interest", "不是公共事务")
    mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.6.1",
        finding="视频公开了他人的证件和居住信息。",
        to_complainant="视频已经移除。请留意陌生来电，必要时更换门锁密码。",
        to_account="视频公开了他人的证件和居住信息，规则不允许。",
    )


def mei_finishes(house: House) -> None:
    mei = house.mei
    mei.does("copies_everywhere", "评论里有两张截图，已一并登记")
    mei.does("block_again")
    mei.does("safety_advice", "已写进给当事人的信")


def test_hidden_first_then_removed_and_the_poster_never_learns_who(house, min_):
    case = house.only_case()
    assert case.code.startswith("PR.")
    assert case.code == "PR.POST"
    mei_hides_it(house)
    house.turn()
    assert house.did() == ["apply P2 video v-1029"]  # before any finding
    assert house.only_case().decision is None
    assert "身份证照片已附" not in house.clips.page("/v/v-1029", "zh")

    leak = house.holder("u-leak")
    interim = leak.opens_the_link()
    assert_no_trace(interim.text, min_)

    mei_removes_it(house)
    house.turn()
    assert house.did() == ["apply P2 video v-1029", "apply L4 video v-1029", "lift P2 video v-1029"]
    assert house.only_case().status is Status.DECIDED
    statement = leak.opens_the_link()
    assert_no_trace(statement.text, min_)
    assert "证件和居住信息" in statement.text
    assert "不公开他人信息" in statement.text  # the clause
    outcome = min_.reads().text
    assert "已经移除" in outcome
    assert "门锁" in outcome
    assert "u-leak" not in outcome

    mei_finishes(house)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    house.clips_never_heard(CANARY, CONTACT, min_.number, min_.code)


def assert_no_trace(text: str, complainant) -> None:
    for secret in (CANARY, "银杏里", CONTACT, complainant.number, complainant.code, "梅 Mei"):
        assert secret not in text


def test_the_mail_says_only_that_there_is_a_letter(house, min_):
    mails = house.mails()
    assert f"To: {CONTACT}" in mails
    for secret in (CANARY, "身份证", "v-1029", "PR.POST"):
        assert secret not in mails


def test_the_contact_is_sealed_and_no_page_of_the_agent_shows_it(house, min_):
    mei_hides_it(house)
    seen = house.mei.page() + house.mei.page("decide/")
    assert CONTACT not in seen
    assert CANARY in seen  # her words are
    assert min_.code not in seen


def test_nothing_is_removed_before_somebody_said_whose_data_it_is(house, min_):
    mei = house.mei
    mei_hides_it(house)
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("whose_data", "没有核实")  # nobody's standing was verified
    with pytest.raises(SaysNo, match="cannot be skipped"):
        mei.skips("whose_data", "明显")
    with pytest.raises(SaysNo, match="Steps are still open"):
        mei.proposes(
            "violation",
            "L4",
            clause="CLIPS.6.1",
            finding="公开了证件。",
            to_complainant="已移除。",
            to_account="公开了他人证件。",
        )
    house.turn()
    assert house.did() == ["apply P2 video v-1029"]


def test_a_letter_with_the_victims_address_in_it_is_not_sent(house, min_):
    mei = house.mei
    mei_hides_it(house)
    mei.verifies("V1", "reply_from_contact")
    for step in ("whose_data", "kinds_not_data", "public_interest"):
        mei.does(step, "是本人")
    with pytest.raises(SaysNo, match="who complained"):
        mei.proposes(
            "violation",
            "L4",
            clause="CLIPS.6.1",
            finding="公开了他人的证件。",
            to_complainant="已移除。",
            to_account=f"请联系 {CONTACT} 道歉。",
        )
    house.turn()
    assert house.did() == ["apply P2 video v-1029"]


def test_the_hiding_lapses_by_itself_if_nobody_decides_and_is_reviewed_before(house, min_):
    mei_hides_it(house)
    house.turn()
    house.later(days=3, hours=1)
    assert "review" in " ".join(house.alarm_kinds())
    house.later(days=5)
    assert house.did() == ["apply P2 video v-1029", "lift P2 video v-1029"]
    assert house.only_case().protections == ()
    assert house.only_case().status is not Status.CLOSED


def test_asked_for_more_she_answers_and_the_clock_of_the_house_had_stopped(house, min_):
    mei_hides_it(house)
    house.mei.asks("请问视频里的住址现在还住人吗？")
    house.turn()
    assert house.only_case().status is Status.WAITING
    assert "现在还住人吗" in min_.reads().text
    house.later(days=2)
    min_.writes("还住着，孩子也在。")
    house.turn()
    case = house.only_case()
    assert case.status is Status.QUEUED
    assert {event for event, _ in case.moved} >= {"waiting", "resumed"}
    house.mei.takes_next()
    assert "孩子也在" in house.mei.sees()


def test_silence_for_a_week_ends_the_wait_and_never_the_complaint(house, min_):
    mei_hides_it(house)
    house.mei.asks("能补充一张截图吗？")
    house.turn()
    house.later(days=7, hours=1)
    case = house.only_case()
    assert case.status is Status.QUEUED
    assert case.decision is None
    assert min_.asks_the_api()["status"] != "ended"
