"""Privacy, four short stories in one house: a colleague who looked, a partner's SDK that took too much, an image nobody asks for, a
request that is refused.

君 Jun is suspected of having looked up where 敏 Min lives: 柏 Bo, the privacy officer, keeps him out. 萱 Xuan reports an
intimate image by links and fingerprints from California and India. 郭 Guo asks for a copy of a chat that is not his alone.
"""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ombud.core.case import Status
from ombud.core.vocabulary import Severity
from tests.journeys.house import House, another, in_letters_to
from tests.journeys.people import Complainant, plain
from tests.journeys.staff import PROOF, Colleague, SaysNo, contained
from tests.journeys.test_leak import of_task
from tests.portal.conftest import KEY, Browser

CANARY = "金丝雀庚七她的旧名字叫青禾"
PRINT = "d2f1" * 16


def case_of(house: House, code: str) -> UUID:
    (found,) = [one.id for one in house.cases() if one.code == code and one.status is Status.QUEUED]
    return found


def test_whoever_is_suspected_looks_into_nothing_no_image_is_asked_for_and_a_right_is_refused_by_two(house):
    both = somebody_here_looked(house), a_partner_took_too_much(house)
    what_was_promised_is_checked_after_30_and_90_days(house, *both)
    an_image_is_taken_down_and_kept_out_by_its_fingerprint(house)
    a_right_is_refused_with_reasons_by_another_person(house)
    a_child_is_refused_only_after_the_guardian_was_heard_or_safety_says_not(house)


# ---- a colleague who looked


def somebody_here_looked(house: House) -> UUID:
    filed = house.files(
        "你们的客服君某查了我的地址，然后在群里说出了我住哪里。只有平台有这个地址，我用的是专门的收货名，账号 u-rui。",
        kind="PR.PLATFORM",
        relation="affected",
        contact={"email": "min@canary.example"},
        answers={"only_platform": "收货名“青禾三号”只在这里用过", "data_kinds": ["address"]},
    )
    house.turn()
    case = case_of(house, "PR.PLATFORM")
    jun, bo = house.jun, house.bo
    assert jun.takes_next() == case  # nobody knew yet: the dispatcher gives it to whoever is named in it
    bo.case = jun.case = case
    with pytest.raises(SaysNo, match="no such page"):
        bo.keeps_out(house.bo, "是我自己")
    house.zhou.case = case
    house.zhou.keeps_out(jun, "投诉里说的就是这位同事")
    assert not jun.may_open(case)
    with pytest.raises(SaysNo, match=r"somebody else|[Nn]othing"):
        jun.takes_next()

    assert bo.takes_next() == case
    assert "君 Jun is kept out" in bo.sees()
    bo.works_through(
        {
            "aware_at": "收到这份投诉即知悉",
            **contained("这名客服的查询权限停用，日志另存"),
            "only_we_had_it": "专用收货名，只在平台用过",
            "scope_and_risk": "一人，住址；没有未成年人",
        }
    )
    the_log_is_asked_for_and_the_names_are_sealed(house, case)
    another_team_looks(house, case, "三天前两次查询，没有对应的工单")
    assert PROOF.findall(bo.page("decide/"))[0] == str(house.case(case).evidence[0].evidence), (
        "it rests on the log"
    )
    bo.proposes(
        "granted",
        clause="CLIPS.6.4",
        finding="访问日志里有两次查询，没有对应的工单。",
        to_complainant="我们确认：有一位工作人员无故查询了您的地址。权限已经收回，公司已按制度处理。对不起。",
    )
    house.turn()
    house.signed_by(house.su, house.lin)
    assert "无故查询" in filed.reads().text
    assert "君" not in filed.reads().text.replace("君某", "")
    bo.works_through(
        {
            "tell_person": "信里写明种类、原因和自保办法",
            "tell_person.kinds": "收货地址和收货名",
            "tell_person.cause": "一位工作人员无故查询",
            "tell_person.harm": "有人可能上门或打骚扰电话",
            "tell_person.remedies": "已收回权限，给您的地址换成了虚拟号",
            "tell_person.self_help": "陌生人上门不要开门，请报警；这封信可以给警方看",
        }
    )
    with pytest.raises(
        SaysNo, match="Only a lead leaves out"
    ):  # whoever has the case does not settle alone that the authority is owed nothing
        bo.skips("tell_authority:cn_cyberspace", "一人一次")
    house.zhou.case = case
    house.zhou.skips("tell_authority:cn_cyberspace", "一人一次，地址已换成虚拟号，没有其他风险")
    bo.skips("tell_authority:cn_cyberspace", "同意：一人一次")  # the lead signed, so that it takes another
    house.zhou.works_through({"compensation.why": "换号由平台承担，没有其他花费"})
    bo.puts_down("safeguards", "没有工单也能查地址")
    for step in ("handled", "incident_summary", "summary_handed_over"):
        bo.skips(step, "不是较大以上事件，没有要总结的", seconded=house.zhou)
    house.turn()
    told = filed.finds("个人信息泄露告知").text
    assert "虚拟号" in told
    assert not jun.may_open(case)
    assert CANARY not in told
    bo.case = None
    return case


