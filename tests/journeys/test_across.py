"""9 What runs across all kinds: several matters, third parties, despair, several laws, and a second look later."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from ombud.core.case import Status
from ombud.core.clocks import State
from tests.journeys.days import CHINA, on
from tests.journeys.house import House, another, change_rules, rules_of
from tests.journeys.people import Complainant
from tests.journeys.staff import SaysNo

CANARY = "金丝雀壬四她在北门卖早点"
PHONE = "13912340003"
MASK = re.compile(r"您的联络人：\s*([0-9A-Z]{4})")


def kinds(house: House) -> set[str]:
    return {case.code.partition(".")[0] for case in house.cases()}


def test_two_matters_in_one_complaint_are_two_cases_under_one_number_and_one_answer_does_not_end_it(house):
    """She has one number, one contact under a mask, and one page; who decides is another matter, and who leaves hands over."""
    mei, jun, zhou = house.mei, house.jun, house.zhou
    lan = house.files(
        f"有人发布视频曝光我的身份证号和住址电话。另外,我的账号被盗了,密码被改,登录不了。{CANARY}",
        about="video v-1029",
        relation="affected",
        contact={"phone": PHONE},
    )
    house.turn()
    assert kinds(house) == {"PR", "AS"}
    assert len(lan.letters()) == 1  # one receipt, one number, one contact
    mei.takes_next()
    assert house.case(mei.case).code == "AS.TAKEOVER"  # the account first: money may be leaving by it
    stolen = mei.sees()
    assert "This case is about nothing that is known yet" in stolen
    for theirs in ("v-1029", "u-leak", "The account behind it"):
        assert theirs not in stolen, "the video is the other side's: nothing of it is offered for her account"
    with pytest.raises(SaysNo, match="prove V2 first"):
        mei.protects("P4", "收款方刚被改", whom="account")
    with pytest.raises(SaysNo, match="about an account, never about an item"):
        mei.points_at("video", "v-1029", "信里写的")
    mei.points_at("account", "u-lan", "本人留的账号")
    assert "account u-lan" in mei.sees().lower()
    assert "联络人" not in lan.sees(), "nobody has it yet"
    house.turn()
    mask = MASK.search(lan.sees())[1]
    jun.takes_next()
    house.turn()
    assert house.case(jun.case).code.startswith("PR.")
    assert re.search(rf"Contact \S+ Mei \({mask}\)", jun.sees()), (
        "who has the other part knows whom she hears from"
    )
    jun.looks_up()
    jun.protects("P2", "证件号露着", whom="item")
    jun.verifies("V1", "statement")
    jun.works_through(
        {
            "hide_first": "",
            "whose_data": "本人声明",
            "kinds_not_data": "证件号、住址",
            "public_interest": "没有",
        }
    )
    jun.proposes(
        "violation",
        "L4",
        block_L4="on",
        clause="CLIPS.6.1",
        finding="视频公开了他人的证件号和住址。",
        to_complainant="视频已经移除。",
        to_account="视频公开了他人的证件信息，不予展示。",
    )
    house.turn()
    jun.works_through({"copies_everywhere": "没有", "safety_advice": ""})
    house.turn()
    by_kind = {case.code.partition(".")[0]: case.status for case in house.cases()}
    assert by_kind == {"PR": Status.CLOSED, "AS": Status.IN_HAND}
    assert "怎样保护自己" in "".join(lan.letters()), "what the step says was told is a letter"
    status = lan.asks_the_api()
    assert (status["status"], status["contact"]) == ("open", mask), "the account is still in other hands"
    with pytest.raises(SaysNo, match="answers for nothing"):
        jun.tells_all_parts("都好了。", "没有了。", until=house.clock().date() + timedelta(days=2))
    lan.writes("账号什么时候能拿回来?")
    until = house.clock().date() + timedelta(days=2)
    desk = mei.tells_all_parts("视频已经移除。", "核对账号的旧手机号。", until=until)
    assert "Messages since the last word: 1" in desk
    assert PHONE not in desk
    assert "什么时候" not in desk, "the contact of all parts reads each where it lies, under its own seal"
    house.turn()
    told = lan.finds("各部分").text
    for line in (f"联络人 {mask} 对所有部分的进展向您负责", "已有结果，另有来信", "办理中"):
        assert line in told
    house.later(days=3)
    assert house.alarms("contact_late") == ["lead"], "what was promised binds"
    zhou.case = mei.case
    zhou.keeps_out(mei, "以前认识当事人")
    house.turn()
    page = lan.sees()
    assert "您的联络人换成了" in page
    assert MASK.search(page)[1] != mask
    with pytest.raises(SaysNo, match="answers for nothing"):
        mei.tells_all_parts("还在看。", "再看。", until=house.clock().date() + timedelta(days=2))
    second = MASK.search(page)[1]
    zhou.case = next(case.id for case in house.cases() if case.code.startswith("AS"))
    with pytest.raises(SaysNo, match="This case is for somebody else"):
        zhou.names_contact(house.mei, "她最熟")  # she is kept out of a part
    with pytest.raises(SaysNo, match="give a reason"):
        zhou.names_contact(house.yan, " ")
    zhou.names_contact(house.yan, "颜严会说投诉人的方言。")
    assert "颜严会说投诉人的方言" in zhou.sees()
    house.turn()
    third = MASK.search(lan.sees())[1]
    assert len({mask, second, third}) == 3, "under a mask of its own"
    said = lan.finds("联络人换了").text
    assert third in said
    assert "方言" not in said, "why is for the book"
    for other in (mei, jun, zhou, house.yan):
        assert not any(other.name in one.lower() for one in (page, told))
    the_other_part_ends_as_well(house, lan, third)


def the_other_part_ends_as_well(house: House, lan: Complainant, mask: str) -> None:
    """Nobody proved whose the account is: it stays where it is, and with that letter all of it is over."""
    jun = house.jun
    jun.takes_next()
    jun.looks_up()
    jun.works_through({"risk_signal": "平台没有看到异常", "change_timeline": "没有异常登录"})
    jun.skips("lock_and_sign_out", "没有风险信号，也没有证明：只凭一句话不锁", seconded=house.zhou)
    jun.verifies("V0", "reply_from_contact")
    jun.works_through({"owner_proof": "旧设备与付款都对不上", "not_that_contact": ""})
    jun.proposes(
        "refused",
        clause="CLIPS.5.2",
        finding="投诉人没有证明是账号的主人。",
        to_complainant="我们无法确认账号属于您，因此没有交还。您可以用旧设备再试一次。",
    )
    jun.skips("other_accounts", "没有人进来过，没有可找的", seconded=house.zhou)
    house.turn()
    assert house.is_closed(jun.case)
    assert "无法确认" in lan.finds("处理决定").text
    status = lan.asks_the_api()
    assert status["status"] == "ended", "the last part ends it"
    assert mask in lan.sees()
    assert sum(one == "回执" for one in lan.letters()) == 1
    assert sum("处理决定" in one for one in lan.letters()) == 2, "each part its own answer"


def test_a_neighbour_who_is_not_concerned_is_heard_and_learns_the_outcome_and_nothing_of_the_other(house):
    mei = house.mei
    sam = house.files(
        f"不是我的事,是我邻居:视频里公布了她的身份证号和住址。{CANARY}",
        about="video v-1029",
        relation="bystander",
        contact={"phone": PHONE},
    )
    house.turn()
    assert house.only_case().code.startswith("PR.")
    mei.takes_next()
    mei.looks_up()
    mei.protects("P2", "证件号露着", whom="item")
    mei.verifies("V1", "statement")
    mei.works_through(
        {
            "hide_first": "",
            "whose_data": "邻居转述，未要证件",
            "kinds_not_data": "证件号、住址",
            "public_interest": "没有",
        }
    )
    mei.proposes(
        "violation",
        "L4",
        block_L4="on",
        clause="CLIPS.6.1",
        finding="视频公开了他人的证件号和住址。",
        to_complainant="已经移除。谢谢您替邻居说话；她的情况我们不能对您讲。",
        to_account="视频公开了他人的证件信息，不予展示。",
    )
    house.turn()
    outcome = sam.reads().text
    assert "替邻居说话" in outcome
    assert "申诉" in outcome
    leak = house.holder("u-leak").opens_the_link().text
    for secret in (CANARY, PHONE, sam.number, "邻居"):
        assert secret not in leak
    house.mei.works_through(
        {"copies_everywhere": "没有别处", "safety_advice": "告诉邻居如何请她自己联系我们"}
    )
    house.turn()
    house.all_is_over()


LAWYER = "fang@law.canary.example"
NAMED = {"acts_for": "宁小宁", "acts_as": "agent"}
EXPOSED = "视频里公布了我的委托人的身份证号和住址，请删除。方正律师事务所 方律师。"


def speaks(house: House, text: str = EXPOSED, *, about: str, email: str = LAWYER) -> Complainant:
    """File as somebody who says that they act for whom it happened to."""
    said = {"relation": "representative", "answers": NAMED, "contact": {"email": email}}
    filed = house.files(text, about=about, kind="PR.POST", **said)
    house.turn()
    return filed


def looks_into(house: House) -> None:
    """What is done in such a case before it is decided."""
    house.mei.works_through(
        {
            "hide_first": "",
            "whose_data": "受托人的陈述和授权委托书",
            "kinds_not_data": "证件号、住址",
            "public_interest": "没有",
        }
    )


def takes_it_down(house: House, *, to_account: str = "视频公开了他人的证件信息，不予展示。") -> None:
    house.mei.proposes(
        "violation",
        "L4",
        block_L4="on",
        clause="CLIPS.6.1",
        finding="视频公开了他人的证件号和住址。",
        to_complainant="看过了，视频已经移除，副本也会拦下。",
        to_account=to_account,
    )
    house.turn()


def test_a_lawyer_speaks_by_a_power_that_was_seen_a_forged_one_hears_nothing_and_whom_it_names_may_end_it(
    house,
):
    """方 Fang speaks for 宁 Ning; somebody else claims to; later Ning speaks for herself, and Fang is told no more."""
    mei = house.mei
    fang = speaks(house, about="video v-1029")
    case = mei.takes_next()
    assert "says they speak for somebody" in mei.sees()
    assert "宁小宁" in mei.sees()
    mei.looks_up()
    mei.protects("P2", "证件号露着", whom="item")
    with pytest.raises(SaysNo, match="by a power of attorney alone"):
        mei.verifies("V3", "document_seen")
    with pytest.raises(SaysNo, match="by a power of attorney alone"):
        mei.verifies("V3", "power_of_attorney")
    fang.hands_in("power.txt", "授权委托书：宁小宁委托方律师就本视频投诉")
    mei.verifies("V3", "power_of_attorney", documents=True)
    looks_into(house)
    rival = speaks(
        house, "我也是她的代理人，请把处理结果告诉我。", about="video v-1029", email="x@canary.example"
    )
    assert house.only_case().members == 2
    forged = 1 if fang.number in mei.page().split('name="verify_complaint"')[1].split("</option>")[0] else 0
    several, why = mei.claimants(), "打电话给宁小宁本人和所称的律所：都没有出具过。"
    with pytest.raises(SaysNo, match="a lead who has no hand in the case"):
        mei.ends_mandate("forged", why, who=forged)
    mei.asks_of(forged, "请出示授权书原件。")
    house.turn()
    assert house.case(case).status is Status.WAITING
    house.zhou.case = case
    house.zhou.ends_mandate("forged", why, who=forged, of=several)
    assert house.case(case).status is Status.QUEUED, "nobody waits for an answer of theirs"
    assert mei.takes_next() == case
    house.turn()
    told = rival.finds("代理已经结束").text
    assert "不是由所称的委托人出具的" in told
    assert "speaks for them no more" in mei.sees()
    with pytest.raises(SaysNo, match="speaks for the person concerned no more"):
        mei.asks_of(forged, "请补充授权。")
    with pytest.raises(SaysNo, match="would tell"):
        takes_it_down(house, to_account="宁小宁说您公开了她的证件信息。")
    takes_it_down(house)
    assert "副本也会拦下" in fang.reads().text, "to the lawyer, over the way the lawyer gave"
    assert f"To: {LAWYER}" in house.mails()
    over = rival.reads()
    assert "已办结" in rival.sees()
    for secret in ("移除", "宁小宁", "副本", "重新看一遍"):
        assert secret not in over.text
    assert "认定违规" not in rival.sees()
    assert rival.asks_the_api()["status"] == "ended"
    leak = house.holder("u-leak").opens_the_link().text
    for secret in ("宁小宁", "方律师", "律所", "canary", fang.number, "委托"):
        assert secret not in leak
    for act in ("又发生了", "重新看一遍"):
        assert act not in rival.sees(), "nothing is theirs to ask for"
    assert rival.browser.post(f"/c/{rival.number}", do="again").status_code == 422
    mei.works_through({"copies_everywhere": "没有", "safety_advice": ""})
    house.turn()
    assert "怎样保护自己" in fang.letters()
    asked = next(title for title in rival.letters() if "补充" in title)
    assert sorted(rival.letters()) == sorted(["代理已经结束", "回执", asked, "这件事已办结"])
    assert house.case(case).status is Status.CLOSED
    whom_it_names_speaks_for_herself(house)


def both_of_one(house: House, *, about: str, said: str) -> tuple[Complainant, Complainant, UUID]:
    """方 Fang speaks for 宁 Ning by a power that was seen, and Ning writes herself: both are in one case, in 梅 Mei's hands."""
    mei = house.mei
    fang = speaks(house, about=about)
    case = mei.takes_next()
    mei.looks_up()
    fang.hands_in("power.txt", "授权委托书")
    mei.verifies("V3", "power_of_attorney", documents=True)
    mei.protects("P2", "证件号露着", whom="item")
    looks_into(house)
    ning = house.files(
        said, about=about, kind="PR.POST", relation="affected", contact={"email": "ning@canary.example"}
    )
    house.turn()
    return fang, ning, case


