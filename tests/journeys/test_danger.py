"""Dangers 3, 8 and the despair of point 5: minutes count, nobody is punished for suffering, and the money stops first."""

from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import HostSubject
from ombud.core.case import Status
from ombud.core.vocabulary import Severity
from tests.journeys.staff import SaysNo
from tests.journeys.test_cluster_and_redress import paid

CANARY = "金丝雀庚二住在河东路老楼"
PHONE = "13912340002"


# --- violence on a live stream


def test_a_violent_stream_goes_out_of_sight_in_minutes_with_replay_and_clips_and_a_second_answers(house):
    mei, zhou, yan = house.mei, house.zhou, house.yan
    lan = house.files(f"主播正在直播打人,被打的人满脸是血,快救人!{CANARY}", about="live l-3")
    house.turn()
    case = house.only_case()
    assert (case.code, case.severity) == ("CV.VIO.LIVE", Severity.S0)
    assert "110" in lan.reads(len(lan.letters()) - 1).text
    mei.takes_next()
    mei.looks_up()
    mei.protects("P1", "保全：直播马上会没有", whom="item")
    mei.protects("P2", "先让所有人看不到", whom="item")
    house.turn()
    assert house.clock() - case.opened_at < timedelta(minutes=15)
    assert sorted(house.did()) == ["apply P1 live l-3", "apply P2 live l-3"]
    with pytest.raises(SaysNo, match="not be taken"):
        mei.protects("L8", "打人的账号先停", whom="account")  # not before somebody asked whether it is news
    mei.does("see_in_context", "三十秒足够，静音小窗；不是表演")
    mei.does("exceptions", "不是新闻，是主播本人在打")
    mei.protects("L8", "打人的账号先停", whom="account")
    house.turn()
    assert "apply L8 account u-kai" in house.did()
    # one did it, in danger; a second answers for it, and until then calls go on
    assert house.only_case().unanswered
    house.later(minutes=10)
    assert house.did("lift") == []
    with pytest.raises(SaysNo, match="There is nothing here"):
        mei.answers_for(approves=True)
    zhou.case = case.id
    zhou.answers_for(approves=True)
    assert not house.only_case().unanswered

    mei.works_through({"known_before": "没有", "lower_rung": "别的都停不下来"})
    mei.proposes(
        "violation",
        "L4",
        "L8",
        until_L8="2026-12-23",
        clause="CLIPS.3.1",
        finding="直播中主播殴打他人致伤。",
        to_complainant="直播已经中断并移除，已报警。谢谢您马上告诉我们。",
        to_account="直播展示正在发生的殴打，已移除，账号停用至 12 月 23 日。",
        why_not_lower="人身正在受害，移除一段不能停止。",
    )
    house.turn()
    assert "apply L4 live l-3" not in house.did()  # more than 100,000 follow: two sign
    yan.takes_to_sign()
    yan.signs()
    house.turn()
    assert house.did("apply").count("apply L8 account u-kai") >= 1
    stream = house.clips.platform.look_up(HostSubject("clips", "live", "l-3"), now=house.clock()).seen
    assert stream.snapshot.state == "removed"  # and its replay with it
    with pytest.raises(SaysNo, match="lacks something it must say"):
        mei.works_through({"report_unlawful.receipt": "110", "report_unlawful.basis": "网络安全法"})
    replay_and_clips_have_cases_of_their_own(house, case.id)
    mei.works_through(
        {
            "report_unlawful.receipt": "已报警，回执 110-77",
            "report_unlawful.basis": "网络信息内容生态治理规定",
            "report_unlawful.found": "直播中殴打他人。",
            "report_unlawful.preserved": "直播快照与账号资料已保全。",
            "report_unlawful.persons_at_risk": "一名受害人，地点不明。",
        }
    )
    with pytest.raises(SaysNo, match="The platform still shows 4 of the same"):
        mei.does("copies", "回放和三段切片都已另案")
    assert "The platform still shows 4 of the same" in mei.sees()
    with pytest.raises(SaysNo, match="The platform still shows 4 of the same"):
        mei.does("copies", "都处理好了")  # nobody ticks that they are gone
    house.turn()
    assert house.case(case.id).status is Status.DECIDED, "not before the platform says what became of them"
    assert "已报警" in lan.reads().text
    kai = house.holder("u-kai", "en")
    for place in range(len(kai.told())):
        paper = kai.opens_the_link(place).text
        for secret in (CANARY, lan.number, lan.code):
            assert secret not in paper
    with pytest.raises(SaysNo, match="Rest until"):
        mei.takes_next()  # nobody goes from one horror straight to the next
    house.later(minutes=15)
    each_is_judged_in_context(house, case.id)
    the_platform_says_what_is_left(house, case.id)
    what_was_judged_by_its_cover_comes_back_with_its_copy(house)
    house.all_is_over()
    house.clips_never_heard(CANARY, lan.number)


