"""An ID card in a video: hidden before anything is judged, removed, the poster told the rule and never who.

敏 Min is the person on the card; 五万人 have seen it already. Nobody asks her for the card again.
"""

from datetime import timedelta
from uuid import UUID

import pytest

from clips.storage import writing
from ombud.adapters.platform.contract import HostSubject
from ombud.core.case import Status
from ombud.core.vocabulary import Severity
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
    said = {
        "clause": "CLIPS.6.1",
        "finding": "视频公开了他人的证件和居住信息。",
        "to_complainant": "视频已经移除。请留意陌生来电，必要时更换门锁密码。",
        "to_account": "视频公开了他人的证件和居住信息，规则不允许。",
    }
    with pytest.raises(SaysNo, match="nothing would do “Block it from coming back”"):
        mei.proposes("violation", "L4", **said)
    mei.proposes("violation", "L4", block_L4="on", **said)


def mei_finishes(house: House) -> None:
    mei = house.mei
    mei.does("copies_everywhere", "评论里有两张截图，已一并登记")
    mei.does("safety_advice")


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
            block_L4="on",
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


# ---- a child is exposed

MOTHERS = "金丝雀壬四她妹妹在二班叫果果"
PHONE = "13912340009"


def test_a_child_who_is_hunted_is_out_of_sight_first_and_the_poster_never_learns_by_whom(house):
    mother = house.files(
        f"有人人肉搜索我女儿,12岁,公布了她的学校和家庭住址,还有人威胁要去学校堵她,快删。{MOTHERS}",
        kind="MN.PRIVACY",
        about=VIDEO,
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    case = house.only_case()
    assert (case.code, case.severity, case.sealed) == ("MN.PRIVACY", Severity.S1, True)
    assert "110" in "".join(mother.reads(place).text for place in range(len(mother.letters())))
    mei = house.mei
    mei.takes_next()
    assert MOTHERS not in mei.page(), "sealed: without a lead's grant nobody reads it"
    house.zhou.grants(mei.case, to=mei, reason="受过训练")
    mei.opens("判断孩子的处境")
    mei.looks_up()
    mei_hides_the_child(house, case)
    screenshots = the_screenshots_below_it_are_found_and_hidden(house)
    the_family_is_asked_for_little(house)
    two_decide_and_a_copy_does_not_come_back(house, screenshots)
    family_and_authority_are_told(house, mother)
    for mei.case in screenshots:
        mei.works_through({"copies_of_child": "同一张截图，都已移除"})
        for step in ("report_exposed:cn_police", "tell_parent"):
            mei.skips(step, "首案一并办了：同一名孩子", seconded=house.zhou)
    house.later(hours=72)
    for mei.case in (case.id, *screenshots):
        mei.does("exposed_again", "没有新帖，搜索里也没有")
    house.turn()
    house.all_is_over()
    the_poster_learns_the_rule_and_nothing_else(house, case.id, mother)
    house.clips_never_heard(MOTHERS, PHONE, mother.number, mother.code)


def mei_hides_the_child(house: House, case) -> None:
    mei = house.mei
    mei.does("exposed_safe_now", "在家，妈妈陪着；已请她报警")
    mei.protects("P2", "学校和住址在上面，先隐藏", whom="item")
    mei.protects("P6", "停掉围攻", shielded="u-pan", theirs="孩子的号，妈妈写在表上")
    mei.protects("P1", "删除前保全", whom="item")
    house.turn()
    assert house.did()[0] == f"apply P2 {VIDEO}"  # before anybody asked who she is
    assert house.clock() - case.opened_at < timedelta(hours=1)
    assert "身份证照片已附" not in house.clips.page("/v/v-1029", "zh")
    assert house.holder("u-leak").told() == []  # whoever is told looks for whoever told


def the_screenshots_below_it_are_found_and_hidden(house: House) -> list[UUID]:
    """Two people put a screenshot of it into the comments: the platform finds them by the picture, and each is out of sight at once."""
    mei = house.mei
    with writing(house.clips.home) as book:
        for name, by, text in (("c-91", "u-qiang", "快存图"), ("c-92", "u-rich2", "就是她，大家去看看")):
            book.execute(
                "INSERT INTO item SELECT 'comment', ?, ?, NULL, 'v-1029', '', ?, 'zh', scene, posted_at, 0, 0, 0, NULL"
                " FROM item WHERE id = 'v-1029'",
                (name, by, text),
            )
    first, found = mei.case, mei.finds_alike("hash", "near")
    assert "comment:c-91" in found
    assert "comment:c-92" in found
    several = mei.sets_beside("comment:c-91", "comment:c-92", kinship="copy", reason="同一张截图")
    mei.takes_along(*several)
    for mei.case in several:
        house.zhou.grants(mei.case, to=mei, reason="同一名孩子")
        mei.opens("同一张截图")
        mei.protects("P2", "截图上有学校和住址", whom="item")
        mei.protects("P1", "删除前保全", whom="item")
    mei.case = first
    house.turn()
    assert {f"apply P2 comment {one}" for one in ("c-91", "c-92")} <= set(house.did())
    return several


def the_family_is_asked_for_little(house: House) -> None:
    mei = house.mei
    with pytest.raises(SaysNo, match=r"[Ss]teps"):
        mei_removes_the_post(house, [])  # nobody has said of what kind it is
    mei.works_through(
        {
            "kinds_of_child": "学校、门牌号、照片；未满十四岁，都是敏感信息",
            "poster_is_child": "成年人，另有人在评论里约人去堵",
        }
    )
    mei.verifies("V4", "birth_certificate")
    mei.does("risk_at_home", "妈妈陪着，没有争议")


def mei_removes_the_post(house: House, along: list[UUID]) -> None:
    house.mei.proposes(
        "violation",
        "L4",
        "L6",
        until_L6="2026-12-20",
        block_L4="on",
        clause="CLIPS.6.1",
        finding="视频公开了一名未成年人的学校和住处。",
        to_complainant="视频已经移除，再传会被拦下。请先结伴上下学，陌生来电不接；心里难受可以打 12355。",
        to_account="视频公开了一名未成年人的信息，规则不允许。",
        why_not_lower="还有人约着去堵，只移除一条挡不住。",
        along=[str(one) for one in along],
        along_why="同一张截图" if along else "",
    )


def two_decide_and_a_copy_does_not_come_back(house: House, screenshots: list[UUID]) -> None:
    mei_removes_the_post(house, screenshots)
    first, jun = house.mei.case, house.jun
    assert jun.takes_to_sign() == first
    jun.signs()
    for _ in screenshots:
        assert jun.takes_to_sign() in screenshots, (
            "of what is sealed each is opened, read and signed by itself"
        )
        jun.signs()
    house.turn()
    assert {f"apply L4 {one}" for one in (VIDEO, "comment c-91", "comment c-92")} <= set(house.did())
    with writing(house.clips.home) as book:
        book.execute(
            "INSERT INTO item SELECT kind, 'v-2029', 'u-qiang', other, about, title, text, lang, scene, posted_at, 0, 0, 0,"
            " cut FROM item WHERE id = 'v-1029'"
        )
    look = house.clips.platform.look_up
    again = look(HostSubject("clips", "video", "v-2029"), now=house.clock()).seen
    assert again.snapshot.state == "blocked"
    assert "video:v-2029" in house.mei.finds_alike("hash", "near")
    with pytest.raises(SaysNo, match="evidence or a note"):
        house.mei.does("copies_of_child")
    house.mei.does("copies_of_child", "又传的一份已被拦下；评论里两张截图已移除")


def family_and_authority_are_told(house: House, mother) -> None:
    mei = house.mei
    mei.works_through(
        {
            "report_exposed:cn_police.receipt": "已报公安，回执 110-91",
            "report_exposed:cn_police.basis": "未成年人网络保护条例第三十八条",
            "report_exposed:cn_police.found": "公开未成年人的学校和住处，有人约去堵。",
            "report_exposed:cn_police.preserved": "视频快照与发布账号资料。",
            "report_exposed:cn_police.persons_at_risk": "一名未满十四岁的学生。",
            "advise_child": "",
            "tell_parent": "",
        }
    )
    house.turn()
    assert any("结伴上下学" in mother.reads(place).text for place in range(len(mother.letters())))
    letter = mother.finds("监护人").text
    for word in ("12355", "不要与对方对质"):
        assert word in letter
    assert "110-91" not in letter


def the_poster_learns_the_rule_and_nothing_else(house: House, case: UUID, mother) -> None:
    with pytest.raises(SaysNo, match="Your role does not open this page"):
        house.jun.releases(case)
    house.su.releases(case)
    house.turn()
    leak = house.holder("u-leak")
    read = [leak.opens_the_link(place).text for place in range(len(leak.told()))]
    assert any("不公开他人信息" in text for text in read)
    for text in read:
        for secret in (
            MOTHERS,
            "果果",
            PHONE,
            mother.number,
            "u-pan",
            "防护",
            "监护",
            "妈妈",
            "女儿",
            "梅 Mei",
        ):
            assert secret not in text
