"""What is said about people: the reply that condemns stays, the imitator goes, a critic is not silenced, a crowd is seen whole.

Each story has people of its own: 王医生 Wang answers a quack; 涛 Tao is imitated; a company would like a doctor to be quiet;
宁宁 Ning is set upon by a crowd that 强 Qiang called.
"""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from clips.registering import binds
from clips.storage import writing
from ombud.adapters.platform.contract import HostSubject
from ombud.core.case import Case, Status
from ombud.core.clocks import State
from ombud.store.subjects import find
from tests.journeys.house import House, another
from tests.journeys.people import Complainant
from tests.journeys.staff import SaysNo

TWO_DAYS = timedelta(days=2)
QUACK = "主播卖神药说包治百病,老人都信了不去医院。"
CORRECTION = "更正：停药会有危险，药监局已通报。请按医嘱服药。"
REPLY = "我没有拿过公司一分钱。案件还在二审，请不要先下结论，谢谢大家。"
PORN = "这个视频里有人裸露,全是色情内容,请删除。"
WARNING = "“涛哥粉丝福利”是冒充的，请不要付运费；已付的先联系银行。"
FAKE = "有人冒充我,头像名字一模一样,还收我粉丝的钱。"
COMPANY = "该视频对我司造谣,损害商誉,请求删除。"
THIEF = "他拍视频说我偷公司钱,完全是诽谤,我有判决书。"
CROWD = "就因为一句玩笑我被网暴了,几千条评论骂我,晚上睡不着。"
MADE = "这条是AI生成的视频没有标识,好多人当真。"
SEEN = {
    "see_in_context": "看了全部：标题、评论和前后文",
    "known_before": "没有处理过相同内容",
    "exceptions": "都考虑过",
    "lower_rung": "更轻的不够",
}
CHECKED = {
    "claim": "说法、出处和日期都写下了",
    "two_sources": "药监局通报；三甲医院的说明",
    "satire": "不是讽刺",
    "harm": "有人因此停药",
}


REPORT = {
    "report_unlawful.receipt": "回执 R-20261123-0001",
    "report_unlawful.basis": "互联网信息服务管理办法第十六条",
    "report_unlawful.found": "一条淫秽视频，发布十小时，播放九千余次",
    "report_unlawful.preserved": "视频、发布记录和账号信息，六十日",
    "report_unlawful.persons_at_risk": "没有发现未成年人",
}


def shown(house: House, kind: str, name: str) -> str:
    """How the public sees an item on Clips."""
    seen = house.clips.platform.look_up(HostSubject("clips", kind, name), now=house.clock())
    return seen.seen.snapshot.state


def newest(house: House, code: str) -> Case:
    """The case of this kind that was opened last."""
    return max((one for one in house.cases() if one.code == code), key=lambda one: one.opened_at)


def test_a_reply_that_condemns_stays_while_the_condemned_goes(house):
    old = house.files(QUACK, about="video v-25", kind="MI.HEALTH")
    house.turn()
    mei = house.mei
    quack = next(one for one in house.cases() if one.code == "MI.HEALTH")
    mei.takes_next()
    assert mei.case == quack.id
    fan = house.files("这条评论骂人,恶意带节奏,内容违规。", about="comment c-12", kind="CV.OTHER")
    mei.looks_up()
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        removes(house)
    mei.works_through(CHECKED)
    with pytest.raises(SaysNo, match="tells others"):
        removes(house)
    with pytest.raises(SaysNo, match=r"names or quotes|gives away|complain"):
        removes(house, f"有人来信说：{QUACK}")
    removes(house, CORRECTION)
    house.turn()
    assert house.did() == [], "a matter of public debate takes two"
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    assert {*house.did()} == {"apply L4 video v-25", "apply C.SEEN video v-25"}
    the_correction_reached_whoever_saw_it(house, old, quack)
    reply = mei.takes_next()
    mei.looks_up()
    mei.works_through(SEEN | {"exceptions": "这是医生的驳斥：谴责违规，引用原话是为了反对"})
    mei.proposes(
        "no_violation",
        clause="CLIPS.2.3",
        finding="评论引用原话是为了反对它。",
        to_complainant="这条评论在反驳一个有害的说法，规则保护谴责和驳斥，它保留。",
    )
    house.turn()
    assert house.case(reply).decision.orders == ()
    assert {*house.did()} == {"apply L4 video v-25", "apply C.SEEN video v-25"}
    assert (shown(house, "video", "v-25"), shown(house, "comment", "c-12")) == ("removed", "public")
    (only,) = house.holder("u-doc").told()
    assert CORRECTION in only["text"], "nobody is warned of what came to nothing"
    assert "反驳" in fan.reads().text
    assert "移除" in old.reads().text
    assert house.is_closed(reply)
    house.all_is_over()