def the_log_is_asked_for_and_the_names_are_sealed(house: House, case: UUID) -> None:
    """The host says who looked; whoever holds the case reads how many, and a lead without a hand in it reads the names."""
    bo, zhou = house.bo, house.zhou
    bo.case = zhou.case = case
    with pytest.raises(SaysNo, match="neither holds the case nor decides it"):
        bo.asks_who_looked("u-rui")
    with pytest.raises(SaysNo, match="from which day until which"):
        zhou.asks_who_looked("u-rui", days=800)
    zhou.asks_who_looked("u-rui")
    seen = plain(bo.page("accesses/"))
    assert "3 looks" in seen
    assert "2 without a ticket" in seen
    assert "客服 君某" not in seen + bo.sees() + plain(zhou.page("accesses/"))
    with pytest.raises(SaysNo, match="You may not do this"):
        bo.reads_who_looked("想知道是谁")
    with pytest.raises(SaysNo, match="reason"):
        zhou.reads_who_looked(" ")
    assert "客服 君某" in zhou.reads_who_looked("查明是谁无故查询")
    assert (zhou.id, "access_log", "查明是谁无故查询") in house.reads_logged(case)


def what_the_host_cannot_say_is_entered(house: House, case: UUID) -> None:
    """A host without such a log says so, and a person enters it with a file, and with why."""
    zhou = house.zhou
    zhou.case = case
    house.clips.switch(accesses="422")
    with pytest.raises(SaysNo, match="The platform did not say who looked"):
        zhou.asks_who_looked("u-anan")
    house.clips.switch(accesses="ok")
    taken = SimpleUploadedFile(
        "sdk.log", "9:01 ads-sdk 读通讯录\n9:02 ads-sdk 传给商家\n".encode(), "text/plain"
    )
    with pytest.raises(SaysNo, match="reason"):
        zhou.enters_who_looked(" ", file=taken)
    taken.seek(0)
    zhou.enters_who_looked("平台没有合作方 SDK 的日志，由信息安全组从网关调取", file=taken)
    assert "Entered by hand" in plain(house.bo.page("accesses/"))
    assert "传给商家" in zhou.reads_who_looked("看 SDK 做了什么")


def another_team_looks(house: House, case: UUID, note: str, *found: str) -> None:
    """Neither whoever holds the case nor whoever is suspected looks into who had access; a lead does, and then decides nothing."""
    house.bo.case = house.zhou.case = case
    with pytest.raises(SaysNo, match="neither holds the case nor decides it"):
        house.bo.does("who_had_access", note, *found)
    house.zhou.does("who_had_access", note, *found)


# ---- a partner's SDK