def whom_it_names_speaks_for_herself(house: House) -> None:
    """Nobody ends it in her name: not the lawyer, not somebody unproved who says that it is she. Then it is hers alone."""
    mei = house.mei
    fang, ning, case = both_of_one(
        house, about="video v-19", said="我是宁小宁。我不再委托方律师，以后请直接告诉我。"
    )
    assert house.case(case).members == 2
    several = mei.claimants()
    hers, his = (0, 1) if ning.number in mei.page().split(f'value="{several[0]}"')[1][:40] else (1, 0)
    with pytest.raises(SaysNo, match="taken back by whom it names"):
        mei.ends_mandate("withdrawn", "律师自己打电话说的", who=his)
    with pytest.raises(SaysNo, match="taken back by whom it names"):
        mei.ends_mandate("withdrawn", "来信说的", who=his, word_of=hers)
    mei.verifies("V3", "document_seen", who=hers)
    with pytest.raises(SaysNo, match="both name the same person"):
        mei.ends_mandate("withdrawn", "身份核实过", who=his, word_of=hers, same=False)
    mei.ends_mandate("withdrawn", "本人来信，身份核实过", who=his, word_of=hers)
    house.turn()
    assert "委托已由委托人收回" in fang.finds("代理已经结束").text
    page = mei.sees()
    assert "whose_data" not in house.case(case).steps_left
    assert "Somebody speaks for another no more" in page
    takes_it_down(house)
    mei.works_through({"copies_everywhere": "没有", "safety_advice": ""})
    house.turn()
    assert "副本也会拦下" in ning.finds("处理决定").text
    assert "只告诉当事人" in fang.finds("这件事已办结").text
    assert sorted(fang.letters()) == ["代理已经结束", "回执", "这件事已办结"], "not even how to stay safe"
    assert "怎样保护自己" in ning.letters()
    assert "又发生了吗" not in fang.sees()
    fang.writes("我有一份新的授权。")
    house.turn()
    assert sorted(fang.letters()) == ["代理已经结束", "回执", "这件事已办结"]
    assert house.case(case).status is Status.CLOSED
    assert house.did("apply L4") == ["apply L4 video v-1029", "apply L4 video v-19"]
    assert "我有一份新的授权" in house.yan.reads_what_came_later("nothing", "请把新的授权书发来。")
    house.turn()
    assert "副本" not in fang.sees()
    is_taken_back_when_all_is_over(house)


