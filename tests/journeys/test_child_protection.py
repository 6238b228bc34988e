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
    nobody_ends_it_alone_without_a_report(house)


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
            "other_victims": "",
            "report_authority:cn_police.receipt": "已报公安，回执 2026-2201",
            "report_authority:cn_cyberspace_children.receipt": "已报网信，回执 2026-2202",
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
    with pytest.raises(SaysNo, match="and the receipt: all of it"):
        mei.does("hash_shared", "交了")
    shared = {"to": "NCMEC 共享名单", "on": "11 月 23 日，接口", "receipt": "条目 H-20261123-07"}
    mei.works_through({f"hash_shared.handed_{name}": text for name, text in shared.items()})
    with pytest.raises(SaysNo, match="for a lead to do"):
        mei.does("cared_for", "我没事")
    zhou.case = case
    zhou.does("cared_for", "问过梅和君：都歇过，梅今天不再看这类")
    zhou.skips("child_message", "不知道是哪个孩子，已交警方")
    mei.works_through(called("市公安局网安支队", "0571-87280110", "警号 033117", "保全到立案，先不惊动"))
    mei.skips("guardian_when_safe", "不知道是哪个孩子", seconded=house.zhou)
    house.later(minutes=5)
    with pytest.raises(SaysNo, match=r"[Bb]reak|rest"):
        mei.takes_next()
    house.later(days=7)
    mei.does("after_7d", "没有新账号再发")
    house.later(days=23)
    mei.does("after_30d", "没有再出现；警方有孩子的情况")


def nobody_ends_it_alone_without_a_report(house: House) -> None:
    """Another video makes a child look sexual: “nothing found” and no report is not one agent's word, nor any colleague's."""
    jun, mei = house.jun, house.mei
    house.files("这个号把小学生打扮得很性感，配着挑逗的文字。", about="video v-23")
    house.turn()
    case = the_case(house, "CV.SEX.MINOR")
    assert (case.severity, case.sealed) == (Severity.S0, True)
    opened_by(house, jun, "CV.SEX.MINOR")
    jun.does("page_duty")
    jun.protects("P7", "先切断", whom="account")
    jun.protects("P1", "保全", whom="item")
    house.turn()
    jun.skips("stop_account", "像是家长的账号，先不停", seconded=house.zhou)
    jun.does("minimum_look", "校车和班级，没有性化的内容")
    jun.does("other_victims")
    for authority in ("cn_police", "cn_cyberspace_children"):
        jun.skips(f"report_authority:{authority}", "没有发现", seconded=house.zhou)
    jun.proposes(
        "no_violation",
        clause="CLIPS.1.1",
        finding="画面里没有性化孩子的内容。",
        to_complainant="我们看过了，没有发现性化孩子的内容。谢谢您留意。",
    )
    house.turn()
    assert house.case(case.id).status is Status.COSIGNING
    with pytest.raises(SaysNo, match="needs somebody with another role"):
        mei.takes_to_sign(reads=False)  # a colleague is not who signs that nobody is told
    for one in (house.su, house.lin):
        one.takes_to_sign()
        one.signs()
    house.turn()
    house.zhou.case = case.id
    house.zhou.does("cared_for", "问过君：歇过了")
    house.zhou.skips("child_message", "没有人对孩子做什么，不打扰")
    for step in ("hash_shared", "guardian_when_safe", "call_back"):
        jun.skips(step, "没有发现，没有报告", seconded=house.zhou)
    house.later(days=7, hours=2)
    jun.does("after_7d", "没有新的")
    house.later(days=23, hours=2)
    jun.does("after_30d", "没有新的")
    house.turn()
    assert house.is_closed(case.id)


# --- a child made to earn


EARNS = "家长逼孩子天天直播卖货跳低俗的舞赚钱，孩子都不上学了，才9岁。"