def a_partner_took_too_much(house: House) -> UUID:
    """The leak is not ours, the duty is: it is closed where the partner comes in, and he is told what the partner took."""
    filed = house.files(
        "你们平台泄露了我的手机号：应用里的广告 SDK 把通讯录传给了一家商家，商家今天就打来推销。我的账号是 u-anan。",
        kind="PR.PLATFORM",
        relation="affected",
        contact={"email": "guo@canary.example"},
        answers={"only_platform": "这个号码只存在通讯录里", "data_kinds": ["name", "phone"]},
    )
    house.turn()
    case = case_of(house, "PR.PLATFORM")
    bo = house.bo
    assert bo.takes_next() == case
    bo.works_through(
        {"aware_at": "收到这份投诉即知悉", **contained("商家的数据接口停用", "商家的安全负责人", "今天 9:30")}
    )
    what_the_host_cannot_say_is_entered(house, case)
    another_team_looks(house, case, "接口日志：SDK 九天里读了通讯录，转给一家商家", "leak_confirmed")
    bo.protects("P12", "合作方的密钥还能用", system="ads-sdk")
    bo.asks_scope("ads-sdk")
    with pytest.raises(SaysNo, match="reason"):
        bo.enters_scope("40", "chat 40", " ")
    bo.enters_scope("40", "chat 40", "没有账号的联系人，合作方报的数")
    bo.works_through({"only_we_had_it": "通讯录只授权给本应用", "scope_and_risk": "用过该版本的人；通讯录"})
    with pytest.raises(SaysNo, match="Write the reasons for each side"):
        bo.proposes("granted", clause="CLIPS.6.4", finding="是合作方干的，与平台无关。", to_complainant="")
    bo.proposes(
        "granted",
        clause="CLIPS.6.4",
        finding="合作方的 SDK 超出授权读取通讯录并提供给商家。",
        to_complainant="是我们请来的合作方多拿了您的通讯录，这是我们的责任。已停用，商家已被要求删除并出具证明。对不起。",
    )
    house.turn()
    house.signed_by(house.su, house.lin)
    assert "这是我们的责任" in filed.reads().text
    report = {
        "tell_authority:cn_cyberspace.receipt": "已报网信部门，回执 2026-95",
        "tell_authority:cn_cyberspace.basis": "个人信息保护法第五十七条",
        "tell_authority:cn_cyberspace.found": "合作方 SDK 超出授权读取通讯录",
        "tell_authority:cn_cyberspace.preserved": "接口日志、SDK 版本",
    }
    told = {
        "tell_person": "一封信",
        "tell_person.kinds": "通讯录里的姓名和号码",
        "tell_person.cause": "合作方的广告 SDK 超出授权读取",
        "tell_person.harm": "您和您的联系人可能接到推销电话",
        "tell_person.remedies": "密钥已吊销，商家已删除并出具证明",
        "tell_person.self_help": "在系统设置里收回通讯录权限；推销电话可以向 12321 举报",
    }
    bo.works_through(report | told)
    house.zhou.case = case
    house.zhou.works_through({"compensation.why": "推销电话已止住，没有花费；通讯录已删除"})
    house.turn()
    assert "这次不予赔偿" in filed.finds("赔偿的决定").text
    four = house.clock_of(case, "cn_incident_report")
    assert four is not None
    assert (four.state.value, four.breached_at) == ("met", None)
    assert "12321" in filed.finds("个人信息泄露告知").text
    bo.puts_down("safeguards", "SDK 的权限上架前没有人查")
    for step in ("handled", "incident_summary", "summary_handed_over"):
        bo.skips(step, "影响一个版本，未到较大以上", seconded=house.zhou)
    return case