def is_taken_back_when_all_is_over(house: House) -> None:
    """The case is closed: who reads what she writes then ends the mandate, and the lawyer hears nothing of what still comes."""
    mei, yan = house.mei, house.yan
    fang, ning, case = both_of_one(house, about="video v-28", said="我是宁小宁，说的是我。")
    takes_it_down(house)
    mei.works_through({"copies_everywhere": "没有", "safety_advice": ""})
    house.turn()
    assert house.is_closed(case)
    assert "副本也会拦下" in fang.finds("处理决定").text, "until then the lawyer speaks for her"
    with pytest.raises(SaysNo, match="do not belong together"):
        house.jun.hears_on_the_phone(ning.number, "AAAA-AAAA-AAAA", "我不再委托方律师了。")
    said = house.jun.hears_on_the_phone(ning.number, ning.code, "我不再委托方律师了，以后不要再告诉他。")
    assert f"Kept with {ning.number}" in said
    assert "前会有一位同事读" in ning.sees(), "she rang, and wrote nothing"
    house.turn()
    yan.case = case
    yan.opens_what_came_later()
    several = yan.claimants()
    hers, his = (0, 1) if ning.number in yan.page().split(f'value="{several[0]}"')[1][:40] else (1, 0)
    yan.verifies("V3", "document_seen", who=hers)
    yan.ends_mandate("withdrawn", "本人在办结后来信，身份核实过", who=his, word_of=hers)
    yan.answers_what_came_later("nothing", "已记下：以后只告诉您本人。")
    house.turn()
    assert "委托已由委托人收回" in fang.finds("代理已经结束").text
    assert "只告诉您本人" in ning.finds("我们读过了").text
    assert "只告诉您本人" not in fang.sees()
    assert house.is_closed(case)
    house.is_sound()


def test_who_writes_in_despair_about_a_bill_is_met_as_somebody_in_despair(house):
    """First somebody is there; the bill is a matter of its own, which waits for nobody and ends in money that arrived."""
    ning = house.files(
        f"取消会员之后还是被扣费,没有人管,我已经撑不下去了,今晚就想死。{CANARY}",
        about="account u-ning",
        relation="affected",
        contact={"phone": PHONE},
    )
    house.turn()
    assert {case.code for case in house.cases()} == {"SH.IMMINENT", "SV.BILLING"}
    letter = ning.reads().text
    for word in ("12356", "110"):
        assert word in letter
    assert CANARY not in house.text_messages()
    house.later(minutes=2, seconds=1)
    assert house.alarms("page") == ["lead"]  # it is no mere bill
    mei, jun = house.mei, house.jun
    crisis = mei.takes_next()
    assert house.case(crisis).code == "SH.IMMINENT", "before any bill"
    somebody_is_there(house)
    house.turn()
    assert "有人惦记着您" in ning.finds("答复").text
    assert ning.asks_the_api()["status"] == "open", "what brought her there is not over"
    bill = jun.takes_next()
    assert house.case(bill).code == "SV.BILLING"
    assert "今晚就想死" in jun.sees(), "whoever writes about the money knows to whom"
    jun.looks_up()
    jun.works_through({"charge_found": "11 月 2 日扣 30 元，1 日已取消", "rule_applied": "第二项"})
    jun.proposes(
        "granted",
        "B",
        clause="CLIPS.8.5",
        finding="取消之后仍扣了一个月会员费。",
        to_complainant="取消之后还扣的一个月会员费，按规则第二项全额退回您的账户。",
        amount_B="30.00",
        currency_B="CNY",
    )
    house.turn()
    house.turn()
    assert house.paid_by("u-ning")["c-ning-2"], "it is there, and not only promised"
    assert house.is_closed(bill)
    told = ning.finds("处理决定").text
    assert "30.00" in told
    assert "想死" not in told
    assert house.case(crisis).status is Status.DECIDED, "nobody forgets her because the money is back"
    looks_in_on_her(house, crisis)
    assert house.is_closed(crisis)
    assert ning.asks_the_api()["status"] == "ended"
    assert not [one for one in house.did() if " L" in one], "nobody is punished for despair"


