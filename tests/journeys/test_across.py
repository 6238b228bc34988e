"""9 What runs across all kinds: several matters, third parties, despair, several laws, and a second look later."""

from datetime import timedelta

import pytest

from ombud.core.case import Status
from tests.journeys.days import CHINA, on
from tests.journeys.house import House
from tests.journeys.staff import SaysNo

CANARY = "金丝雀壬四她在北门卖早点"
PHONE = "13912340003"


def kinds(house: House) -> set[str]:
    return {case.code.partition(".")[0] for case in house.cases()}


def test_two_matters_in_one_complaint_are_two_cases_under_one_number_and_one_answer_does_not_end_it(house):
    mei, jun = house.mei, house.jun
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
    jun.takes_next()
    assert house.case(jun.case).code.startswith("PR.")
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
        clause="CLIPS.6.1",
        finding="视频公开了他人的证件号和住址。",
        to_complainant="视频已经移除。您的账号另有同事在处理。",
        to_account="视频公开了他人的证件信息，不予展示。",
    )
    house.turn()
    jun.works_through({"copies_everywhere": "没有", "block_again": "", "safety_advice": ""})
    house.turn()
    by_kind = {case.code.partition(".")[0]: case.status for case in house.cases()}
    assert by_kind == {"PR": Status.CLOSED, "AS": Status.IN_HAND}
    assert "另有同事" in lan.reads().text
    assert lan.asks_the_api()["status"] != "ended"  # the account is still in other hands
    for other in (mei, jun):
        assert other.name not in lan.sees()


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


def test_who_writes_in_despair_about_a_bill_is_met_as_somebody_in_despair(house):
    lan = house.files(f"会员扣费没人管,我已经撑不下去了,今晚就想死。{CANARY}", contact={"phone": PHONE})
    house.turn()
    assert any(case.code.startswith("SH.") for case in house.cases())
    letter = lan.reads().text
    for word in ("12356", "110"):
        assert word in letter
    assert CANARY not in house.text_messages()
    house.later(minutes=2, seconds=1)
    assert house.alarms("page") == ["lead"]  # it is no bill any more


def test_two_laws_hold_at_once_and_the_stricter_drives(house):
    house.files(
        "My private photos were posted without my consent, intimate pictures of me.",
        about="video v-34",
        where="EU",
        locale="en",
        relation="affected",
    )
    house.files(
        "My private photos were posted without my consent, intimate pictures of me.",
        about="video v-34",
        where="IN",
        locale="en",
        relation="affected",
    )
    house.turn()
    case = house.only_case()
    assert (case.code, case.members) == ("PR.NCII", 2)
    assert {law.jurisdiction for law in case.laws} == {"EU", "IN"}
    due = {rule: house.clock_of(case.id, rule).due_at for rule in ("in_ncii", "in_removal", "in_resolve")}
    filed = on("2026-11-23", "09:00", CHINA)  # which is 06:30 in Delhi
    assert (due["in_ncii"] - filed) // timedelta(minutes=1) == 120
    assert (due["in_removal"] - filed) // timedelta(minutes=1) == 36 * 60
    assert due["in_resolve"].date().isoformat() == "2026-11-30"
    house.yan.takes_next()
    page = house.yan.sees()
    for law in ("3(2)(b)", "3(2)(a)(i)"):
        assert law in page


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
            "other_team": "三次都由另一组接的",
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
    jun.works_through({"promise_kept": "原来的事已经重新派出"})
    house.turn()
    assert house.only_case().status is Status.CLOSED
    said = lan.reads().text
    assert "对不起" in said
    assert "君" not in said
    assert "法院" in said or "12377" in said or "12315" in said  # and beyond us there is somebody else


def test_what_was_closed_is_opened_again_with_a_new_clock_and_no_second_receipt(house):
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
    mei.works_through({"copies": "没有"})
    mei.skips("report_unlawful", "不违法")
    house.turn()
    assert house.only_case().status is Status.CLOSED
    house.later(days=40)
    assert "已收到" in lan.reads().appeal("我找到了原视频，时间更早。")
    house.turn()
    case = house.only_case()
    assert (case.status, case.on_appeal) == (Status.QUEUED, True)
    titles = lan.letters()
    assert sum(one == "回执" for one in titles) == 1, titles
    again = house.clock_of(case.id, "appeal_target")
    assert (again.started_at - case.opened_at).days == 40  # counted from the appeal, not from long ago
    assert again.due_at - again.started_at == timedelta(days=7)
    assert house.clock_of(case.id, "decide_target").breached_at is None
    with pytest.raises(SaysNo):
        mei.takes_next()
    assert jun.takes_next() == case.id


def test_a_language_nobody_reads_is_looked_at_by_two_and_the_letter_says_that_it_was_translated(house):
    """She writes in a language that nobody here reads: it waits for nobody who could, and no machine's reading decides alone."""
    ana = house.files("Olá, não consigo abrir o meu perfil desde ontem. O que devo fazer?", locale="en")
    house.turn()
    case = house.only_case()
    assert case.opened.lang == "und"
    mei = house.mei
    assert mei.takes_next() == case.id
    assert "Nobody here reads this language" in mei.sees()
    read = {
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
    tom = house.files("How do I change my profile name?", locale="en")
    house.turn()
    mei.takes_next()
    assert "Nobody here reads this language" not in mei.sees()
    mei.works_through({"really_a_question": "", "known_answer": "", "answer_tried": "tried"})
    mei.proposes("answered", to_complainant="Open your profile, touch the name, and change it there.")
    house.turn()
    assert "Nobody here reads" not in tom.reads().text


def test_a_complaint_about_us_goes_to_nobody_it_is_about_though_it_names_no_number(house):
    """Mei handled the video, the lead is called by name: neither gets the complaint, nor sees it; nobody had to say so."""
    house.files("这个视频里有人辱骂我。", about="video v-1029", relation="affected")
    house.turn()
    mei, jun, zhou = house.mei, house.jun, house.zhou
    mei.takes_next()
    house.files(
        "客服态度太差,复制粘贴三遍就挂断了,组长 Zhou 也不管,答应的回电也没有。",
        about="video v-1029",
        kind="UF.SUPPORT",
    )
    house.turn()
    case = next(one for one in house.cases() if one.code in {"SV.CONDUCT", "UF.SUPPORT"})
    assert case.kept_out == {mei.id, zhou.id}
    with pytest.raises(SaysNo):
        mei.takes_next()
    assert not zhou.may_open(case.id)
    assert jun.takes_next() == case.id
    house.is_sound()