def what_was_promised_is_checked_after_30_and_90_days(house: House, insider: UUID, partner: UUID) -> None:
    """Whoever was told of a leak is owed these checks, though nobody ticked that there was one: the letter said so."""
    bo = house.bo
    assert "leak_confirmed" not in house.case(insider).found
    house.turn()
    for case in (insider, partner):
        of_task(house.zhou, "done", case, text="没有工单查不到地址；SDK 上架前有人查权限")
    for days, step in ((30, "prevention_30d"), (60, "prevention_90d")):
        house.turn()
        assert {house.case(one).status for one in (insider, partner)} == {Status.DECIDED}
        house.later(days=days)
        for bo.case in (insider, partner):
            assert step not in house.case(bo.case).steps_done
            of_task(house.lin, "check", bo.case, held="held", text="抽查过，新接入的也查过")
    house.turn()
    assert {house.case(one).status for one in (insider, partner)} == {Status.CLOSED}


# ---- an image nobody asks for

FROM_NOTICE = ("us_take_it_down", "uk_intimate")
"""47 USC 223a, and s. 10(3A) of the Online Safety Act: forty-eight hours from a valid notice."""


def an_image_is_taken_down_and_kept_out_by_its_fingerprint(house: House) -> None:
    filed = [xuan_files(house, where) for where in ("US", "IN", "UK")]
    house.turn()
    nowhere_is_the_image_asked_for(filed)
    case = case_of(house, "PR.NCII")
    assert (house.case(case).severity, house.case(case).sealed) == (Severity.S1, True)
    received = house.case(case).opened_at
    india = house.clock_of(case, "in_ncii")
    assert india is not None
    assert india.due_at - received <= timedelta(hours=2)  # G.S.R. 120(E): two hours, whoever else complains
    for law in FROM_NOTICE:
        assert house.clock_of(case, law) is None  # from a valid notice
    mei = house.mei
    assert mei.takes_next() == case
    assert PRINT not in mei.page()
    house.zhou.grants(case, to=mei, reason="受过训练，看最少的必要部分")
    mei.opens("判断并移除")
    page = mei.page()
    assert PRINT in page
    assert "sends the image" not in page
    mei.looks_up()
    mei.protects("P2", "不看先隐藏", whom="item")
    mei.verifies("V3", "reply_from_contact")
    house.turn()
    assert house.did()[-1] == "apply P2 video v-1029"
    mei.works_through(
        {
            "hide_unseen": "凭链接隐藏，没有打开",
            "never_reupload": "只收了链接和指纹",
        }
    )
    mei.does("statement_of_consent", "签名、位置、善意声明、联系方式齐全", whose=mei.claimants()[0])
    mei.works_through(
        {
            "age_question": "本人声明已成年",
            "extortion": "没有人要钱",
        }
    )
    mei.protects("P11", "同一影像不许再传上来")  # once that is in force `hash_copies` is done, and by no tick
    house.turn()
    for law in FROM_NOTICE:
        clock = house.clock_of(case, law)
        assert clock is not None
        assert clock.due_at == clock.started_at + timedelta(hours=48)
        assert clock.started_at <= house.clock()
        assert clock.state.value == "met", "nobody sees it any more: hidden is out of sight"
    mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.6.2",
        finding="未经同意传播私密影像。",
        to_complainant="影像已经移除。您没有做错任何事。",
        to_account="该内容未经当事人同意，规则不允许。",
    )
    house.turn()
    assert "apply L4 video v-1029" in house.did()
    for law in ("in_ncii", *FROM_NOTICE):
        clock = house.clock_of(case, law)
        assert clock is not None
        assert (clock.state.value, clock.breached_at) == ("met", None)
    for one in filed:
        assert "没有做错" in one.reads().text or "done nothing wrong" in one.reads().text
    assert f"apply P11 hash pdq:{PRINT}" in house.did()
    the_police_can_be_shown_what_was_there_and_nobody_sees_the_image(house, filed)
    who_comes_back_later_has_hers_and_the_case_ends_with_everything_done(house, filed)
    house.clips_never_heard("xuan@canary.example")