CUT = ("v-40", "v-41", "v-42")
STREAM = "v-40"
"""What was kept of the stream itself: more than 100,000 follow whoever streamed."""


def replay_and_clips_have_cases_of_their_own(house, live) -> None:
    """The stream is over; the host is asked what was cut from it, and nothing is taken down by itself."""
    mei = house.mei
    mei.case = live
    assert "Replay and clips" in mei.sees()
    found = mei.finds_alike("cut")
    for name in (*CUT, "v-43"):
        assert f"video:{name}" in found
    assert "Replay and clips of the stream" in found
    mei.sets_beside(
        *(f"video:{name}" for name in CUT),
        kinship="copy",
        reason="同一场直播的回放和切片",
        code="CV.VIO.GRAPHIC",
    )
    house.turn()
    assert states(house) == dict.fromkeys((*CUT, "v-43"), "public")
    assert {one.severity for one in house.cases() if one.id != live} == {Severity.S2}


def states(house) -> dict[str, str]:
    look = house.clips.platform.look_up
    seen = {
        name: look(HostSubject("clips", "video", name), now=house.clock()).seen for name in (*CUT, "v-43")
    }
    return {name: one.snapshot.state for name, one in seen.items()}


def about(house, case) -> str:
    from ombud.store import subjects

    return subjects.find(house.case(case).subject).external


def each_is_judged_in_context(house, live) -> None:
    """The replay goes, a clip goes with its copies, and the report that condemns it stays up."""
    jun = house.jun
    for _ in CUT:
        name = about(house, jun.takes_next())
        jun.looks_up()
        jun.works_through({"see_in_context": "看完了", "known_before": "原直播已移除，见牵头案件"})
        if name == "v-42":
            jun.does("exceptions", "新闻：画面打了码，谴责施暴，请大家求助、不要转发")
            jun.does("lower_rung", "不需要处置")
            jun.proposes(
                "no_violation",
                clause="CLIPS.3.1",
                finding="这是对施暴的报道和谴责。",
                to_complainant="报道，不违规。",
            )
            house.turn()
            continue  # nobody looks for copies of what stays up, or reports it
        jun.does("exceptions", "不是新闻，没有谴责")
        jun.does("lower_rung", "打码不够")
        jun.proposes(
            "violation",
            "L4",
            block_L4="on",
            clause="CLIPS.3.1",
            finding="展示直播中的殴打。",
            to_complainant="已移除。",
            to_account="视频展示正在发生的殴打，规则不允许。",
        )
        house.turn()
        known = name == STREAM
        assert (house.case(jun.case).status is Status.COSIGNING) is known, "of whom so many follow two sign"
        if known:
            house.signed_by(house.yan)
            house.turn()
        jun.works_through({"copies": "同样的再传会被拦下"})
        jun.skips("report_unlawful", "牵头案件已报警", seconded=house.zhou)
    house.turn()
    assert states(house) == {"v-40": "removed", "v-41": "removed", "v-42": "public", "v-43": "blocked"}
    assert [one.status for one in house.cases() if one.id != live] == [Status.CLOSED] * len(CUT)
    assert house.holder("u-zoe", "en").told() == [], "whoever did nothing wrong is not written to"


def the_platform_says_what_is_left(house, live) -> None:
    """Replay and clip are gone and the copy is blocked, the platform says; the report that stays has a reason, and the case ends."""
    mei = house.mei
    mei.case = live
    mei.searches()
    assert "The platform still shows 1 of the same" in mei.sees()
    with pytest.raises(SaysNo, match="say why"):
        mei.does("copies", "查过了")
    mei.works_through({"copies.stays": "v-42：打码的新闻报道，谴责施暴，另案判断不违规"})
    house.turn()
    assert house.case(live).status is Status.CLOSED