def the_correction_reached_whoever_saw_it(house: House, old: Complainant, quack: Case) -> None:
    """Four who saw or shared it, and 王医生 Wang who answered it, have it from Clips; nobody else, and not by a tick."""
    readers = {one["account"] for one in house.clips.log()["tells"] if CORRECTION in one["text"]}
    assert readers == {"u-laoli", "u-ning", "u-ella", "u-lan", "u-doc"}
    assert house.holder("u-ella").told()[0]["text"].startswith("Something that you saw or shared is not true")
    house.zhou.case = quack.id
    assert "told 5 people" in house.zhou.sees()
    assert "correct_reach" in house.case(quack.id).steps_done
    assert CORRECTION not in old.reads().text


def removes(house: House, correction: str = "") -> None:
    house.mei.proposes(
        "violation",
        "L4",
        "C.SEEN",
        clause="CLIPS.4.3",
        finding="视频要人停药，药监局已通报。",
        to_complainant="两个独立来源都说明这会害人，视频已移除。",
        to_account="视频要人停药，与药监局通报相反，会害人，已移除。",
        **{"says_C.SEEN": correction},
    )


def test_pornography_goes_in_its_time_and_in_china_the_authority_has_its_report(house):
    lan = house.files(PORN, about="video v-9", contact={"email": "lan@canary.example"})
    house.turn()
    case = house.only_case()
    law = house.clock_of(case.id, "decide_target")
    assert (case.severity, law.due_at - law.started_at) == ("S2", timedelta(hours=72))
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.protects("P2", "露骨，先隐藏", whom="item")
    mei.works_through(SEEN)
    mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.2.1",
        finding="视频展示露骨的性行为。",
        to_complainant="看完整段，确实违规，已移除。",
        to_account="视频展示露骨的性行为，规则不允许。",
    )
    house.turn()
    assert house.clock_of(case.id, "decide_target").state is State.MET
    assert house.did() == ["apply P2 video v-9", "apply L4 video v-9", "lift P2 video v-9"]
    with pytest.raises(SaysNo, match="lacks something it must say"):
        mei.works_through(
            {"report_unlawful.receipt": "R-1", "report_unlawful.basis": "互联网信息服务管理办法第十六条"}
        )
    mei.does("copies", "没有副本：平台搜索过，一处也没有")
    house.turn()
    assert house.case(case.id).status is Status.DECIDED, "in China it is not over before the report"
    mei.works_through(REPORT)
    for words in ("互联网信息服务管理办法第十六条", "播放九千余次", "没有发现未成年人", "R-20261123-0001"):
        assert words in mei.sees()
    house.turn()
    assert house.case(case.id).status is Status.CLOSED
    told = (
        "".join(str(one) for one in house.holder("u-hao").told())
        + house.holder("u-hao").opens_the_link().text
    )
    for secret in ("canary", lan.number, "R-20261123"):
        assert secret not in told


def test_an_imitator_has_48_hours_to_explain_and_a_parody_says_what_it_is(house):
    tao = house.files(
        FAKE, about="account u-fake", relation="affected", contact={"account": "u-tao"}, kind="IM.PERSON"
    )
    house.turn()
    fake = house.mei.takes_next()
    compares(house, "模仿的账号六天前才开，名字和头像照抄")
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        closes(house)
    second = the_second_account_is_found(house)
    house.later(days=2)
    mei = house.mei
    assert mei.takes_next() == fake
    mei.verifies("V3", "official_email")
    mei.works_through(
        {
            "parody": "没有标明，也不是粉丝号",
            "real_person": "已认证账号即可，没有要证件",
        }
    )
    mei.does("scam_signs", "收运费", "scam_found")
    with pytest.raises(
        SaysNo, match="Decided like this nothing would do “Whoever it is opens no new account”"
    ):
        closes(house, "C.FANS")
    mei.takes_along(second)
    mei.case = second
    mei.skips("their_side", "在收钱骗人，不问", seconded=house.zhou)
    mei.case = fake
    both = {"along": [str(second)], "along_why": "同一台手机，同一张收款卡", f"own_{second}": "L9"}
    both[f"did_{second}"] = "账号与已核实冒充的账号同一台手机、同一张收款卡，同样收运费。"
    closes(house, "C.FANS", block_L9="on", **both)
    house.turn()
    assert house.did("apply L9") == []
    house.jun.takes_to_sign()
    page = house.jun.sees()
    assert WARNING in page, "whoever signs reads what the fans are told"
    assert "no new account for whoever it is" in page
    house.jun.signs_alike(dict.fromkeys((fake, second), "sign"))
    house.turn()
    warned = {one["account"] for one in house.clips.log()["tells"] if WARNING in one["text"]}
    assert warned == {"u-lan", "u-ning", "u-omar"}
    for mei.case in (second, fake):
        mei.does("siblings", "同一台手机、同一收款方的另一个账号一并关闭")
    house.turn()
    assert house.is_closed(second)
    assert house.case(fake).status is Status.CLOSED
    assert "关闭" in tao.reads().text
    named = house.case(second).subject
    sibling = find(named).external if named and find(named) else ""
    assert sorted(house.did("apply L9")) == sorted(f"apply L9 account {one}" for one in ("u-fake", sibling))
    assert "同一张收款卡" in house.holder(sibling).opens_the_link().text
    assert "不接受您另开账号" in house.holder("u-fake").opens_the_link().text
    whoever_it_is_comes_back(house)
    a_parody_is_labelled(house)