def nowhere_is_the_image_asked_for(filed: list[Complainant]) -> None:
    """No screen of the form takes a file, and no page afterwards: it asks for links and for fingerprints, and says why."""
    phone = Browser("zh")
    said = {
        "key": KEY.search(phone.get("/file/").text)[1],
        "text": "前任说要发我的私密照片。",
        "danger": "no",
    }
    said |= {"about": "privacy", "topic": "PR.NCII"}
    screens = [phone.post("/file/", **said, screen=one, go="next").text for one in ("what", "who", "more")]
    assert all('type="file"' not in one for one in screens)
    assert "发送私密影像本身" in screens[1], "among what we never ask for"
    assert 'name="q_image_hashes"' in screens[1]
    assert "这里不收图片" in screens[2]
    for one in filed:
        assert 'name="files"' not in one.page()
        assert "We need no picture" in one.sees()


def who_comes_back_later_has_hers_and_the_case_ends_with_everything_done(
    house: House, filed: list[Complainant]
) -> None:
    """Three days after the decision, with a receipt of the police: what she could not prove then she proves now."""
    mei, case = house.mei, house.mei.case
    house.later(days=3)
    assert house.case(case).status is Status.DECIDED, "she has not been asked how she is"
    filed[1].writes("The police gave me a receipt. They ask what was there.")
    house.zhou.grants(case, to=mei, reason="当事人回来要记录")
    mei.opens("当事人回来要记录")
    mei.verifies("V3", "reply_from_contact", who=1)
    mei.does("record_for_police", "回来要的，受案回执看过")
    house.turn()
    (later,) = [one for one in filed[1:] if any("record" in title for title in one.letters())]
    assert "manifest.json" in later.saves("record")
    assert sum("record" in title for title in filed[0].letters()) == 1, "the first has hers once"
    mei.does("support_after")
    house.turn()
    assert all(any("How are you" in title for title in one.letters()) for one in filed)
    ended = house.case(case)
    assert ended.status is Status.CLOSED
    assert {"record_for_police", "support_after", "hash_copies"} <= ended.steps_done
    assert not ended.steps_skipped, "nothing was left out"
    whoever_posted_it_reads_the_rule_and_nothing_of_her(house, case, filed)
    house.is_sound()


def whoever_posted_it_reads_the_rule_and_nothing_of_her(
    house: House, case: UUID, filed: list[Complainant]
) -> None:
    """He is told once that endangers nobody, and reads neither who it was, nor of a fingerprint, nor from where."""
    leak = house.holder("u-leak")
    assert leak.told() == [], "while she may be in danger he is told nothing"
    house.zhou.releases(case)
    house.turn()
    (_told,) = leak.told()
    hears = " ".join(in_letters_to(house, "u-leak"))
    assert "未经当事人同意" in hears
    for never in (
        PRINT,
        PRINT[:8],
        "xuan",
        "萱",
        "California",
        "加州",
        "印度",
        "India",
        "指纹",
        "receipt of the police",
        "报案",
    ):
        assert never not in hears, never
    assert not [one.number for one in filed if one.number in hears]


def the_police_can_be_shown_what_was_there_and_nobody_sees_the_image(
    house: House, filed: list[Complainant]
) -> None:
    """Whoever proved that it was done to her has words, address and fingerprint; no picture is packed, whatever it shows."""
    mei = house.mei
    with pytest.raises(SaysNo, match=r"[Ss]tep"):
        mei.does("record_for_victim", "a step of another playbook")
    mei.does("record_for_police", "报案用")
    house.turn()
    proved = [one for one in filed if any("record" in title for title in one.letters())]
    assert proved == [filed[0]], "the other one has proved nothing yet"
    saved = filed[0].saves("record")
    listed = json.loads(saved["manifest.json"])
    assert [one["address"] for one in listed["items"]] == ["clips video v-1029"]
    assert {name.rpartition(".")[2] for name in saved} == {"json", "txt"}, (
        "and nothing that could be looked at"
    )
    assert sha256(saved["manifest.json"]).hexdigest() in filed[0].finds("record").text
    assert "timeline" not in listed