def what_was_judged_by_its_cover_comes_back_with_its_copy(house) -> None:
    """强 Qiang's three minutes were the apology, not the blow: the clip is back, and so is what was blocked for it."""
    qiang, yan = house.holder("u-qiang"), house.yan
    qiang.opens_the_link().appeal("切片里没有打人，只有他最后三分钟的道歉，请看完再判断。")
    house.turn()
    assert about(house, yan.takes_next()) == "v-41"
    yan.looks_up()
    yan.works_through(
        {
            "as_it_was": "切片三分钟、当时的规则、君 Jun 的备注",
            "fresh_judgement": "看完三分钟：只有道歉，没有殴打",
            "three_precedents": "v-24、v-33、v-18 都保留",
            "procedure": "看了封面，没有看完",
            "their_side": "逐点看过",
        }
    )
    yan.proposes(
        "no_violation",
        ruling="overturned",
        clause="CLIPS.3.1",
        finding="切片只有道歉，没有殴打。",
        to_complainant="重新看过，不违规。",
        to_account="您说得对：切片里没有殴打，已经恢复，对不起。",
        cause="haste",
        cause_text="看了封面就判，没有看完三分钟",
    )
    house.turn()
    assert states(house) == {"v-40": "removed", "v-41": "public", "v-42": "public", "v-43": "public"}
    assert "对不起" in qiang.opens_the_link().text
    assert house.case(yan.case).status is Status.DECIDED, (
        "why it went wrong, and who else was wronged, comes first"
    )
    yan.works_through({"error_cause": "误伤：看了封面，没有看完三分钟", "sisters": "另两段都看完了全段"})
    house.turn()
    assert house.is_closed(yan.case)
    assert states(house)["v-43"] == "public", "and nothing blocks the copy again"


# --- somebody says goodbye on a live stream