PHONE = {"device": "荣耀 X50", "place": "福建 · 福州"}
CARD = "银行卡 ···· 7719"


def the_second_account_is_found(house: House) -> UUID:
    """He opened another on the same telephone; the platform says so, and it has a case beside the first."""
    mei = house.mei
    name = house.clips.registers("涛哥福利二号", **PHONE, means=CARD)
    alike = mei.finds_alike("device", "payment")
    assert f"account:{name}" in alike
    [second] = mei.sets_beside(f"account:{name}", kinship="cluster", reason="同一台手机，同一张收款卡")
    return second


def whoever_it_is_comes_back(house: House) -> None:
    """By the same telephone he is refused, a namesake is not; by another telephone he is found by his card, and goes as well."""
    clips, mei = house.clips, house.mei
    assert clips.registers("海鲜福利站", **PHONE) == "", "the same telephone"
    other = {"device": "vivo Y36", "place": "广东 · 湛江"}
    namesake = {"device": "iPhone 15", "place": "辽宁 · 大连"}
    assert clips.registers("涛哥赶海 官方号", **namesake), "a name is borne by others, too"
    assert clips.registers("海鲜福利站", **other, means=CARD) == "", "the same card"
    again = clips.registers("海鲜福利站", **other)
    with writing(clips.home) as book:
        binds(book, again, means=CARD, now=house.clock())
    fan = house.files(FAKE, about=f"account {again}", kind="IM.PERSON", contact={"account": "u-lan"})
    house.turn()
    case = mei.takes_next()
    mei.looks_up()
    assert "account:u-fake" in mei.finds_alike("payment")
    mei.works_through({"compare": "收款卡与已关闭的冒充账号相同，昨天才注册", "parody": "没有标明"})
    mei.does("scam_signs", "收运费", "scam_found")
    mei.skips("their_side", "在收钱骗人，不问", seconded=house.zhou)
    mei.skips("real_person", "真实一方在先前的案件里核实过", seconded=house.zhou)
    house.zhou.case = case
    house.zhou.skips("warn_fans", "昨天才注册，没有人关注它", seconded=another(house, "he", "何 He", "lead"))
    closes(house, block_L9="on")
    house.turn()
    house.signed_by(house.jun)
    assert house.did("apply L9")[-1] == f"apply L9 account {again}"
    assert clips.registers("福利站", **other) == ""
    mei.does("siblings", "没有别的账号")
    house.turn()
    assert house.is_closed(case)
    assert "关闭" in fan.reads().text


def compares(house: House, note: str) -> None:
    """Look, and ask whoever is said to imitate."""
    mei = house.mei
    mei.looks_up()
    mei.does("compare", note)
    mei.hears("有人认为这个账号冒充他人。请说明它是谁的，是不是戏仿。")
    waits = house.case(mei.case).waiting_for
    assert TWO_DAYS - timedelta(seconds=1) <= waits.until - house.clock() <= TWO_DAYS
    house.turn()


def closes(house: House, *more: str, **said: Any) -> None:
    house.mei.proposes(
        "violation",
        "L9",
        *more,
        **{f"says_{one}": WARNING for one in more},
        **said,
        clause="CLIPS.4.2",
        finding="照抄名字和头像，收取运费，48 小时内没有说明。",
        to_complainant="核对后确认是冒充，账号已关闭，没有要求您再交任何证件。",
        to_account="账号照抄他人的名字和头像收取运费，48 小时内没有说明，现予关闭。",
        why_not_lower="标明也止不住收钱。",
    )