def xuan_files(house: House, where: str) -> Complainant:
    return house.files(
        "Someone shares an intimate image of me without my consent."
        if where == "US"
        else "My ex posted an intimate video of me without my consent.",
        kind="PR.NCII",
        about="video v-1029",
        where=where,
        relation="affected",
        locale="en",
        contact={"email": "xuan@canary.example"},
        answers={
            "image_state": "shared",
            "image_hashes": PRINT,
            "not_consented": True,
            "child": False,
            "record_wanted": True,
        },
    )


# ---- a right that is refused


def a_right_is_refused_with_reasons_by_another_person(house: House) -> None:
    filed = house.files(
        f"我要一份我和前同事的全部聊天记录，包括她撤回的。{CANARY}",
        kind="PR.RIGHT",
        relation="affected",
        contact={"email": "guo@canary.example"},
        answers={"data_right": "copy", "which_data": "聊天记录"},
    )
    house.turn()
    case = case_of(house, "PR.RIGHT")
    yan, zhou = house.yan, house.zhou
    assert yan.takes_next() == case
    yan.verifies("V2", shown=("old_device", "payment"))
    yan.works_through(
        {
            "same_as_login": "能登录就够了，没有要证件",
            "which_right": "复制聊天记录",
            "others_in_it": "对方撤回的话是对方的信息",
        }
    )
    with pytest.raises(SaysNo, match=r"[Ww]rit|reason|complainant"):
        yan.proposes("refused")
    why = "对方撤回的内容是对方的个人信息，不能给您。您自己发出的话可以在设置里导出。您可以向网信部门投诉。"
    yan.proposes("refused", clause="CLIPS.6.5", finding="记录里有对方撤回的话。", to_complainant=why)
    house.turn()
    assert house.case(case).status is Status.COSIGNING
    assert filed.asks_the_api()["status"] != "ended"
    with pytest.raises(SaysNo, match="proposed by you; somebody else must sign"):
        yan.takes_to_sign()
    assert zhou.takes_to_sign() == case
    zhou.signs()
    house.turn()
    outcome = filed.reads()
    assert "对方的个人信息" in outcome.text
    assert "12377" in outcome.text  # the way to the authority is named
    assert house.is_closed(case), "a refusal with reasons is an end, and one that can be contested"
    outcome.appeal("撤回之前她已经发给我了，那也是我的信息。")
    house.turn()
    with pytest.raises(SaysNo, match="you had a hand in"):
        yan.takes_next()
    with pytest.raises(SaysNo, match="you had a hand in"):
        zhou.takes_next()
    bo = house.bo
    assert bo.takes_next() == case
    looks_afresh(bo)
    upheld = "我重新看过：她撤回的话法律上仍是她的信息，先收到过也不改变这一点。您自己的话可以在设置里导出。您可以向网信部门投诉，或向法院起诉。"
    bo.proposes(
        "refused",
        ruling="upheld",
        clause="CLIPS.6.5",
        finding="撤回的话是对方的信息。",
        to_complainant=upheld,
    )
    house.turn()
    house.signed_by(house.lin)  # a lead or counsel, and the lead had a hand in it
    bo.does("error_cause", "没有发现错误")
    house.turn()
    assert "先收到过也不改变" in filed.finds("申诉结果").text
    assert house.is_closed(case)


def looks_afresh(colleague: Colleague) -> None:
    """Look again at all of it, as whoever had no hand in it."""
    colleague.works_through(
        {
            "as_it_was": "请求、核验和答复都重新看了",
            "fresh_judgement": "看过记录本身，再看原来的理由",
            "three_precedents": "对照了三件",
            "procedure": "核验没有强于登录；两人签署；写明了去处",
            "their_side": "申诉的每一点都看了",
        }
    )