def somebody_is_there(house: House) -> None:
    """What is done within minutes, and what she is told."""
    mei = house.mei
    mei.looks_up()
    mei.does("two_minute_card", "打算：今晚；没有说方法；独处；成年。不问证据")
    mei.protects("P8", "送上热线和一句话", whom="account")
    mei.does("reach_out")
    house.zhou.case = mei.case
    house.zhou.skips("rescue", "已联系上本人：朋友来陪，没有说方法，不危急")
    mei.works_through({"keep_contact": "不是直播"})
    mei.skips("minor_guardian", "平台记录为成年人", seconded=house.zhou)
    mei.proposes(
        "answered",
        to_complainant="谢谢您说出来。有人惦记着您：热线 12356 随时有人。扣费的事已有同事另外在办，不用您再操心。",
    )


def looks_in_on_her(house: House, crisis: UUID) -> None:
    """After a day and after a week somebody asks how she is; then the case ends."""
    mei = house.mei
    mei.case = crisis
    mei.skips("egging_on", "没有人怂恿", seconded=house.zhou)
    for step, span in (("follow_24h", timedelta(days=1, minutes=1)), ("follow_7d", timedelta(days=7))):
        house.later(days=span.days, minutes=1)
        looked = {"how": "信", "on": "今天", "back": "好多了"}
        mei.works_through({f"{step}.looked_{name}": text for name, text in looked.items()})
    said = {"debrief_by": "组长", "debrief_on": "当天 18:00", "debrief_then": "换两天别的活"}
    mei.works_through({f"agent_debrief.{name}": text for name, text in said.items()})
    house.turn()


def test_two_laws_hold_at_once_and_the_stricter_drives(house):
    hers = {
        where: house.files(
            "My private photos were posted without my consent, intimate pictures of me.",
            about="video v-34",
            where=where,
            locale="en",
            relation="affected",
        )
        for where in ("EU", "IN")
    }
    house.turn()
    case = house.only_case()
    assert (case.code, case.members) == ("PR.NCII", 2)
    assert {law.jurisdiction for law in case.laws} == {"EU", "IN"}
    due = {rule: house.clock_of(case.id, rule).due_at for rule in ("in_ncii", "in_removal", "in_resolve")}
    filed = on("2026-11-23", "09:00", CHINA)  # which is 06:30 in Delhi
    assert (due["in_ncii"] - filed) // timedelta(minutes=1) == 120
    assert (due["in_removal"] - filed) // timedelta(minutes=1) == 36 * 60
    assert due["in_resolve"].date().isoformat() == "2026-11-30"
    yan = house.yan
    yan.takes_next()
    page = yan.sees()
    for law in ("3(2)(b)", "3(2)(a)(i)"):
        assert law in page
    assert (house.due_by(case.id) - filed) // timedelta(minutes=1) == 60
    assert page.count("First to end: Protect, a promise of the house") == 2, (
        "in the head, and in the list beside it"
    )
    yan.protects("P2", "私密影像露着", whom="item")
    house.turn()
    assert min(due["in_removal"], due["in_resolve"]) > house.due_by(case.id), (
        "what is hidden met the law of two hours"
    )
    assert "First to end: Decide, a promise of the house" in yan.sees()
    is_taken_down_and_both_are_told_by_their_own_law(house, hers)
    lives_in(house, "u-hao", "CN")
    both = {
        where: house.files(
            "This video is porn, naked people having sex.", about="video v-9", where=where, locale="en"
        )
        for where in ("EU", "IN")
    }
    house.turn()
    mei = house.mei
    case = house.case(mei.takes_next())
    assert (case.code, {law.jurisdiction for law in case.laws}) == ("CV.SEX.ADULT", {"EU", "IN"})
    assert (house.due_by(case.id) - case.opened_at) // timedelta(minutes=1) in {119, 120}
    drives = "First to end: Protect, by the law of India (IT (Intermediary Guidelines) Rules 2021"
    assert mei.sees().count(drives) == 2, "the law that leaves less time, though the other place's came first"
    is_decided_in_words_of_each(house, both)


REPORTED = {
    "report_unlawful.receipt": "R-20261123-0002",
    "report_unlawful.basis": "互联网信息服务管理办法第十六条",
    "report_unlawful.found": "一条违法视频",
    "report_unlawful.preserved": "视频、发布记录和账号信息，六十日",
    "report_unlawful.persons_at_risk": "没有发现未成年人",
}


def is_taken_down_and_both_are_told_by_their_own_law(house: House, hers: dict[str, Complainant]) -> None:
    """The same image, two who proved nothing but that it is of them: one removal, a letter and a way out for each, and the case ends."""
    yan, case = house.yan, house.only_case().id
    house.zhou.grants(case, to=yan, reason="受过训练，看最少的必要部分")
    yan.opens("判断并移除")
    yan.looks_up()
    yan.verifies("V3", "reply_from_contact")
    yan.works_through({"hide_unseen": "", "never_reupload": "只收了链接"})
    yan.does("statement_of_consent", "签名、位置、善意声明齐全", whose=yan.claimants()[0])
    yan.works_through({"age_question": "声明已成年", "extortion": "没有人要钱"})
    yan.proposes(
        "violation",
        "L4",
        clause="CLIPS.6.2",
        finding="An intimate image was shared without consent.",
        to_complainant="The image is removed. You have done nothing wrong.",
        to_account="The content was shared without consent of whom it shows; the rules forbid it.",
    )
    house.turn()
    assert house.did("apply L4") == ["apply L4 video v-34"]
    for rule in ("in_ncii", "in_removal", "in_resolve"):
        clock = house.clock_of(case, rule)
        assert (clock.state.value, clock.breached_at) == ("met", None), rule
    own = {"EU": ("settle", "Brussels time"), "IN": ("Grievance Appellate", "India time")}
    papers = {where: one.finds("The decision").text for where, one in hers.items()}
    for where, words in own.items():
        for word in words:
            assert [place for place, paper in papers.items() if word in paper] == [where], word
        assert "done nothing wrong" in papers[where]
    yan.does("support_after")
    house.turn()
    assert all(any("How are you" in title for title in one.letters()) for one in hers.values())
    assert house.is_closed(case)


def lives_in(house: House, account: str, place: str) -> None:
    """Clips knows where somebody with an account lives."""
    from clips.storage import writing

    with writing(house.clips.home) as book:
        book.execute("UPDATE person SET place = ?1 WHERE id = ?2", (place, account))