def a_parody_is_labelled(house: House) -> None:
    """老李 Li sings somebody's songs in somebody's clothes, and says so when he is asked."""
    fan = house.files("这个账号冒充歌手本人唱歌。", about="account u-laoli", kind="IM.PERSON")
    house.turn()
    case = house.mei.takes_next()
    compares(house, "他开号七百天，歌手两千天")
    house.later(hours=20)
    assert "已收到您的说明" in house.holder("u-laoli").answers("我是模仿秀，愿意马上标明。")
    house.turn()
    mei = house.mei
    assert mei.takes_next() == case
    assert "模仿秀" in mei.sees()
    mei.works_through({"parody": "是戏仿，愿意标明", "scam_signs": "没有收钱"})
    mei.skips("real_person", "不判断真假，只要求标明", seconded=house.zhou)
    mei.proposes(
        "violation",
        "L1",
        clause="CLIPS.4.2",
        finding="戏仿没有标明。",
        to_complainant="他是模仿秀，已标明。戏仿可以保留。",
        to_account="戏仿可以保留，但要标明；我们加上了标识。",
    )
    mei.does("siblings", "没有别的账号")
    house.turn()
    assert house.did("apply")[-1] == "apply L1 account u-laoli"
    assert "模仿秀" in fan.reads().text
    assert house.is_closed(case)
    a_brand_proves_its_mark(house)


def a_brand_proves_its_mark(house: House) -> None:
    """The owner of a mark has an account with its name closed: by papers and six items, after 48 hours, by two; never on its word."""
    firm = house.files(
        "这个账号用我们注册商标的名字和头像，冒充我们的官方客服。",
        about="account u-leak",
        relation="rights_holder",
        kind="IM.BRAND",
        contact={"email": "legal@mark.example"},
    )
    house.turn()
    mei = house.mei
    case = mei.takes_next()
    assert house.case(case).code == "IM.BRAND"
    compares(house, "名字、头像与商标相同，简介自称官方")
    house.later(days=2)
    assert mei.takes_next() == case
    mei.works_through({"parody": "没有标明", "scam_signs": "没有收钱"})
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        closes(house)
    mei.verifies("V3", "document_seen")
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        closes(house)
    with pytest.raises(SaysNo, match=r"执照|licence"):
        mei.holds_against("商标注册证", but=("licence",))
    mei.works_through(
        {
            "real_person": "商标注册证",
            "who_complains": "商标注册证、执照和授权书",
            "complete_notice": "商标注册证、执照、授权书和六项说明",
        }
    )
    closes(house)
    house.turn()
    assert "apply L9 account u-leak" not in house.did(), "for a company nobody decides alone"
    house.jun.takes_to_sign()
    house.jun.signs()
    mei.does("siblings", "没有别的账号")
    house.turn()
    assert house.did("apply")[-1] == "apply L9 account u-leak"
    assert "legal@mark" not in house.holder("u-leak").opens_the_link().text
    assert len([one for one in firm.letters() if "处理决定" in one]) == 1
    assert house.case(case).status is Status.CLOSED


def test_a_company_proves_six_things_and_two_sign_even_that_nothing_is_done(house):
    firm = house.files(COMPANY, about="video v-24", kind="DF.COMPANY", relation="rights_holder")
    house.turn()
    mei = house.mei
    case = mei.takes_next()
    mei.looks_up()
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("proof_of_untruth")
    lacks = ("licence", "first_proof", "truth_statement")
    with pytest.raises(SaysNo, match=r"The notice still lacks: .*first proof.*licence.*I state"):
        mei.holds_against("第一条消息", but=lacks)
    mei.holds_against("第一条消息", but=lacks, ask="六项材料一项不能少。")
    house.turn()
    asked = firm.reads().text
    for words in ("六项材料一项不能少。", "营业执照或登记证号", "有什么初步证据", "我承诺以上所述"):
        assert words in asked
    assert "哪几句话不实" not in asked, "what is there is not asked for again"
    firm.writes("执照和授权书已上传；检测报告在附件。")
    house.turn()
    assert mei.takes_next() == case
    with pytest.raises(SaysNo, match="The notice still lacks"):
        mei.holds_against("第二条消息", but=("truth_statement",))
    five_of_six_remove_nothing(house)
    firm.writes("我们声明以上属实。")
    mei.holds_against("三条消息")
    with pytest.raises(SaysNo, match="needs evidence"):
        mei.does("who_complains", "自称公司职员")
    mei.verifies("V3", "document_seen")
    mei.works_through(
        {
            "who_complains": "执照与登记信息一致",
            "fact_or_opinion": "“没有用”是依据指南的判断",
            "proof_of_untruth": "检测报告没有涉及疗效",
        }
    )
    with pytest.raises(SaysNo, match="first do what it counts from"):
        mei.does("hear_author", "不用问了，肯定是黑稿")
    mei.hears("有人认为视频中关于感冒药的说法不实。请说明依据。")
    house.turn()
    doctor = house.holder("u-doc")
    doctor.answers("依据是国家诊疗指南，视频末尾有出处。")
    house.turn()
    assert mei.takes_next() == case
    assert "hear_author" in house.case(case).steps_done, "the author was heard, and nobody had to say so"
    mei.works_through({"public_interest": "医学科普，涉及公众健康"})
    mei.proposes(
        "no_violation",
        clause="CLIPS.2.5",
        finding="说法有国家指南作依据。",
        to_complainant="说法有公开的指南作依据，属于对公共事务的批评，予以保留；您可以向法院起诉。",
    )
    house.turn()
    assert house.case(case).status is Status.COSIGNING
    assert len(firm.letters()) == 2, "nothing is told before two signed"
    with pytest.raises(SaysNo, match="proposed by you; somebody else must sign"):
        mei.takes_to_sign()
    house.jun.takes_to_sign()
    house.jun.signs()
    mei.does("contact_log", "对方总监来电一次，已登记；没有让步")
    house.turn()
    assert house.case(case).status is Status.CLOSED
    assert house.did() == []
    assert "人民法院" in firm.reads().text
    a_company_that_is_right_is_heard_by_two(house)
    a_person_gets_the_mildest_measure_that_works(house)