def test_a_child_is_made_to_earn_the_money_stops_first_and_the_parent_who_profits_is_told_nothing(house):
    mei, jun = house.mei, house.jun
    teacher = house.files(EARNS, about="video v-23", contact={"phone": PHONE})
    house.turn()
    case = the_case(house, "MN.EXPLOIT")
    assert (case.severity, case.sealed) == (Severity.S1, True)
    opened_by(house, mei, "MN.EXPLOIT")
    mei.does("child_out_of_it", "老师说今天在校；已给 12355")
    mei.protects("P6", "不让陌生人私信和留言", shielded="u-xiaoyu", theirs="她女儿的号，监护人写在表上")
    mei.protects("P1", "内容、收益、账号背后的人", whom="item")
    mei.protects("P4", "提现以后就追不回来", whom="account")
    house.turn()
    soon = house.clock_of(case.id, "protect_target")
    assert soon.stopped_at - soon.started_at < timedelta(minutes=15)  # an hour at most, and it took minutes
    mei.works_through({"cover_child": "", "keep_record": "", "stop_money": ""})
    with pytest.raises(SaysNo, match="evidence or a note"):
        mei.does("who_profits")
    mei.does("who_profits", "每晚四小时，工作日白天也播；收益全进安安妈妈的账户")
    with pytest.raises(SaysNo, match="lacks something it must say"):
        mei.works_through({f"{POLICE}.receipt": "110", f"{POLICE}.basis": "未成年人保护法"})
    mei.works_through(
        {f"{POLICE}.receipt": "已报公安，回执 2026-3301", f"{CAC}.receipt": "已报网信，回执 2026-3302"}
    )
    with pytest.raises(SaysNo, match=r"[Ss]teps|not be taken"):
        mei.protects("P9", "告诉家长", whom="account")
    mei.skips("home_is_safe", "获利的就是家里人；已转 12355 和儿保机构", seconded=house.zhou)
    mei.proposes(
        "violation", "L4", "L7", "L8", until_L8="2026-12-23", amount_L7="1760", currency_L7="CNY", **EARNED
    )
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    mum = house.holder("u-anan")
    assert mum.told() == []  # whoever earns by the child is not warned
    assert "没有做错" in teacher.reads().text
    with pytest.raises(SaysNo, match=r"[Ss]teps|not be taken|[Vv]erify"):
        mei.does("tell_family")  # leaving the look at home out is no look
    mei.skips("tell_family", "监护人就是获利者", seconded=house.zhou)
    with pytest.raises(SaysNo, match="waits until"):
        mei.does("used_again", "没有")
    house.later(hours=72)
    mei.does("used_again", "没有换号再播；孩子照常上学")
    house.turn()
    assert house.case(case.id).status is Status.CLOSED
    assert mum.told() == []
    house.clips_never_heard(PHONE, teacher.number)
    a_child_is_missing(house)


POLICE, CAC = "report_authority:cn_police", "report_authority:cn_cyberspace_children"
EARNED = {
    "clause": "CLIPS.1.2",
    "finding": "账号长期靠未满十岁的孩子直播卖货获利，孩子缺课。",
    "to_complainant": "我们已经停下收益、移除内容，账号停用三十天，并报告了公安。孩子没有做错任何事。",
    "to_account": "您的账号利用未成年人牟利，内容已移除，收益不予发放，账号停用三十天。",
    "why_not_lower": "只移除一条视频，孩子第二天还要直播。",
}