def is_decided_in_words_of_each(house: House, both: dict[str, Complainant]) -> None:
    """One removal; each reads of it by the law and the clock of their place, whoever posted it by a third one's."""
    mei = house.mei
    mei.looks_up()
    mei.protects("P2", "露骨，先隐藏", whom="item")
    case = house.case(mei.case)
    assert case.placed.jurisdiction == "CN"
    mei.works_through(
        {
            "see_in_context": "看完了",
            "known_before": "没有",
            "exceptions": "都不是",
            "lower_rung": "更轻的不够",
        }
    )
    mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.2.1",
        finding="The video shows a sexual act.",
        to_complainant="We watched all of it. It breaks the rules and was removed.",
        to_account="视频展示露骨的性行为，规则不允许。",
    )
    mei.works_through({"copies": "没有别的", **REPORTED})
    house.turn()
    assert house.did("apply L4")[-1] == "apply L4 video v-9"
    papers = {where: one.finds("The decision").text for where, one in both.items()}
    papers["CN"] = house.holder("u-hao").opens_the_link().text
    own = {
        "EU": ("Brussels time", "settle"),
        "IN": ("India time", "Grievance Appellate"),
        "CN": ("北京时间",),
    }
    for where, words in own.items():
        for word in words:
            for place, paper in papers.items():
                assert (word in paper) is (place == where), (word, place, paper)
    assert house.is_closed(mei.case)


BOTH = "This video is porn, naked people having sex."
ASKED_COUNSEL = "Counsel was asked: in the Union the time runs from when it was told."


def test_where_two_laws_contradict_each_other_a_lead_is_called_settles_it_with_a_reason_and_a_clock_follows(
    house,
):
    """In the Union the target runs from another moment than in China, and no precedence says which: nobody is silent about it."""
    other = rules_of("EU")
    other["clocks"]["decide_target"]["starts"] = "told"
    other |= {"version": "told", "versions": {**other["versions"], "clocks.decide_target": 9}}
    change_rules(house, "EU", other, why="从告知起算 / From when it was told")
    lan = house.files(
        "色情视频,画面裸露,全是淫秽内容,请下架。", about="video v-5", contact={"email": "lan@canary.example"}
    )
    house.turn()
    tom = house.files(
        BOTH, about="video v-5", where="EU", locale="en", contact={"email": "tom@canary.example"}
    )
    house.turn()
    case = house.only_case().id
    assert {law.jurisdiction for law in house.case(case).laws} == {"CN", "EU"}
    assert house.alarms("duties") == ["lead"]
    ours, due = house.clock_of(case, "decide_target"), house.due_by(case)
    assert ours.state is State.RUNNING
    mei, zhou = house.mei, house.zhou
    assert mei.takes_next() == case
    assert "for a person to settle" in mei.sees()
    assert 'name="law_choice"' not in mei.page()
    zhou.case = case
    assert "decide_target" in zhou.alarms_page()
    page = zhou.page()
    [union] = {
        one
        for one in re.findall(r'name="law_choice" value="([^"]+)"', page)
        if "|EU|" in one and one.split("|")[1] == "EU"
    }
    with pytest.raises(SaysNo, match="You may not do this"):
        mei._act("settle", law_choice=union, law_reason="我来定")
    with pytest.raises(SaysNo, match="reason"):
        zhou._act("settle", law_choice=union, law_reason=" ")
    zhou._act("settle", law_choice=union, law_reason=ASKED_COUNSEL)
    house.turn()
    assert house.clock_of(case, "decide_target") is None, "by the law that was chosen it runs from later"
    assert house.due_by(case) > due, "and the queue knows"
    assert "decide_target" not in zhou.alarms_page(), "who settled it has answered the call"
    seen = mei.sees()
    for said in ("settled by a person", ASKED_COUNSEL):
        assert said in seen
    is_judged_and_each_reads_it(house, case, lan, tom)


def is_judged_and_each_reads_it(house: House, case: UUID, lan: Complainant, tom: Complainant) -> None:
    """One removal under both laws; each reads it in their words and by their clock, and the case ends."""
    mei = house.mei
    mei.looks_up()
    steps = ("see_in_context", "known_before", "exceptions", "lower_rung")
    mei.works_through(dict.fromkeys(steps, "看完了"))
    mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.2.1",
        finding="视频展示露骨的性行为。",
        to_complainant="看完了全部：违规，已移除。",
        to_account="视频展示露骨的性行为，规则不允许。",
    )
    house.turn()
    mei.works_through({"copies": "没有别的", **REPORTED})
    house.turn()
    assert house.did() == ["apply L4 video v-5"]
    papers = lan.finds("处理决定").text, tom.finds("The decision").text
    assert ["北京时间" in one for one in papers] == [True, False]
    assert ["Brussels time" in one for one in papers] == [False, True]
    for one in papers:
        assert ASKED_COUNSEL not in one
        assert "canary" not in one
    assert house.is_closed(case)


def test_a_complaint_about_us_goes_to_others_and_is_closed_with_a_reason(house):
    lan = house.files(
        f"客服态度恶劣,骂人,投诉三次都没有人处理,我要投诉你们的投诉处理。{CANARY}", contact={"phone": PHONE}
    )
    house.turn()
    case = house.only_case()
    assert case.code in {"SV.CONDUCT", "UF.SUPPORT"}
    jun = house.jun
    jun.takes_next()
    with pytest.raises(SaysNo, match="cannot be skipped"):
        jun.skips("other_team", "赶时间")
    jun.works_through(
        {
            "listen_to_record": "三份记录都看了，不是只看摘要",
            "hear_colleague": "同事说当天系统没有把留言转过去",
        }
    )
    jun.proposes(
        "granted",
        clause="CLIPS.8.2",
        finding="三次留言没有转到任何人手里。",
        to_complainant="您写了三次都没有人回，是我们的错，对不起。原来的事已经有人接手，周五前答复您。",
    )
    jun.works_through(
        {"promise_kept.promised": "有人接手", "promise_kept.promise_done": "原来的事已经重新派出"}
    )
    jun.puts_down("tool", "留言转派失败时没有人收到提醒", of="granted")
    house.turn()
    assert house.is_closed(case.id)
    said = lan.reads().text
    assert "结果：支持您的请求" in said
    assert "君" not in said
    assert "法院" in said or "12377" in said or "12315" in said  # and beyond us there is somebody else