def test_who_says_goodbye_on_a_stream_is_reached_not_cut_off_and_somebody_comes_back_to_them(house):
    mei = house.mei
    lan = house.files(f"静静正在直播,她说今晚就要跳楼,窗户开着!{CANARY}", about="live l-5")
    house.turn()
    case = house.only_case()
    assert (case.code, case.severity) == ("SH.IMMINENT", Severity.S0)
    assert "12356" in lan.reads(0).text
    house.later(minutes=1)
    mei.takes_next()
    mei.looks_up()
    mei.does("two_minute_card", "打算：今晚；方法：高处；地点：不明；独处；成年。不问证据")
    mei.protects("P8", "送上热线和一句话", whom="account")
    mei.does("reach_out")
    with pytest.raises(SaysNo, match="not be taken"):
        mei.protects("L4", "断掉直播", whom="item")  # cutting may lose her
    mei.protects("P2", "对他人隐藏，关评论，她那边不断", whom="item")
    mei.does("keep_contact", "同事老李在直播间陪着她说话")
    with pytest.raises(SaysNo, match="evidence or a note"):
        mei.does(
            "rescue", "已经给 110 打了电话"
        )  # a note is not enough: which kinds went to whom is a line of the book
    with pytest.raises(SaysNo, match=r"[Ll]ead"):
        mei.skips("rescue", "她说不用了")  # whether nobody is called takes a lead
    with pytest.raises(SaysNo, match="“disclosed_note” cannot be read"):
        mei.tells_rescuers("name", "place", to="police", by="emergency_number", note=f"电话 {PHONE}")
    with pytest.raises(SaysNo, match="“kinds” takes only"):
        mei.tells_rescuers("messages", to="police", by="emergency_number", note="聊天记录也给了")
    mei.tells_rescuers(
        "name", "place", to="police", by="emergency_number", note="09:04 致电当地 110，接警员 8 号"
    )
    mei.skips("minor_guardian", "平台记录为成年人", seconded=house.zhou)
    house.turn()
    assert house.clock() - case.opened_at < timedelta(minutes=10)
    assert house.did() == ["apply P8 account u-jing", "apply P2 live l-5"]
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("egging_on", "评论 c-14 另案")  # saying so is no case
    (egging,) = mei.sets_beside("comment:c-14", kinship="sister", reason="评论里怂恿", code="SH.ENCOURAGE")
    mei.does("egging_on")
    answers_for_egging_on(house, egging)
    jing = house.holder("u-jing")
    until = f"{house.clock() + timedelta(days=30):%Y-%m-%d}"
    for word in ("L5", "L6", "L8", "L9"):
        with pytest.raises(SaysNo, match=r"breaks no rule|may not be taken here"):
            mei.proposes(
                "violation",
                word,
                until_L6=until,
                until_L8=until,
                clause="CLIPS.1.3",
                finding="说要跳楼。",
                to_complainant="x",
                to_account="x",
                why_not_lower="x",
            )
    mei.proposes(
        "answered", to_complainant="谢谢您马上告诉我们。有人已经在陪着她，救援知道该去哪里。细节不便告诉您。"
    )
    house.turn()
    outcome = lan.reads().text
    assert "有人已经在陪着她" in outcome
    for private in ("110", "城市", "09:04", "u-jing"):
        assert private not in outcome.partition("有人已经在陪着她")[2].partition("。")[0]
    assert "lift P2 live l-5" in house.did()
    assert "lift P8 account u-jing" not in house.did()  # help stays where she can find it
    assert house.case(case.id).status is Status.DECIDED
    # one person told the police at once; a second answers for it, and is called until somebody does
    assert house.case(case.id).unanswered_disclosures
    called, heard = len(house.alarms("approval")), len(jing.told())
    house.later(minutes=75)
    assert len(house.alarms("approval")) > called
    with pytest.raises(SaysNo, match="You had a hand in this decision"):
        mei.answers_for_telling(right=True)
    house.later(hours=2)
    assert len(jing.told()) == heard, "she is told later, when that puts nobody in danger"

    house.later(hours=21)
    assert house.case(case.id).status is Status.DECIDED  # nobody forgets her because it was answered
    house.later(hours=3, minutes=1)
    assert house.alarms("looking_in") == ["lead"], "whoever is on duty is called as soon as it is due"
    with pytest.raises(SaysNo, match="takes how you reached out"):
        mei.does("follow_24h", "回访过")
    looked = {"how": "信", "on": "今天下午", "back": "睡了一觉，好多了"}
    mei.works_through({f"follow_24h.looked_{name}": text for name, text in looked.items()})
    house.later(days=3)
    assert "lead" in house.alarms("review")  # after 72 hours somebody asks whether silence is still needed
    for one in (case.id, egging):
        house.zhou.releases(one)
    house.turn()
    reasons = house.holder("u-qiang").opens_the_link().text
    assert "怂恿" in reasons
    assert "静静" not in reasons
    learned = jing.opens_the_link().text
    for said in ("公安机关", "姓名、位置", "个人信息保护法"):
        assert said in learned
    for unsaid in ("接警员", lan.number, PHONE):
        assert unsaid not in learned
    house.later(days=3)
    house.later(hours=1)
    assert len(house.alarms("looking_in")) == 2
    looked = {"how": "信，两次", "on": "今天", "back": "她在看医生"}
    mei.works_through({f"follow_7d.looked_{name}": text for name, text in looked.items()})
    with pytest.raises(SaysNo, match="cannot be skipped"):
        mei.skips("agent_debrief", "没空")
    with pytest.raises(SaysNo, match="needs evidence or a note"):
        mei.does("agent_debrief", "当天和周谈过")
    said = {"debrief_by": "组长", "debrief_on": "当天 18:00，二十分钟", "debrief_then": "换三天别的活"}
    mei.works_through({f"agent_debrief.{name}": text for name, text in said.items()})
    house.turn()
    assert house.case(case.id).status is Status.DECIDED
    assert "A signature or an approval is missing" in mei.sees(), (
        "all is done, and nobody else answered for it"
    )
    house.zhou.case = case.id
    house.zhou.answers_for_telling(right=True)
    called = len(house.alarms("approval"))
    house.later(hours=2)
    assert len(house.alarms("approval")) == called
    assert house.case(case.id).status is Status.CLOSED
    house.jun.case = egging
    house.jun.looks_up()
    house.jun.does("again", "七天里没有换号再来")
    house.turn()
    house.all_is_over()
    punished = [one for one in house.did() if " L" in one]
    assert punished == ["apply L4 comment c-14", "apply L8 account u-qiang"]  # nobody is punished for despair
    for told in jing.told():
        assert CANARY not in told["text"]
    house.clips_never_heard(CANARY, lan.number)


def answers_for_egging_on(house, case):
    """君 Jun looks at whoever egged on by itself; two sign, and the person at risk stays out of it."""
    jun, yan = house.jun, house.yan
    assert house.case(case).code == "SH.ENCOURAGE"
    assert jun.takes_next() == case
    jun.looks_up()
    ends = {
        "clause": "CLIPS.1.3",
        "finding": "在他人直播轻生时留言怂恿。",
        "to_complainant": "已处理。",
        "to_account": "您在他人身处险境时留言怂恿，账号停用至 12 月 31 日。珍惜生命的规则对每个人都一样。",
        "why_not_lower": "只删一句话，他会接着说；危险就在当时。",
    }
    with pytest.raises(SaysNo, match="Steps are still open"):
        jun.proposes("violation", "L4", "L8", until_L8="2026-12-31", **ends)  # first: is somebody with her?
    jun.works_through(
        {"person_first": "另案在办，有同事陪着", "exact_words": "装什么，没人拦你", "joined_in": "没有别人"}
    )
    jun.proposes("violation", "L4", "L8", until_L8="2026-12-31", **ends)
    house.turn()
    assert "apply L8 account u-qiang" not in house.did(), "suspending takes two"
    yan.takes_to_sign()
    yan.signs()
    house.turn()
    assert {"apply L4 comment c-14", "apply L8 account u-qiang"} <= {*house.did()}
    assert house.holder("u-qiang").told() == [], "while she must not be put in danger nobody is told"