LEAD = "该视频造谣说我司的碗含铅,损害商誉,请求删除。联系人:法务 邵敏。"
FIRM = {
    "right_holder": "青石陶业有限公司",
    "reach_at": "景德镇青石巷十四号，法务 邵敏",
    "infringing": "https://clips.example/v/v-32",
    "exact_words": "他家的碗含铅",
    "why_untrue": "每批都送检，报告可查",
    "first_proof": "检测报告 2026-3310，已附",
    "truth_statement": True,
}
SIX = {
    "who_complains": "执照在登记网站上查得到，法务有授权书",
    "fact_or_opinion": "“含铅”是可以核对的事实陈述",
    "proof_of_untruth": "检测报告 2026-3310：铅未检出",
    "complete_notice": "表上和所附的执照、报告",
    "public_interest": "食品安全是公共话题，但说法本身不实",
}
OWN_LOOK = {
    "as_it_was": "当时的画面和报告都在",
    "fresh_judgement": "先写下了我的看法",
    "three_precedents": "对照了三件",
    "procedure": "条款、告知、语言都对",
    "their_side": "发布者的申诉逐点看过",
}


def a_company_that_is_right_is_heard_by_two(house: House) -> None:
    """All six are there but one, then all; the author says nothing that holds; one decides, another signs, and only then it goes."""
    contact = {"email": "legal@canary.example"}
    firm = house.files(
        LEAD, about="video v-32", kind="DF.COMPANY", relation="rights_holder", answers=FIRM, contact=contact
    )
    house.turn()
    mei, rui = house.mei, house.holder("u-rui")
    case = mei.takes_next()
    mei.looks_up()
    mei.holds_against("第一条消息", but=("licence",), ask="还差执照。")
    house.turn()
    assert "营业执照或登记证号" in firm.reads().text
    firm.hands_in("licence.txt", "营业执照 9136020012345678")
    firm.writes("执照已上传。")
    house.turn()
    assert mei.takes_next() == case
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        goes_for_the_firm(house)
    mei.verifies("V3", "document_seen", documents=True)
    mei.works_through({one: note for one, note in SIX.items() if one != "public_interest"})
    mei.hears("有人主张：视频里“含铅”的说法不实。您的依据是什么？")
    house.turn()
    assert "已收到您的说明" in rui.answers("听别人说的，没有检测。")
    house.turn()
    assert mei.takes_next() == case
    assert "听别人说的" in mei.sees()
    mei.does("public_interest", SIX["public_interest"])
    assert "1 more signature" in goes_for_the_firm(house)
    house.turn()
    assert (house.case(case).status, house.did(), len(firm.letters())) == (Status.COSIGNING, [], 2)
    assert len(rui.told()) == 1, "nobody is told, and nothing goes, on one person's word"
    with pytest.raises(SaysNo, match="proposed by you; somebody else must sign"):
        mei.takes_to_sign()
    with pytest.raises(SaysNo, match="somebody else"):
        mei.signs()
    assert house.case(case).status is Status.COSIGNING
    house.signed_by(house.jun)
    assert house.did() == ["apply L4 video v-32"]
    assert not house.is_shown("v-32")
    assert "检测报告" in firm.reads().text
    reasons = rui.opens_the_link()
    assert "说法与检测报告不符" in reasons.text
    for secret in ("青石陶业", "邵敏", "canary", "青石巷", firm.number):
        assert secret not in reasons.text
    mei.does("contact_log", "没有人打招呼")
    house.turn()
    assert house.case(case).status is Status.CLOSED
    its_author_has_another_look(house, case, firm)


def goes_for_the_firm(house: House) -> str:
    return house.mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.2.5",
        finding="“含铅”与检测报告不符，发布者没有依据。",
        to_complainant="六项材料齐全，检测报告说明铅未检出，视频已经移除。",
        to_account="说法与检测报告不符，您没有给出依据，视频已移除。您可以申诉。",
        why_not_lower="说法关系到健康，标明争议不够。",
    )