def a_child_is_refused_only_after_the_guardian_was_heard_or_safety_says_not(house: House) -> None:
    """A child of twelve asks by itself and is heard; a no waits for the guardian, unless home must not know.

    It was more than had to be refused: somebody else says so, and the child has its own words before anything is over.
    """
    kid = house.files(
        "我12岁，请给我一份我和同桌的聊天记录，连她撤回的那几句也要。",
        kind="PR.RIGHT",
        relation="affected",
        contact={"email": "dou@canary.example"},
        answers={"data_right": "copy", "which_data": "聊天记录"},
    )
    house.turn()
    case = next(one for one in house.cases() if one.code == "PR.RIGHT" and one.status is Status.QUEUED)
    assert "child_speaks" in case.heard
    mei = house.mei
    mei.takes_next()
    assert mei.case == case.id
    if case.sealed:
        house.zhou.grants(case.id, to=mei, reason="孩子自己提的请求")
        mei.opens("办理")
    mei.verifies("V2", shown=("old_device", "payment"))
    mei.works_through(
        {
            "same_as_login": "能登录就够了",
            "which_right": "复制聊天记录，连同桌撤回的",
            "others_in_it": "同桌撤回的话是同桌的",
        }
    )
    said = {
        "clause": "CLIPS.6.5",
        "finding": "同桌撤回的话是同桌的信息。",
        "to_complainant": "你自己说的话可以在设置里导出。同桌撤回的是她的话，我们不能给。",
    }
    with pytest.raises(SaysNo, match="hear the guardian before a refusal"):
        mei.proposes("refused", **said)
    mei.skips(
        "guardian_stance", "孩子补充说家里不知道她用这个号，知道了会挨打：不问家长", seconded=house.zhou
    )
    mei.proposes("refused", **said)
    house.turn()
    assert house.case(case.id).status is Status.COSIGNING, "a lead or counsel signs it besides"
    house.signed_by(another(house, "he", "何 He", "lead", cleared=frozenset({"minors"})))
    assert house.is_closed(case.id)
    assert "另一个人会从头再看一遍" in kid.reads().appeal(
        "我自己说的那些话在设置里导不出来，我只要我自己的。"
    )
    house.turn()
    its_own_words_are_given_after_all(house, kid, case.id)


def its_own_words_are_given_after_all(house: House, kid: Complainant, case: UUID) -> None:
    """What another look grants is done like what is granted at once, though the case had been closed: nobody closes it on a word."""
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.mei.takes_next()
    su = house.su
    assert su.takes_next() == case
    house.zhou.grants(case, to=su, reason="复核")
    su.opens("复核")
    looks_afresh(su)
    su.proposes(
        "granted",
        ruling="overturned",
        clause="CLIPS.6.5",
        finding="孩子自己发出的话不是别人的信息，设置里确实导不出来。",
        to_complainant="你是对的，对不起：你自己说的话给你，同桌说的还是不能给。",
    )
    house.turn()
    house.signed_by(house.jun)
    assert "你是对的" in kid.reads().text
    su.does("error_cause", "把两个人的话当成了一份")
    su.skips("sisters", "只此一件", seconded=house.zhou)
    su.skips("undo_cascade", "拒绝时没有采取过任何措施", seconded=house.zhou)
    house.turn()
    assert house.case(case).status is Status.DECIDED, "said, and not done"
    assert "Do it and tell those who received the data" in su.sees()
    with pytest.raises(SaysNo, match="takes what was done and when"):
        su.works_through({"done_and_passed_on": "已经给了"})
    with pytest.raises(SaysNo, match="cannot be skipped"):
        su.skips("done_and_passed_on", "说过了就行")
    su.works_through(
        {
            "done_and_passed_on.right_done": "11 月 30 日导出孩子自己的 214 句，在站内信里下载；同桌的都没有",
            "done_and_passed_on.right_receivers": "没有：没有人接收过",
        }
    )
    house.turn()
    assert house.is_closed(case)