def test_what_was_closed_is_opened_again_with_a_new_clock_and_no_second_receipt(house):
    """Words without anything new are read by another, and change nothing; a new fact opens it, and somebody else judges it to the end."""
    mei, jun = house.mei, house.jun
    lan = house.files(f"这个视频是搬运的,机器号刷量。{CANARY}", about="video v-19", contact={"phone": PHONE})
    house.turn()
    mei.takes_next()
    mei.works_through(
        {"see_in_context": "看完了", "known_before": "", "exceptions": "都不是", "lower_rung": ""}
    )
    mei.proposes(
        "no_violation", clause="CLIPS.4.4", finding="是原创。", to_complainant="看过了，是原创，不处理。"
    )
    house.turn()
    assert house.only_case().status is Status.CLOSED
    lan.writes("我就是觉得不对,你们再看看。")
    assert "会有一位同事读" in lan.sees()
    house.turn()
    with pytest.raises(SaysNo, match="you had a hand in"):
        mei.reads_what_came_later("nothing", "没有新的。")
    assert "再看看" in house.yan.reads_what_came_later("nothing", "读过了，没有新的事实；有了请随时发来。")
    house.turn()
    assert "没有新的事实" in lan.finds("我们读过了").text
    assert house.only_case().status is Status.CLOSED
    assert house.clock_of(house.only_case().id, "appeal_target") is None, "no new clock without a new fact"
    house.later(days=40)
    assert "已收到" in lan.finds("处理决定").appeal("我找到了原视频，时间更早。")
    house.turn()
    case = house.only_case()
    assert (case.status, case.on_appeal) == (Status.QUEUED, True)
    titles = lan.letters()
    assert sum(one == "回执" for one in titles) == 1, titles
    again = house.clock_of(case.id, "appeal_target")
    assert (again.started_at - case.opened_at).days == 40  # counted from the appeal, not from long ago
    assert again.due_at - again.started_at == timedelta(days=7)
    assert house.clock_of(case.id, "decide_target").breached_at is None
    with pytest.raises(SaysNo, match="you had a hand in"):
        mei.takes_next()
    assert jun.takes_next() == case.id
    jun.looks_up()
    jun.works_through(
        {
            "as_it_was": "当时只看了这一段",
            "fresh_judgement": "与更早的原片逐帧相同",
            "three_precedents": "对照了三件",
            "procedure": "当时没有找原片",
            "their_side": "原片的链接看过",
        }
    )
    jun.proposes(
        "violation",
        "L4",
        ruling="overturned",
        clause="CLIPS.4.4",
        finding="原片更早，逐帧相同。",
        to_complainant="您找到的原片更早，您是对的：视频已经移除。当时没有找原片，对不起。",
        to_account="有更早的原片，逐帧相同，不予展示。您可以申诉。",
    )
    house.turn()
    jun.works_through({"error_cause": "当时没有找原片", "sisters": ""})
    jun.skips("undo_cascade", "当时什么也没有采取", seconded=house.zhou)
    house.turn()
    assert house.case(case.id).status is Status.DECIDED, (
        "what is removed on another look is swept like anything removed"
    )
    jun.works_through({"copies": "没有别的", **REPORTED})
    house.turn()
    assert house.is_closed(case.id)
    assert house.clock_of(case.id, "appeal_target").stopped_at is not None
    outcome = lan.finds("申诉结果").text
    for said in ("原片更早", "对不起"):
        assert said in outcome
    assert "有更早的原片" in house.holder("u-omar").opens_the_link().text
    assert not house.is_shown("v-19")
    assert sum(one == "回执" for one in lan.letters()) == 1


def test_a_language_nobody_reads_is_looked_at_by_two_and_the_letter_says_that_it_was_translated(house):
    """She writes in a language that nobody here reads: it waits for nobody who could, and no machine's reading decides alone."""
    ana = house.files("Olá, não consigo abrir o meu perfil desde ontem. O que devo fazer?", locale="en")
    house.turn()
    case = house.only_case()
    assert case.opened.lang == "und"
    mei = house.mei
    assert mei.takes_next() == case.id
    assert "Nobody here reads this language" in mei.sees()
    soon = house.case(case.id).look_by - case.opened_at
    assert soon == timedelta(minutes=30), "nobody knows whether it tells of danger"
    with pytest.raises(SaysNo, match="all of it"):
        mei.does("translated", "大概是打不开主页")
    read = {
        **in_translation("打不开我的主页，从昨天开始。我该怎么办？"),
        "really_a_question": "翻译：打不开主页",
        "known_answer": "没有已知故障",
        "answer_tried": "走了一遍",
    }
    mei.works_through(read)
    mei.proposes(
        "answered", to_complainant="Please update the app and open your profile again; we tried it today."
    )
    house.turn()
    assert len(ana.letters()) == 1, "one pair of eyes is not enough"
    assert house.case(case.id).status is Status.COSIGNING
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    paper = ana.reads().text
    assert "Nobody here reads the language that you wrote in" in paper
    assert "two people looked" in paper
    assert house.case(case.id).status is Status.CLOSED
    assert ana.asks_the_api()["status"] == "ended"
    tom = house.files("How do I change my profile name?", locale="en")
    house.turn()
    mei.takes_next()
    assert "Nobody here reads this language" not in mei.sees()
    mei.works_through({"really_a_question": "", "known_answer": "", "answer_tried": "tried"})
    mei.proposes("answered", to_complainant="Open your profile, touch the name, and change it there.")
    house.turn()
    assert "Nobody here reads" not in tom.reads().text
    nobody_invents_a_translation(house)
    in_danger_somebody_is_there_before_the_translation(house)


def nobody_invents_a_translation(house: House) -> None:
    """Letters that are no words look like a language: whoever sees that says so, two look, and the letter tells of no translation."""
    mei, keys = house.mei, house.files("zorb blik framel tuvok", locale="en")
    house.turn()
    case = mei.takes_next()
    assert "Nobody here reads this language" in mei.sees()
    both = {**in_translation("?"), "translated.translated_none": "乱按的字母"}
    with pytest.raises(SaysNo, match="say one of the two"):
        mei.works_through(both)
    mei.works_through(
        {
            "translated.translated_none": "乱按的字母",
            "really_a_question": "",
            "known_answer": "",
            "answer_tried": "看不出问什么",
        }
    )
    assert "Nobody here reads this language" not in mei.sees()
    mei.proposes("answered", to_complainant="We see letters and no words. Tell us what happened.")
    house.turn()
    house.jun.takes_to_sign()
    assert "乱按的字母" in house.jun.sees()
    house.jun.signs()
    house.turn()
    assert "Nobody here reads" not in keys.reads().text
    assert house.is_closed(case)


BRUTE = "Ele ameaçou matar-me e diz que vem a minha casa esta noite. Tenho muito medo."
IN_WORDS = "他威胁要杀了我，说今晚来我家。我很害怕。"


def in_translation(words: str, by: str = "本地翻译 2026.10，口译员 14 号核对") -> dict[str, str]:
    """Words in translation, and who translated, as the step asks for it; for `works_through`."""
    said = {"translated_from": "葡萄牙语", "translated_by": by, "translated_words": words}
    return {f"translated.{name}": text for name, text in said.items()}