def its_author_has_another_look(house: House, case: UUID, firm: Complainant) -> None:
    """Two whom it was not given to look at it afresh; it stays down, and both sides read why."""
    rui = house.holder("u-rui")
    assert "已收到" in rui.opens_the_link().appeal("我后来自己送检了，报告还没有出来。")
    house.turn()
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.mei.takes_next()
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.jun.takes_next()
    yan = house.yan
    assert yan.takes_next() == case
    yan.looks_up()
    yan.works_through(OWN_LOOK)
    yan.proposes(
        "violation",
        "L4",
        ruling="upheld",
        clause="CLIPS.2.5",
        finding="发布者的报告没有出来，公司的报告在。",
        to_complainant="由另外两位同事重新看过：维持移除。",
        to_account="由另外两位同事重新看过：没有新的依据，维持移除；报告出来可以向法院主张。",
        why_not_lower="说法关系到健康。",
    )
    house.turn()
    assert house.case(case).status is Status.COSIGNING, "the second look at a company's takes two, too"
    house.signed_by(house.zhou)
    yan.works_through({"error_cause": "没有错", "sisters": ""})
    house.turn()
    assert house.case(case).status is Status.CLOSED
    assert (house.did(), house.is_shown("v-32")) == (["apply L4 video v-32"], False)
    assert "维持移除" in firm.reads().text
    told = rui.opens_the_link().text
    for words in ("没有新的依据", "法院"):
        assert words in told


def five_of_six_remove_nothing(house: House) -> None:
    """Nothing is taken down, labelled or hidden in a territory while one of the six is missing, and leaving the step out helps nobody."""
    for measure in ("L1", "L4"):
        with pytest.raises(SaysNo, match=r"may not be taken|still open"):
            labels(house, measure)


def a_person_gets_the_mildest_measure_that_works(house: House) -> None:
    """Nobody can say yet who is right: it is labelled as disputed, and stays."""
    jing = house.files(THIEF, about="video v-8", kind="DF.PERSON", relation="affected")
    house.turn()
    mei = house.mei
    case = mei.takes_next()
    mei.looks_up()
    mei.does("fact_or_opinion", "“偷钱”是事实")
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        labels(house, "L4")
    mei.does("proof_of_untruth", "一审判决，尚未生效")
    mei.hears("视频说某人偷钱，有人认为不实。请说明。")
    house.turn()
    house.later(days=2)
    assert mei.takes_next() == case
    assert "hear_author" in house.case(case).steps_lapsed
    mei.works_through({"complete_notice": "第一条消息和判决书", "public_interest": "私人纠纷"})
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        labels(house, "L1", REPLY)
    mei.does("reply_agreed", "投诉人第一条消息同意的原文")
    with pytest.raises(SaysNo, match="at most 500"):
        labels(house, "L1", REPLY * 20)
    labels(house, "L1", REPLY)
    mei.does("contact_log", "没有人打招呼")
    house.turn()
    assert {one for one in house.did() if "v-8" in one} == {"apply L1 video v-8", "apply C.REPLY video v-8"}
    assert REPLY in house.clips.page("/v/v-8", "zh"), "whoever sees the video reads the other side"
    assert "存在争议" in jing.reads().text
    assert house.is_closed(case)


def labels(house: House, measure: str, reply: str = "") -> None:
    house.mei.proposes(
        "violation",
        measure,
        *(["C.REPLY"] if reply else []),
        **{"says_C.REPLY": reply},
        clause="CLIPS.2.5",
        finding="说法是事实主张，判决尚未生效。",
        to_complainant="判决尚未生效，我们标明存在争议，判决生效后请再告诉我们。",
        to_account="视频中的说法存在争议，已标明；您可以补充依据。",
        why_not_lower="不标明，看的人会当真。",
    )