def a_child_is_missing(house: House) -> None:
    """The police first; who looks may be whom the child hides from; public is only what helps; once found it comes down."""
    jun = house.jun
    father = house.files(
        "我家女儿走失了，9岁，昨天晚上没有回家，请帮忙扩散。",
        about="video v-6",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    case = the_case(house, "MN.MISSING")
    assert (case.severity, case.sealed) == (Severity.S1, True)
    opened_by(house, jun, "MN.MISSING")
    with pytest.raises(SaysNo, match="cannot be skipped"):
        jun.skips("police_first", "他说很急")
    jun.does("police_first", "父亲昨晚 23 点已报警；最后一次见到是校门口")
    jun.protects("P1", "最后登录和私信", whom="item")
    jun.does("last_trace")
    jun.verifies("V4", "family_register")
    jun.does("who_looks", "派出所确认由父母报案，没有家暴和抚养权记录")
    with pytest.raises(SaysNo, match="without one it is no report"):
        jun.does("report_authority", "打过了")
    jun.works_through(
        {
            "report_authority.receipt": "派出所值班员接收，回执 2026-31",
            "report_authority.basis": "未成年人保护法第十一条",
            "report_authority.found": "女孩九岁，最后登录在昨晚 21 点 40 分，同城。",
            "report_authority.preserved": "最后登录、私信已保全，没有查看。",
            "report_authority.persons_at_risk": "一名九岁的孩子",
        }
    )
    jun.does("least_public", "撤下了学校名和父亲的手机号，留派出所电话")
    jun.proposes(
        "answered",
        to_complainant="警方已经在找。信息里只留找人用得上的；孩子回家后请告诉我们，我们就撤下。",
    )
    house.turn()
    assert house.case(case.id).status is Status.DECIDED, "nothing is taken from anybody: one answers"
    assert "警方已经在找" in father.reads().text
    house.later(hours=72)
    jun.does("found_or_not", "派出所回复孩子已平安回家，视频已撤下")
    house.turn()
    assert house.case(case.id).status is Status.CLOSED


# --- an age that is doubted, a mode that fails, a child's own tips


def test_a_doubted_age_is_looked_at_lightly_and_a_failing_youth_mode_and_a_childs_own_tips_are_really_put_right(
    house,
):
    whoever_is_not_under_age_gets_it_back(house)
    youth_mode_is_tried_and_works(house)
    a_child_that_paid_from_its_own_account_has_it_back(house)


AGAIN = {
    "as_it_was": "当时看的是直播画面和资料",
    "fresh_judgement": "资料、作息和监护人声明都说明已满十六",
    "procedure": "条款和告知都在，当时没有核年龄",
    "their_side": "她说自己十八岁，附了学校的说明，证件号遮住了",
}


def whoever_is_not_under_age_gets_it_back(house: House) -> None:
    """Judged by how somebody looks; nobody asks for an ID; whoever says “I am not” is heard by child safety, and gets it back."""
    mei, su = house.mei, house.su
    house.files("这个主播才14岁，未满16岁不能开直播。", about="account u-ella")
    house.turn()
    case = the_case(house, "MN.UNDERAGE")
    assert (case.severity, case.sealed) == (Severity.S3, True)
    opened_by(house, mei, "MN.UNDERAGE")
    mei.does("who_uses_it", "直播里看着很小，没有别的线索")
    mei.skips("age_light", "看得出来", seconded=house.zhou)
    mei.skips("guardian_proof", "不动账号，只停直播", seconded=house.zhou)
    mei.proposes(
        "violation",
        "L6",
        until_L6="2026-12-20",
        clause="CLIPS.1.4",
        finding="主播看上去未满十六岁。",
        to_complainant="我们暂停了直播功能。谢谢告诉我们。",
        to_account="您看上去未满十六岁，直播功能暂停。不用出示证件：可以请监护人说明，或者用设备上的年龄估计。",
        why_not_lower="提醒过两次仍在直播。",
    )
    house.turn()
    assert "apply L6 account u-ella" in house.did()
    ella = house.holder("u-ella")
    paper = ella.opens_the_link()
    assert "不用出示证件" in paper.text
    assert "已收到" in paper.appeal("我十八岁，不是未成年人。附上学校的说明，证件号我遮住了。")
    house.turn()
    with pytest.raises(SaysNo, match="you had a hand in"):
        mei.takes_next()  # whoever judged by a look does not judge again
    assert su.takes_next() == case.id
    house.zhou.grants(case.id, to=su, reason="申诉由儿童安全的人看")
    su.opens("核年龄的申诉")
    su.works_through(AGAIN)
    su.skips("three_precedents", "没有三个", seconded=house.zhou)
    su.proposes(
        "no_violation",
        ruling="overturned",
        clause="CLIPS.1.4",
        finding="资料和监护人声明都说明已满十六岁。",
        to_complainant="另一位同事核了年龄：不是未成年人，限制已取消。",
        to_account="对不起，我们看错了。直播已经恢复，您不用出示证件。",
    )
    house.turn()
    assert "lift L6 account u-ella" in house.did()
    assert "对不起" in ella.opens_the_link().text


def youth_mode_is_tried_and_works(house: House) -> None:
    """It is tried out, and answered with what was found, not with a phrase; nobody's proof is asked for."""
    jun = house.jun
    wei = house.files(
        "青少年模式不起作用，我儿子10岁，开了以后半夜还能刷。",
        about="account u-pan",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    case = the_case(house, "MN.TIME")
    assert (case.severity, case.sealed) == (Severity.S3, True)
    opened_by(house, jun, "MN.TIME")
    jun.does("who_uses_it", "孩子自己在用，23 点到 1 点")
    jun.skips("age_light", "家长说了年龄段", seconded=house.zhou)
    jun.skips("guardian_proof", "不动账号", seconded=house.zhou)
    jun.proposes(
        "answered",
        to_complainant="我们试了：换了时区，青少年模式就不拦了。现在修好了，今晚十点以后不能再刷；明早请您再看一眼。",
    )
    house.turn()
    assert "换了时区" in wei.reads().text
    with pytest.raises(SaysNo, match=r"youth mode|needs evidence"):
        jun.does("youth_mode_tried")  # what was tried, and what one saw, is written down
    jun.works_through({"youth_mode_tried": "换时区试过三次，都拦住了"})
    house.turn()
    assert house.case(case.id).status is Status.CLOSED


def a_child_that_paid_from_its_own_account_has_it_back(house: House) -> None:
    """The host's share is held, the relation is proved, the age band counts; nobody asks the child, or for a film from home."""
    mei, jun = house.mei, house.jun
    wei = house.files(
        "我儿子7岁，用他自己的账号给主播打赏了三千元，请退款。",
        about="order o-6",
        relation="guardian",
        contact={"phone": PHONE},
    )
    house.turn()
    case = the_case(house, "LV.MINOR.OWN")
    assert (case.severity, case.sealed) == (Severity.S2, True)
    opened_by(house, mei, "LV.MINOR.OWN")
    mei.protects("P4", "分成发出去就难追回")
    house.turn()
    mei.does("hold_share")
    mei.verifies("V4", "family_register")
    mei.works_through(
        {
            "relation_and_payer": "父子，付款绑的是父亲的卡",
            "pattern_of_use": "放学后，看动画；没有分析脸和声音",
            "host_knew": "主播问过几年级",
            "age_band_rule": "七岁：付款无效，全部退",
        }
    )
    said = {
        "amount_L7": "3000",
        "currency_L7": "CNY",
        "clause": "CLIPS.1.5",
        "finding": "七岁的孩子付的。",
        "to_complainant": "三千元全部退回付款的账户，付款账号也上了锁，额度请您来设。孩子没有做错。",
        "to_account": "按未成年人保护规则退回，分成不再发放。",
        "why_not_lower": "未满八岁，付款无效。",
    }
    with pytest.raises(SaysNo, match="nothing would do “Lock the paying account"):
        mei.proposes("granted", "L7", **said)
    mei.proposes("granted", "L7", "Y.LIMIT", **said)
    assert house.case(case.id).status is Status.COSIGNING
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    house.later(hours=1)  # the host books it
    assert "apply L7 account u-lulu" in house.did()
    assert "全部退回" in wei.reads().text
    assert "apply Y.LIMIT order o-6" in house.did(), (
        "of the payment, which tells the host whose account it is"
    )
    assert "guardian" in house.clips.page("/u/u-wei").lower()
    assert "guardian" not in house.clips.page("/u/u-lulu").lower(), "never on whoever was paid"
    house.turn()
    assert house.case(case.id).status is Status.CLOSED
    house.clips_never_heard(PHONE, wei.number)