def in_danger_somebody_is_there_before_the_translation(house: House) -> None:
    """Rui's sister writes in Portuguese that she is threatened, and wants her letters in Chinese: protected first, then read, then decided by two."""
    mei = house.mei
    bea = house.files(
        BRUTE,
        about="account u-qiang",
        kind="HA.THREAT",
        relation="affected",
        answers={"danger_now": True},
        contact={"account": "u-ella"},
        locale="zh",
    )
    house.turn()
    case = next(one for one in house.cases() if one.code == "HA.THREAT")
    assert (case.opened.lang, case.severity) == ("und", "S0")
    assert "110" in bea.reads(0).text, "whom to call now, in the language that she chose"
    assert mei.takes_next() == case.id, "danger overtakes, whatever the language"
    mei.looks_up()
    mei.protects("P6", "先挡住，译文在后", shielded="u-ella")
    mei.protects("P7", "先挡住，译文在后")
    house.turn()
    assert {*house.did("apply")} == {"apply P6 account u-ella", "apply P7 account u-qiang"}
    mei.works_through(
        {
            "shield": "已打开",
            "whole_course": "三天，七条私信",
            "offline_danger": "他知道住址；已请她现在报警",
            "organisers": "只有这一个账号",
        }
    )
    until = (house.clock() + timedelta(days=30)).date().isoformat()
    with pytest.raises(SaysNo, match="Steps are still open"):
        is_stopped(house, until)
    with pytest.raises(SaysNo, match="cannot be skipped"):
        mei.skips("translated", "看得懂大意")
    mei.works_through(in_translation(IN_WORDS))
    for kept in (IN_WORDS, "口译员 14 号"):
        assert kept in mei.sees()
    is_stopped(house, until)
    house.turn()
    assert house.case(case.id).status is Status.COSIGNING
    house.jun.takes_to_sign()
    assert IN_WORDS in house.jun.sees(), "whoever signs reads the same words"
    house.jun.signs()
    house.turn()
    assert house.did("apply L8") == ["apply L8 account u-qiang"]
    answer = bea.finds("处理决定").text
    for words in ("限期停用", "我们这里没有人会读", "借助翻译", "两个人分别看过"):
        assert words in answer
    assert "机器翻译" not in answer
    assert house.holder("u-qiang").told() == [], "not while it puts her in danger"
    house.zhou.case = case.id
    house.zhou.releases(case.id)
    house.turn()
    told = house.holder("u-qiang").opens_the_link().text
    assert "威胁" in told
    for secret in (IN_WORDS, "葡萄牙", "u-ella", bea.number):
        assert secret not in told
    mei.skips("evidence_export", "她没有要", seconded=house.zhou)
    for hours, step in ((24, "after_24h"), (48, "after_72h")):
        house.later(hours=hours)
        mei.does(step, "没有换地方")
    house.turn()
    assert house.is_closed(case.id)


def is_stopped(house: House, until: str) -> None:
    house.mei.proposes(
        "violation",
        "L8",
        clause="CLIPS.2.2",
        finding="账号在私信里威胁杀人。",
        to_complainant="账号威胁您，已限期停用；有人上门，请立刻打 110。",
        to_account="账号在私信里威胁他人的生命，限期停用。",
        why_not_lower="警告止不住威胁。",
        until_L8=until,
    )


def test_a_complaint_about_us_goes_to_nobody_it_is_about_though_it_names_no_number(house):
    """Mei handled the video, the lead is called by name: neither gets the complaint, nor sees it; nobody had to say so.

    What else she complained of leaves Mei's hands until it is decided; and since every lead is out, somebody else leads.
    """
    hers = {"contact": {"phone": PHONE}}
    house.files("这个视频里有人辱骂我。", about="video v-1029", relation="affected", **hers)
    house.files("会员扣费没有人管。", contact={"phone": "13912340009"})
    house.turn()
    mei, jun, zhou, bo = house.mei, house.jun, house.zhou, house.bo
    first, another_s = mei.takes_next(), mei.takes_next()
    hers_about_us = house.files(
        "客服态度太差,复制粘贴三遍就挂断了,组长 Zhou 也不管,答应的回电也没有。",
        about="video v-1029",
        kind="UF.SUPPORT",
        **hers,
    )
    house.turn()
    case = next(one for one in house.cases() if one.code in {"SV.CONDUCT", "UF.SUPPORT"})
    assert case.kept_out == {mei.id, zhou.id}
    with pytest.raises(SaysNo, match="Nothing is waiting that you may take"):
        mei.takes_next()
    assert not zhou.may_open(case.id)
    assert not mei.may_open(first)
    assert mei.may_open(another_s), "of hers alone"
    assert house.alarms("line_out") == ["privacy"], "nobody audits here"
    assert "Every lead is kept out" not in zhou._get("/office/alarms/").text
    assert "Every lead is kept out" in bo._get("/office/alarms/").text
    assert bo.may_open(case.id)
    assert jun.takes_next() == first
    house.later(minutes=1)
    assert jun.may_open(first), "whoever helps out is not who it is about, and keeps it"
    assert house.yan.takes_next() == case.id
    yan = house.yan
    yan.works_through(
        {"listen_to_record": "录音：读了三遍同一段话就挂断", "hear_colleague": "当时还有九个电话在等"}
    )
    yan.proposes(
        "granted",
        clause="CLIPS.8.2",
        finding="录音证实挂断了电话，答应的回电没有打。",
        to_complainant="录音听过了：读了三遍就挂断，回电没有打。对不起。",
    )
    kept = {"promise_kept.promised": "回电", "promise_kept.promise_done": "今天 15 点已回电，通话记录在案"}
    yan.works_through(kept)
    yan.puts_down("haste", "九个电话在等，只能照稿念", of="granted")
    house.turn()
    assert "回电没有打。对不起" in hers_about_us.reads().text
    assert house.is_closed(case.id)
    house.is_sound()


INSULT = "你们是一群废物,读了三天都读不懂。"
THREAT = "我知道你们在哪栋楼上班,等着吧。"
DESPAIR = "没有人管我,我撑不下去了,今晚就想死。"