def test_a_crowd_is_judged_as_a_whole_and_whoever_answered_back_is_spared(house):
    """One case leads; the others are set beside it in one go, each judged by what it did, by two; who answered back is spared."""
    ning = house.files(CROWD, about="account u-qiang", relation="affected", contact={"account": "u-ning"})
    house.turn()
    case = house.only_case()
    assert case.code == "HA.PILEON"
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.protects("P6", "本人同意，先挡住陌生人", shielded="u-ning")
    house.turn()
    assert house.did() == ["apply P6 account u-ning"]
    assert house.holder("u-qiang").told() == [], "whoever called the crowd learns of no shield"
    until = (house.clock() + timedelta(days=7)).date().isoformat()
    hers = the_brake_is_on(house)
    with pytest.raises(SaysNo, match=r"may not be taken|still open"):
        limits(house, until)
    mei.works_through(
        {
            "shield": "本人同意",
            "whole_course": "四小时三千条，由一条点名的视频开始；她回了一句，不算",
            "offline_danger": "有人发了她的楼号，说今晚去找她：已请她现在报警",
            "organisers": "点名并三次转发的是这个账号",
        }
    )
    mei.verifies("V2", shown=("old_device", "live_session"))
    crowd = mei.sets_beside("account:u-leak", "account:u-hao", kinship="cluster", reason="同一场围攻")
    mei.takes_along(*crowd)
    mei.case = case.id
    stirred, answered = (str(one) for one in crowd)
    crowd.append(hers)
    apart = {
        f"own_{stirred}": "L5",
        f"did_{stirred}": "账号转发了一次点名的视频。",
        f"own_{answered}": "spared",
    }
    apart |= {f"own_{hers}": "spared", f"did_{hers}": "视频是被围攻的一方，没有违规。"}
    going = {"along": [str(one) for one in crowd], "along_why": "同一场围攻，先后四小时"}
    with pytest.raises(SaysNo, match="Write down the facts found"):
        limits(house, until, **going, **apart)
    assert house.case(case.id).proposal is None, "who is spared is so for a reason that somebody wrote"
    limits(house, until, **going, **apart, **{f"did_{answered}": "账号只回了攻击它的人一句。"})
    house.turn()
    assert "apply L6 account u-qiang" not in house.did(), "nobody judges a crowd alone"
    zhou = house.zhou
    zhou.takes_to_sign()
    page = zhou.sees()
    assert "Spared: no violation, no measure" in page
    zhou.signs_alike(dict.fromkeys((case.id, *crowd), "sign"))
    house.turn()
    assert sorted(house.did("apply L")) == ["apply L5 account u-leak", "apply L6 account u-qiang"]
    told = house.holder("u-leak").opens_the_link().text
    assert "转发了一次点名的视频" in told
    for others in ("三次转发", "u-qiang", "u-ning", ning.number):
        assert others not in told, "each reads of what it did itself"
    assert house.holder("u-hao").told() == []
    ended = [house.case(one).decisions[-1].proposal.outcome for one in crowd]
    assert ended == ["violation", "no_violation", "no_violation"]
    assert "lift P3 video v-15" in house.did()
    assert V15 in house.clips.page("/"), "once they are stopped it is recommended again"
    mei.works_through({"evidence_export": "账号是她自己的，交给本人"})
    the_police_have_a_packet(house, ning)
    house.turn()
    files = ning.saves()
    assert sha256(files["manifest.json"]).hexdigest() in ning.finds("记录").text
    assert "clips account u-qiang" in files["01.txt"].decode()
    assert house.case(case.id).status is Status.DECIDED, "it is looked at again"
    for mei.case in crowd:
        mei.skips("evidence_export", "在牵头案件里交给了本人", seconded=house.zhou)
    for hours, step in ((24, "after_24h"), (48, "after_72h")):
        house.later(hours=hours)
        for mei.case in (case.id, *crowd):
            mei.does(step, "没有换地方")
    house.turn()
    house.all_is_over()
    assert {one.split()[-1] for one in house.did() if " L" in one} == {"u-leak", "u-qiang"}
    assert len([one for one in ning.letters() if "处理决定" in one]) == 1
    assert len([one for one in ning.letters() if one == "回执"]) == 1, "one report of them all, one receipt"
    told = house.holder("u-qiang").opens_the_link().text
    for secret in ("u-ning", "宁宁", ning.number):
        assert secret not in told


V15 = "/v/v-15"
"""宁宁 Ning's own video, under which they set upon her."""


def the_brake_is_on(house: House) -> UUID:
    """Her own video leaves recommendation, as she agreed, so that no more people pour in; the shield shuts its comments."""
    mei, first = house.mei, house.mei.case
    assert V15 in house.clips.page("/")
    [hers] = mei.sets_beside("video:v-15", kinship="cluster", reason="围攻在这条视频下面")
    mei.takes_along(hers)
    mei.case = hers
    mei.protects("P3", "本人同意：不让更多人涌进来", whom="item")
    house.turn()
    assert house.did()[-1] == "apply P3 video v-15"
    assert V15 not in house.clips.page("/")
    assert "brake" in house.case(hers).steps_done
    mei.case = first
    return hers