# --- a scam, and the money is leaving now


def test_money_that_is_leaving_is_stopped_before_anything_is_written_and_the_victim_knows_whom_to_call(house):
    mei, jun = house.mei, house.jun
    paid(house, "o-81", "u-lan", to="u-rich3")
    lan = house.files(
        f"我妈正在给他转账,已经转了两万,是投资骗局,快停住!平台里付的那笔编号 o-81。{CANARY}",
        about="account u-rich3",
        relation="affected",
        contact={"phone": PHONE},
    )
    house.turn()
    case = house.only_case()
    assert (case.code, case.severity) == ("CV.FRAUD.SCAM", Severity.S1)
    receipt = lan.reads(len(lan.letters()) - 1).text
    assert "96110" in receipt  # in the first letter, not at the end of an inquiry
    mei.takes_next()
    mei.looks_up()
    mei.protects("P4", "先冻结收款", whom="account")
    mei.does("freeze_money")
    house.turn()
    assert house.clock() - case.opened_at < timedelta(hours=1)
    assert house.did() == ["apply P4 account u-rich3"]
    assert house.holder("u-rich3").told() == []  # a ring that is told moves money and evidence
    closing = {
        "clause": "CLIPS.4.1",
        "finding": "账号以投资名义收取转账，与两个账号同设备、同收款方。",
        "to_complainant": "收款已冻结，账号已关闭。请现在就打银行和 96110；不要再转，也不要付“解冻费”。",
        "to_account": "账号用于投资诈骗，已经关闭。",
        "why_not_lower": "成伙行骗，停用一段时间会换号再来。",
    }
    with pytest.raises(SaysNo, match=r"[Ss]teps"):
        mei.proposes("violation", "L9", **closing)
    mei.works_through({"call_bank_now": ""})
    with pytest.raises(SaysNo, match="cannot be skipped"):
        mei.skips("money_trail", "以后再说")
    mei.works_through(
        {
            "money_trail": "两笔各一万，收款账号尾号 8821；没有要密码",
            "cluster": "u-rich1、u-rich2 同设备同收款方",
            "rule_out_hijack": "新号，没有被盗迹象",
        }
    )
    mei.proposes("violation", "L9", **closing)
    house.turn()
    assert "apply L9 account u-rich3" not in house.did()
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    assert "apply L9 account u-rich3" in house.did()
    assert "96110" in lan.reads().text
    had = house.balance("u-rich3"), house.balance("u-lan")
    mei.works_through(
        {
            "remaining_money": "两笔里一笔走平台，订单 o-81",
            "remaining_money.payments": "o-81 10000.00",
            "remaining_money.why_not": "另一笔走银行转账，不在平台手里。",
        }
    )
    for _ in range(3):  # Clips books money after the rest
        house.later(minutes=2)
    moved = house.balance("u-rich3") - had[0], house.balance("u-lan") - had[1]
    assert moved == (-10000.0, 10000.0), "what was stopped in time is hers again"
    assert "o-81: CNY 10,000.00" in lan.finds("您付的钱已经退回").text
    assert house.holder("u-rich3").told() == []
    house.later(hours=47)
    assert house.alarms("review") == []
    house.later(hours=2)
    assert "lead" in house.alarms("review")  # after 48 hours somebody asks whether silence is still needed
    assert house.case(case.id).status is Status.DECIDED, "the leads are with nobody yet"
    mei.works_through(
        {
            "referral.receipt": "反诈中心回执 R-2026-81",
            "referral.basis": "反电信网络诈骗法",
            "referral.found": "三个账号同一设备、同一收款方，以投资名义收取转账。",
            "referral.preserved": "账号资料、设备、两笔转账记录已保全；平台压着的一笔 10,000.00 元已退还。",
            "referral.persons_at_risk": "一名受害人，另一笔走银行转账，没有追回。",
        }
    )
    house.zhou.releases(case.id)
    house.turn()
    papers = [
        house.holder("u-rich3").opens_the_link(n).text for n in range(len(house.holder("u-rich3").told()))
    ]
    assert papers
    for paper in papers:
        for secret in (CANARY, PHONE, lan.number, "我妈", "u-rich1", "o-81", "R-2026-81"):
            assert secret not in paper
    house.all_is_over()
    house.clips_never_heard(CANARY, PHONE, lan.number)
