"""5 Children, the kinds that go wrong most quietly: abuse on film, a child made to earn, an age that is doubted, a mode that fails.

What a lesser product does: it shows the picture to everybody who asks, closes because it is gone, tells the parent who earns by it,
closes a grown-up's account as a child's and asks for an ID, answers a failing youth mode with a phrase.
"""

from datetime import timedelta
from uuid import UUID

import pytest

from ombud.adapters.platform.contract import HostSubject
from ombud.core.case import Case, Status
from ombud.core.vocabulary import Severity
from tests.journeys.house import House
from tests.journeys.staff import Colleague, SaysNo, called

PHONE = "13912340009"
ABUSE = "这个视频里是儿童色情，有小孩被拍了不该拍的画面。"
REUPLOAD = "video v-37"


def the_case(house: House, code: str) -> Case:
    """The newest case of a kind."""
    return max((one for one in house.cases() if one.code == code), key=lambda one: one.id)


def opened_by(house: House, colleague: Colleague, code: str) -> UUID:
    """Whoever is next gets it; what is sealed is opened by grant, reason and a line in the log."""
    assert colleague.takes_next() == the_case(house, code).id
    house.zhou.grants(colleague.case, to=colleague, reason="受过训练")
    colleague.opens("判断孩子的处境")
    colleague.looks_up()
    return colleague.case


# --- a child's abuse on film


def test_a_childs_abuse_on_film_is_out_of_reach_in_minutes_seen_by_the_fewest_reported_and_never_shown_again(
    house,
):
    mei, jun, zhou = house.mei, house.jun, house.zhou
    house.files(ABUSE, about="video v-12")  # by nobody: no name, no account, no proof is asked for
    house.turn()
    case = the_case(house, "MN.SEX.CSAM")
    assert (case.severity, case.sealed, case.is_withheld("account")) == (Severity.S0, True, True)
    begun = house.clock()
    opened_by(house, mei, "MN.SEX.CSAM")
    nothing_of_it_is_shown(house)
    mei.does("page_duty")
    assert house.alarms("duty_called") == ["lead"]
    mei.protects("P2", "先从所有人眼前拿开", whom="item")
    mei.protects("P1", "保全，不查看", whom="item")
    mei.protects("P5", "立即停止服务，不惊动", whom="account")
    mei.protects("P7", "不让他再联系孩子")
    house.turn()
    assert house.clock() - begun < timedelta(minutes=15)
    assert sorted(house.did()) == [
        "apply P1 video v-12",
        "apply P2 video v-12",
        "apply P5 account u-rich1",
        "apply P7 account u-rich1",
    ]
    house.files(ABUSE, about="video v-12")  # a second report is the same case: nobody looks twice
    house.turn()
    assert house.case(case.id).members == 2
    mei_reports_what_she_saw(house)
    two_who_opened_it_sign(house)
    seen = house.clips.platform.look_up(HostSubject("clips", "video", "v-37"), now=house.clock()).seen
    assert seen.snapshot.state == "blocked"  # the same fingerprint, by somebody else: out of reach with it
    assert house.holder("u-rich1").told() == []
    what_is_left_is_done(house)
    house.turn()
    assert house.case(case.id).status is Status.CLOSED
    assert {who for who, _what, _why in house.reads_logged(case.id)} == {mei.id, jun.id}
    assert zhou.id not in {
        who for who, _what, _why in house.reads_logged(case.id)
    }  # a lead grants and does not look


def nothing_of_it_is_shown(house: House) -> None:
    """The page draws no picture of it, nor lets one fetch it."""
    page = house.mei.page()
    for never in ("<img", "<video", "poster", "/media/"):
        assert never not in page.partition("<main")[2], never


def mei_reports_what_she_saw(house: House) -> None:
    mei = house.mei
    mei.does("minimum_look", "标题和举报文字已足够判断；没有打开画面")
    with pytest.raises(SaysNo, match=r"[Ss]teps are still open"):
        mei.proposes("no_violation", clause="", finding="已经被作者删了", to_complainant="内容已不在。")
    mei.works_through(
        {
            "report_authority:cn_police.receipt": "已报公安，回执 2026-2201",
            "report_authority:cn_cyberspace_children.receipt": "已报网信，回执 2026-2202",
            "other_victims": "同一账号另有两条，已一并移交",
        }
    )


def two_who_opened_it_sign(house: House) -> None:
    mei, jun = house.mei, house.jun
    mei.proposes(
        "violation",
        "L4",
        "L9",
        block_L4="on",
        clause="CLIPS.1.1",
        finding="该视频含有儿童性侵害内容。",
        to_complainant="谢谢您告诉我们。内容已移除，账号已关闭，并已报告公安。",
        to_account="您的账号违反了保护儿童的规则，已经关闭。",
        why_not_lower="更轻的措施不能保护孩子。",
    )
    house.turn()
    assert "apply L4 video v-12" not in house.did()  # one signature is none
    jun.takes_to_sign(reads=False)
    with pytest.raises(SaysNo, match="has not opened it"):
        jun.signs()
    jun.reads_sealed(mei.case, reason="签署之前要看")
    jun.signs()
    house.turn()
    assert "apply L4 video v-12" in house.did()


def what_is_left_is_done(house: House) -> None:
    """The fingerprint goes to the list, whoever looked is asked, no child is known, and it is looked at again."""
    mei, zhou = house.mei, house.zhou
    case = mei.case
    with pytest.raises(SaysNo, match="evidence or a note"):
        mei.does("hash_shared")
    mei.does("hash_shared", "NCMEC 共享名单，条目 H-20261123-07，当天收到确认")
    with pytest.raises(SaysNo, match="for a lead to do"):
        mei.does("cared_for", "我没事")
    zhou.case = case
    zhou.does("cared_for", "问过梅和君：都歇过，梅今天不再看这类")
    zhou.skips("child_message", "不知道是哪个孩子，已交警方")
    mei.works_through(called("市公安局网安支队", "0571-87280110", "警号 033117", "保全到立案，先不惊动"))
    mei.skips("guardian_when_safe", "不知道是哪个孩子")
    house.later(minutes=5)
    with pytest.raises(SaysNo, match=r"[Bb]reak|rest"):
        mei.takes_next()
    house.later(days=7)
    mei.does("after_7d", "没有新账号再发")
    house.later(days=23)
    mei.does("after_30d", "没有再出现；警方有孩子的情况")