def the_police_have_a_packet(house: House, ning: Complainant) -> None:
    """What was referred is done by a packet with a receipt, and she reads on which day; before that no letter says so."""
    mei = house.mei
    assert "还要做的：移送公安或警方" in ning.finds("处理决定").text
    with pytest.raises(SaysNo, match="without one it is no report"):
        mei.does("refer_police", "已报警")
    with pytest.raises(SaysNo, match=r"[Ll]ead"):
        mei.skips("refer_police", "没空")
    packet = {
        "receipt": "区公安分局网安大队，受案 2026-118",
        "basis": "治安管理处罚法第四十二条",
        "found": "一个账号公开楼号并威胁上门，三千条攻击四小时内跟进",
        "preserved": "视频、转发、评论和账号资料",
        "persons_at_risk": "当事人今晚独自在家",
    }
    mei.works_through({f"refer_police.{name}": text for name, text in packet.items()})
    house.turn()
    told = ning.finds("移送的情况").text
    assert "做到了： 移送公安或警方（" in told
    assert "网安大队" not in told, "what the police have is theirs"


def limits(house: House, until: str, **more: Any) -> None:
    house.mei.proposes(
        "violation",
        "L6",
        "X.POLICE",
        clause="CLIPS.2.4",
        finding="账号点名并三次转发，四小时内引来三千条攻击。",
        to_complainant="我们看的是整个过程，不是单条评论：带头的账号受到限制。",
        to_account="账号点名并三次转发，引来大量攻击。评论和转发功能限期停用。",
        why_not_lower="警告止不住再次点名。",
        until_L6=until,
        **more,
    )


def test_what_ai_made_is_labelled_and_not_removed(house):
    sam = house.files(MADE, about="video v-26")
    house.turn()
    case = house.only_case()
    assert case.code == "MI.SYNTHETIC"
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.works_through(CHECKED | {"claim": "画面的云不是那天的云", "harm": "没有人会受伤，只是会当真"})
    mei.proposes(
        "violation",
        "L1",
        "C.SEEN",
        **{"says_C.SEEN": "您看过的云海画面由 AI 生成，不是实拍。"},
        clause="CLIPS.4.6",
        finding="画面由 AI 生成，没有标明。",
        to_complainant="画面由 AI 生成，我们加上了标识；没有严重伤害，所以不移除。",
        to_account="AI 生成的画面要标明，我们加上了标识。",
    )
    house.signed_by(house.jun)
    house.turn()
    assert {*house.did()} == {"apply L1 video v-26", "apply C.SEEN video v-26"}
    assert shown(house, "video", "v-26") == "public"
    assert house.case(case.id).status is Status.CLOSED
    assert "标识" in sam.reads().text
    assert "标识" in house.holder("u-yun").opens_the_link().text
    what_is_said_of_an_election_takes_counsel_and_a_joke_stays(house)


VOTE = "视频说明天投票站全部改地址了，是假的，好多人会白跑。"


def what_is_said_of_an_election_takes_counsel_and_a_joke_stays(house: House) -> None:
    """Label and correction of what is political take a lead or counsel, whatever was asked; satire is none of it; what is uncertain is said."""
    mei = house.mei
    citizen = house.files(VOTE, about="video v-34", kind="MI.CIVIC")
    house.turn()
    case = mei.takes_next()
    assert house.case(case).code == "MI.CIVIC"
    mei.looks_up()
    mei.works_through(
        CHECKED
        | {
            "claim": "“明天投票站全部改地址”，没有出处，今早发布",
            "two_sources": "选举机构公告；市政府当日的说明",
            "satire": "不是讽刺；事实还在变，今晚再看一次公告",
            "harm": "有人会投不成票",
        }
    )
    mei.proposes(
        "violation",
        "L1",
        "C.SEEN",
        **{"says_C.SEEN": "投票站没有改地址，以选举机构今天的公告为准。"},
        clause="CLIPS.4.3",
        finding="公告写明投票站没有变。",
        to_complainant="两个独立来源都说没有改地址：已标明并更正，视频保留。",
        to_account="公告写明投票站没有变，视频已标明并附更正；不移除。",
    )
    house.turn()
    assert house.did("apply L1 video v-34") == [], "nobody below a lead or counsel"
    with pytest.raises(SaysNo, match="needs somebody with another role"):
        house.su.takes_to_sign()
    house.signed_by(house.lin)
    assert house.did("apply L1 video v-34") == ["apply L1 video v-34"]
    assert shown(house, "video", "v-34") == "public", "label before removal"
    assert house.is_closed(case)
    assert "没有改地址" in citizen.reads().text
    reader = house.files("这个视频造谣，说猫当上了市长。", about="video v-33", kind="MI.RUMOUR")
    house.turn()
    joke = mei.takes_next()
    mei.looks_up()
    mei.works_through(
        CHECKED | {"claim": "猫当上了市长", "satire": "是讽刺，一看就知道", "harm": "没有人会信"}
    )
    mei.proposes(
        "no_violation",
        clause="CLIPS.4.3",
        finding="是玩笑，没有人会当真。",
        to_complainant="这是讽刺，不是谣言，保留。",
    )
    house.turn()
    assert house.is_closed(joke)
    assert "讽刺" in reader.reads().text
    assert house.is_shown("v-33")