def test_who_threatens_those_who_work_here_has_one_channel_and_is_heard_in_danger_all_the_same(house):
    """Insult, warning, threat, one channel; in despair she is heard at once; it ends on its day, and her case on its merits."""
    mei, jun, zhou, he = house.mei, house.jun, house.zhou, another(house, "he", "何 He", "lead")
    lan = house.files_by_form(
        f"这个视频是搬运的,机器号刷量。{CANARY}",
        about="video v-19",
        way="confidential",
        email="lan@example.org",
    )
    house.turn()
    lan.opens_the_links_in_the_mail()
    case = mei.takes_next()
    lan.writes("你们太慢了,这是我见过最差的客服!")
    assert "废物" not in mei.sees(), "to be angry is none of it"
    lan.writes(INSULT)
    mei.marks(INSULT, "insult", "一群废物")
    house.turn()
    warning = lan.finds("一句话").text
    for said in ("一群废物", "不影响它的结果", "异议", "12356", "110"):
        assert said in warning
    assert "限制" not in lan.sees().replace("警告或限制", "")
    with pytest.raises(SaysNo, match="Nothing happened after the warning"):
        zhou.limits_contact(case, "骂人。", until=house.clock().date() + timedelta(days=10))
    lan.writes(THREAT)
    mei.marks(THREAT, "threat")
    house.turn()
    assert house.alarms("staff_threatened") == ["lead"]
    assert len([one for one in lan.letters() if "一句话" in one]) == 1, "one warning"
    mei.gives_back("attacked")
    assert jun.takes_next() == case
    page = jun.page()
    before = page[: page.index(THREAT)]
    assert "Marked as a threat: open to read" in before[before.rindex("<summary") :], "covered until revealed"
    assert "威胁" not in jun.page("decide/"), "the decision knows nothing of it"
    with pytest.raises(SaysNo, match="no such page"):
        mei.limits_contact(case, "威胁我。", until=house.clock().date() + timedelta(days=10))
    mei.case = None
    ends = house.clock().date() + timedelta(days=10)
    zhou.limits_contact(case, "提醒之后您又写了威胁的话。十天,是因为只有一次。", until=ends)
    house.turn()
    limited = lan.finds("联系").text
    for said in ("值班组长", "每 7 天", "自动结束", "异议", "110", "提醒之后"):
        assert said in limited
    assert "请只在这个页面写给我们" in lan.sees()
    assert lan.asks_the_api()["status"] == "open", "work goes on"

    assert lan.writes_by_the_api("那你们什么时候看?") == 201, "never refused at any door"
    before = house.clock()
    assert lan.writes_by_the_api(DESPAIR) == 201
    assert house.alarms("danger_written") == ["lead"], "in the commit of the message itself"
    house.turn()
    assert house.case(case).severity.value == "S0"
    assert house.clock() - before < timedelta(minutes=2)
    assert "呼叫了值班负责人" in lan.sees()

    lan.objects("我是急了才这样写,没有想伤害谁。")
    with pytest.raises(SaysNo, match="nothing of the kind"):
        zhou.looks_at_the_objection(case, "我认为没有问题。", kept=True)
    he.looks_at_the_objection(case, "威胁是事实,您也为此道歉了;十天仍然相称。", kept=True)
    house.turn()
    assert "十天仍然相称" in lan.finds("重新看过").text

    with pytest.raises(SaysNo, match="nothing of the kind"):
        zhou.answers_together(case, "还没有到时候。")
    house.later(days=7)
    assert house.alarms("answer_together") == ["lead"]
    zhou.answers_together(case, "视频正在核对。您说撑不下去,我们一直在:请打 12356。")
    house.turn()
    assert "视频正在核对" in lan.finds("一并答复").text
    house.later(days=4)
    assert "请只在这个页面写给我们" not in lan.sees(), "over on its day"

    assert jun.takes_next() == case
    jun.works_through(
        {"see_in_context": "看完了", "known_before": "", "exceptions": "都不是", "lower_rung": ""}
    )
    jun.proposes(
        "violation",
        "L4",
        clause="CLIPS.4.4",
        finding="视频是搬运的。",
        to_complainant="您说得对:视频是搬运的,已经移除。",
        to_account="视频是搬运的,不予展示。",
    )
    house.turn()
    decided = lan.finds("处理决定").text
    assert "您说得对" in decided
    for said in ("威胁", "废物", "限制"):
        assert said not in decided, "who was right has nothing to do with how she said it"
    assert "废物" not in house.mails()
    jun.works_through({"copies": "没有别的", **REPORTED})
    house.turn()
    assert house.is_closed(case)
    barred_from_nothing(house)


def barred_from_nothing(house: House) -> None:
    """Once it is over and closed she is anybody: a new matter is taken, given out, and answered as anybody's."""
    again = house.files_by_form("怎么修改昵称?", way="confidential", email="lan@example.org")
    house.turn()
    again.opens_the_links_in_the_mail()
    for said in ("限制", "提醒"):
        assert said not in again.sees()
    case = max(house.cases(), key=lambda one: one.opened_at)
    assert case.code.startswith("SV.")
    assert house.mei.takes_next() == case.id, "even by whom she had insulted, who took it by herself"
    assert "威胁" not in house.mei.page("decide/")
    house.mei.works_through({"really_a_question": "", "known_answer": "", "answer_tried": "走了一遍"})
    house.mei.proposes("answered", to_complainant="在主页点昵称，改好保存即可。")
    house.turn()
    assert "点昵称" in again.finds("答复").text
    assert house.is_closed(case.id)


def test_who_is_in_a_crisis_is_not_limited_and_a_guardians_report_gets_through(house):
    mei, zhou = house.mei, house.zhou
    sam = house.files(f"{DESPAIR}{CANARY}", contact={"phone": PHONE})
    house.turn()
    case = mei.takes_next()
    sam.writes(INSULT)
    assert "neither warned nor limited" in mei.sees(), "the form says so before anybody tries"
    mei.marks(INSULT, "insult")
    sam.writes(THREAT)
    mei.marks(THREAT, "threat")
    house.turn()
    assert not any("一句话" in one for one in sam.letters())
    with pytest.raises(SaysNo, match="Signs of a crisis"):
        zhou.limits_contact(case, "他骂人。", until=house.clock().date() + timedelta(days=3))
    assert "Signs of a crisis are heard" in zhou.sees()
    mei.gives_back("attacked")

    wei = house.files_by_form(
        f"这个视频是搬运的,机器号刷量。{CANARY}",
        about="video v-19",
        way="confidential",
        email="wei@example.org",
    )
    house.turn()
    wei.opens_the_links_in_the_mail()
    he = another(house, "he", "何 He", "lead")
    his = next(one.id for one in house.cases() if one.code.startswith("CV."))
    for text, kind in ((INSULT, "insult"), (THREAT, "threat")):
        wei.writes(text)
        he.case = his
        he.marks(text, kind)
        house.turn()
    zhou.limits_contact(his, "提醒之后又写了威胁的话。", until=house.clock().date() + timedelta(days=9))
    again = house.files_by_form(
        "有人私信我女儿要照片,她12岁。", relation="guardian", way="confidential", email="wei@example.org"
    )
    house.turn()
    grave = next(one for one in house.cases() if one.code.startswith("MN."))
    assert grave.severity.value == "S0", "received, read and graded as anybody's"
    assert "回执" in again.letters()
    assert house.su.takes_next() == grave.id, "before everything else, as ever"
    assert "请只在这个页面写给我们" not in again.sees(), "anybody can give his address"
    again.opens_the_links_in_the_mail()
    assert "请只在这个页面写给我们" in again.sees(), (
        "who answers is told there, too, once it is proved to be him"
    )

    wei.writes("我承认我骂人了,可我今年才13岁。")
    house.turn()
    it = next(one for one in house.cases() if one.id == his)
    assert (it.sealed, it.asks, it.agent) == (True, {"sealed", "minors"}, None), (
        "who says it later is a child, too"
    )
