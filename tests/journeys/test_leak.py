"""A grave leak, told from the first call to the last check: one investigation, two laws, everybody told, also who never complained.

兰 Lan, 伟 Wei for his daughter and Mia in Europe complain of one leak. 柏 Bo leads it. The platform names whom else it touched;
宁 Ning, who never complained, reads of it and complains by one click; one account is gone, and a public warning stands for it.
"""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ombud.core.case import Status
from ombud.core.receipts import number_of
from ombud.core.vocabulary import Severity
from tests.journeys.house import House
from tests.journeys.people import Complainant, as_json, plain
from tests.journeys.staff import Colleague, SaysNo
from tests.portal.conftest import CODE, NUMBER

CANARY = "金丝雀辛三银杏里九栋"
LEAK = f"你们泄露了我的手机号，我昨天只在平台的活动里填过这个号码，今天就有陌生人打来报出我的名字。我的账号是 u-lan。{CANARY}"
ABROAD = "Your company leaked my data: I gave this number to you only, and strangers call me by my name."
TOLD = {
    "tell_person": "每人一封信",
    "tell_person.kinds": "手机号和活动报名信息",
    "tell_person.cause": "活动导出的名单没有加密",
    "tell_person.harm": "可能有诈骗电话",
    "tell_person.remedies": "名单已销毁，接口已关",
    "tell_person.self_help": "陌生来电不要给验证码",
}
TOLD_ABROAD = {
    "tell_person.kinds_other": "Your phone number and the form of the event",
    "tell_person.cause_other": "A list was exported without encryption",
    "tell_person.harm_other": "Somebody may try to defraud you by phone",
    "tell_person.remedies_other": "The list is destroyed, and the way out is shut",
    "tell_person.self_help_other": "Give no code to whoever calls",
}
CAC, DPA = "tell_authority:cn_cyberspace", "tell_authority:eu_data_protection"
REPORTED = {
    f"{CAC}.receipt": "省网信办值班，回执 2026-88，十一点二十分",
    f"{CAC}.basis": "国家网络安全事件报告管理办法第四条",
    f"{CAC}.found": "一份活动名单在外部可读，已关闭",
    f"{CAC}.preserved": "访问日志、名单的指纹",
    f"{CAC}.persons_at_risk": "报名的人，其中有未成年人；家长逐一告知",
}
LETTER = {"zh": "个人信息泄露告知", "en": "A leak of personal data"}
ABROAD_REPORTED = {
    f"{DPA}.receipt": "Data Protection Commission, IE-4471, by its web form",
    f"{DPA}.basis": "GDPR Art. 33(1)",
    f"{DPA}.found": "An event's list could be read from outside; it is closed",
    f"{DPA}.preserved": "access logs, the fingerprint of the list",
}
WARNING = "https://clips.example/notice/2026-11"


def test_a_grave_leak_is_reported_in_hours_and_everybody_it_touched_is_told_once(house: House):
    lan, wei, mia = three_complain(house)
    incident, others = bo_leads_it(house)
    reported_within_four_hours(house, incident, others)
    each_is_answered(house, incident, others)
    the_second_authority_within_seventy_two(house, incident, others)
    told_whether_it_is_made_good(house, (lan, wei, mia), incident, others)
    told_once_also_who_never_complained(house, incident, abroad(house, others), (lan, wei, mia))
    ning_complains_by_one_click(house, incident)
    not_closed_before_the_last_is_reached(house, incident)
    the_scope_grew(house, incident)
    checked_after_thirty_and_ninety_days(house, incident)
    house.clips_never_heard(CANARY, "lan@canary.example", "wei@canary.example")


# ---- heard, and grave


def three_complain(house: House) -> tuple[Complainant, ...]:
    said = {"kind": "PR.PLATFORM", "answers": {"only_platform": "只在这里填过", "data_kinds": ["phone"]}}
    filed = (
        house.files(LEAK, relation="affected", contact={"email": "lan@canary.example"}, **said),
        house.files(
            "你们泄露了我的手机号，只在你们的活动里填过，是给十二岁的女儿报名用的。",
            relation="guardian",
            contact={"email": "wei@canary.example"},
            **said,
        ),
        house.files(
            ABROAD,
            relation="affected",
            contact={"email": "mia@canary.example"},
            where="EU",
            locale="en",
            **said,
        ),
    )
    house.turn()
    assert [(one.code, one.severity) for one in house.cases()] == [("PR.PLATFORM", Severity.S1)] * 3
    return filed


def bo_leads_it(house: House) -> tuple[UUID, list[UUID]]:
    bo = house.bo
    bo.takes_next()
    while house.case(bo.case).opened.jurisdiction != "CN":
        bo.gives_back()
        bo.takes_next()
    incident = bo.case
    others = [one.id for one in house.cases() if one.id != incident]
    bo.sets_beside(*(number_of(one, "K") for one in others), kinship="incident", reason="同一份活动名单")
    tomorrow = (house.clock() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    with pytest.raises(SaysNo, match="still to come"):
        bo.does("aware_at", "三份投诉即知悉", since=tomorrow)
    bo.works_through({"aware_at": "三份投诉即知悉"})
    house.turn()
    for rule in ("cn_incident_report", "eu_gdpr_breach", "cn_leak_told", "eu_leak_told"):
        runs, filed = house.clock_of(incident, rule), house.case(incident).opened_at
        assert runs is not None, rule
        assert abs(runs.started_at - filed) < timedelta(minutes=1), (
            "a complaint is to know of it: nothing is confirmed yet"
        )
    assert "leak_confirmed" not in house.case(incident).found
    is_contained_by_orders(house)
    with pytest.raises(SaysNo, match="neither holds the case nor decides it"):
        bo.does("who_had_access", "导出名单在外部可读", "leak_confirmed")
    house.zhou.case = incident
    with pytest.raises(SaysNo, match="first ask the platform for its access log"):
        house.zhou.does("who_had_access", "导出名单在外部可读", "leak_confirmed")
    with pytest.raises(SaysNo, match="has nothing to do with the case"):
        house.zhou.asks_who_looked("u-ning")
    house.zhou.asks_who_looked("u-lan")
    house.zhou.does("who_had_access", "导出名单在外部可读", "leak_confirmed")  # of another team
    for _ in range(2):
        house.zhou.answers_for(approves=True)  # what shuts a part takes two, or is undone within hours
    with pytest.raises(SaysNo, match="first ask the platform whom it touched"):
        bo.does("scope_and_risk", "活动报名的人，手机号；有未成年人")
    with pytest.raises(SaysNo, match="does not know this part"):
        bo.asks_scope("moon")
    page = bo.asks_scope("export-api")
    for said in ("2 people, 0 of them children", "Name 1", "Phone number 2", "export-api"):
        assert said in page
    bo.works_through(
        {"only_we_had_it": "只在活动里填过", "scope_and_risk": "活动报名的人，手机号；有未成年人"}
    )
    house.turn()
    for one in others:
        assert {"aware_at", "contain", "who_had_access", "scope_and_risk"} <= house.case(one).steps_done
        assert house.case(one).agent is None, "it was done once; whoever answers this one is still to come"
    return incident, others


def is_contained_by_orders(house: House) -> None:
    """A sentence contains nothing: the way out is shut and the keys are revoked by orders, and the host confirms it."""
    bo = house.bo
    with pytest.raises(SaysNo, match="either the platform confirms what you ordered"):
        bo.does("contain", "接口已关，日志已保全")
    with pytest.raises(SaysNo, match="system"):
        bo.protects("P13", "名单在外部可读")
    bo.protects("P14", "登录状态也在名单里", system="export-api")
    house.turn()
    with pytest.raises(SaysNo, match="either the platform confirms what you ordered"):
        bo.does("contain", "都重新登录了")  # whoever got in by the hole gets in again
    with pytest.raises(SaysNo, match="knows no part of its systems by this name"):
        bo.protects("P13", "名单在外部可读", system="export-apl")
    bo.protects("P13", "名单在外部可读", system="export-api")
    with pytest.raises(SaysNo, match="either the platform confirms what you ordered"):
        bo.does("contain", "令已经下了")
    bo.protects("P12", "密钥写在脚本里", system="export-key")
    house.turn()
    shut = ["apply P13 system export-api", "apply P12 system export-key", "apply P14 system export-api"]
    assert set(shut) <= set(house.did())
    assert "export-api" in bo.sees()
    bo.does("contain", "平台已确认；日志另存一份")


# ---- reported: four hours in China, seventy-two in Europe, each with its own receipt


def reported_within_four_hours(house: House, incident: UUID, others: list[UUID]) -> None:
    """Two authorities are owed a report of one incident: what the first was told stops nothing of the second's."""
    four, seventy_two = (house.clock_of(incident, rule) for rule in ("cn_incident_report", "eu_gdpr_breach"))
    assert four is not None
    assert seventy_two is not None
    (confirmed,) = [at for step, at in house.case(incident).done_at.items() if step == "who_had_access"]
    assert max(four.started_at, seventy_two.started_at) < confirmed, (
        "that it was confirmed begins nothing anew"
    )
    assert four.due_at - four.started_at == timedelta(hours=4)
    assert seventy_two.due_at - seventy_two.started_at == timedelta(hours=72)

    house.later(hours=2)
    bo = house.bo
    while bo.takes_next() != incident:  # his lease had ended, and whoever waits longest comes first
        bo.gives_back()
    page = bo.sees()
    for said in ("the provincial cyberspace authority", "the data protection authority", "within 72 hours"):
        assert said in page
    for lacks, why in (("receipt", "without one it is no report"), ("found", "must say: found")):
        with pytest.raises(SaysNo, match=why):
            bo.works_through({**REPORTED, f"{CAC}.{lacks}": ""})  # no receipt; a report that says too little
    bo.works_through(REPORTED)
    house.turn()
    page = bo.sees()
    for said in ("回执 2026-88", "国家网络安全事件报告管理办法第四条", number_of(incident, "K")):
        assert said in page
    was_met(house, incident, "cn_incident_report", CAC, within=timedelta(hours=4))
    for case in (incident, abroad(house, others)):
        still = house.clock_of(case, "eu_gdpr_breach")
        assert still is not None
        assert still.stopped_at is None, "what one authority was told, no other was"


def abroad(house: House, others: list[UUID]) -> UUID:
    (one,) = [case for case in others if house.case(case).opened.jurisdiction == "EU"]
    return one


def was_met(house: House, case: UUID, rule: str, step: str, *, within: timedelta) -> None:
    kept = house.clock_of(case, rule)
    assert kept is not None
    assert (kept.state.value, kept.breached_at) == ("met", None)
    (at,) = [at for event, at in house.case(case).moved if event == f"reported:{step.partition(':')[2]}"]
    assert at - kept.started_at < within


def the_second_authority_within_seventy_two(house: House, incident: UUID, others: list[UUID]) -> None:
    bo = house.bo
    bo.case = incident
    assert "the data protection authority" in held_by(bo), "one receipt closes nothing"
    with pytest.raises(SaysNo, match="Only a lead leaves out"):
        bo.skips(DPA, "不太可能有风险")  # that takes a lead
    house.later(hours=1)
    bo.works_through(ABROAD_REPORTED)
    house.turn()
    for case in (incident, abroad(house, others)):
        was_met(house, case, "eu_gdpr_breach", DPA, within=timedelta(hours=72))
    page = bo.sees()
    for receipt in ("回执 2026-88", "IE-4471"):
        assert receipt in page
    assert "the data protection authority" not in held_by(bo)


def held_by(colleague: Colleague) -> str:
    """Read which steps, as the page says, keep the case open."""
    found = re.search(r"Mandatory steps are open(.*?)Do them, or", plain(colleague.sees()))
    return found[1] if found else ""


# ---- answered one by one


def each_is_answered(house: House, incident: UUID, others: list[UUID]) -> None:
    bo, jun = house.bo, house.jun
    bo.proposes(
        "granted",
        clause="CLIPS.6.4",
        finding="活动名单在外部可读。",
        to_complainant="是我们的错：活动名单没有加密。",
    )
    house.turn()
    assert house.case(incident).status is Status.COSIGNING, (
        "whether the platform leaked is no one person's to say"
    )
    house.signed_by(house.su, house.lin)
    for _ in others:
        assert jun.takes_next() in others
        assert number_of(incident, "K") in jun.sees()
        jun.works_through({"only_we_had_it": "只在活动里填过"})
        jun.proposes(
            "granted",
            clause="CLIPS.6.4",
            finding="与同一事件相符。",
            to_complainant="您的号码在那份名单里，对不起。",
        )
        house.turn()


# ---- made good, or why not

DECIDED = {"zh": "赔偿的决定", "en": "Our decision on compensation"}
PAID = ("200 元", "原付款方式，十个工作日内", "换号的花费和误工")
NOT_PAID = "没有损失：号码是公开的客服电话"
PAID_ABROAD = ("EUR 30", "The way you paid, within ten working days", "A new number, and your time")


def decides(colleague: Colleague, case: UUID, *said: str) -> None:
    """Say how much, how and why, or only why not."""
    colleague.case = case
    names = ("sum", "how_when", "why") if len(said) > 1 else ("why",)
    fields = {f"compensation.{name}": text for name, text in zip(names, said, strict=True)}
    colleague.works_through({"compensation": "", **fields})


def told_whether_it_is_made_good(
    house: House, complained: tuple[Complainant, ...], incident: UUID, others: list[UUID]
) -> None:
    """A lead decides, and each reads how much, how and when, or why not; and how to appeal."""
    lan, wei, mia = complained
    with pytest.raises(SaysNo, match="for a lead to do or to leave out"):
        decides(house.bo, incident, *PAID)  # that is a lead's
    in_europe = abroad(house, others)
    (second,) = set(others) - {in_europe}
    house.zhou.case = in_europe
    assert "How much (empty if nothing is paid)" in house.zhou.sees()
    decides(house.zhou, in_europe, *PAID_ABROAD)
    decides(house.zhou, incident, *PAID)
    decides(house.zhou, second, NOT_PAID)
    house.turn()
    told = mia.finds(DECIDED["en"]).text
    assert all(said in told for said in (*PAID_ABROAD, "appeal from the letter of our decision"))
    read = [one.finds(DECIDED["zh"]).text for one in (lan, wei)]
    assert sum(all(said in one for said in PAID) for one in read) == 1
    assert sum("这次不予赔偿" in one and NOT_PAID in one and "申诉" in one for one in read) == 1


# ---- told, each once


def told_once_also_who_never_complained(
    house: House, incident: UUID, abroad_case: UUID, complained: tuple[Complainant, ...]
) -> None:
    """The law's time to tell each of them runs from the first complaint until the letters are there."""
    bo = house.bo
    bo.case = incident
    page = names(bo, "u-ning\nu-jing\n13800138000, 王女士\nu-ning\n")
    assert "0 new, 2 known" in page
    assert "Line 3: more than one id" in page
    again = names(bo, "", SimpleUploadedFile("list.txt", b"u-jing\nu-yun\nu-gone\n", "text/plain"))
    assert "2 new, 1 known" in again
    garbled = SimpleUploadedFile("list.txt", "阿宁".encode("gb18030"), "text/plain")
    refused = bo.client.post(bo._at("affected/"), {"file": garbled, "accounts": "u-mia"}, headers=bo._headers)
    assert (refused.status_code, "u-mia" in refused.text) == (422, True)  # nothing is lost of what was typed
    abroad = {"account": "u-laoli", "language": "en", "child": True}
    answer = by_the_host(house, incident, ["u-yun", abroad, "a@b.example"])
    assert answer == {"new": 1, "known": 1, "bad": [{"line": 3, "why": "contact"}]}
    house.turn()
    assert house.holder("u-ning").told() == [], "nothing goes out before it is known what to say"

    with pytest.raises(
        SaysNo, match="lacks something it must say: kinds_other"
    ):  # some of them read English, and nobody wrote it in English
        bo.works_through(TOLD)
    for case, rule in ((incident, "cn_leak_told"), (abroad_case, "eu_leak_told")):
        assert state_of(house, case, rule) == "running"
    assert "begun by 柏 Bo" in bo.sees()
    assert "the law says “immediately, in time” and no number; this one is ours" in bo.sees()
    with pytest.raises(SaysNo, match="Only a lead leaves out"):
        bo.skips("tell_person", "太多人了", ground="low_risk")  # that takes a lead
    house.zhou.case = incident
    with pytest.raises(SaysNo, match="give a reason") as refused:
        house.zhou.skips("tell_person", " ", ground="low_risk")
    assert '<option value="low_risk" selected' in refused.value.page, "the ground stays chosen"
    with pytest.raises(SaysNo, match="on a ground of law alone"):
        house.zhou.skips("tell_person", "太多人了")  # and a ground of law
    with pytest.raises(SaysNo, match="first enter where the warning stands"):
        house.zhou.skips(
            "tell_person", "太多人了", ground="public_notice"
        )  # which has to hold: no warning stands yet
    bo.works_through({**TOLD, **TOLD_ABROAD})
    house.turn()
    assert state_of(house, abroad_case, "eu_leak_told") == "met", (
        "each case has its own, and Mia has her letter"
    )
    assert state_of(house, incident, "cn_leak_told") == "running", "one account is gone, and nobody warned it"
    assert re.search(
        r"Complainants who have their letter, also in the cases beside this one 3 / 3", plain(bo.sees())
    )
    for one in complained:
        assert one.letters().count(LETTER[one.lang]) == 1
    for account in ("u-ning", "u-jing", "u-yun", "u-laoli"):
        assert len(house.holder(account).told()) == 1
    names(bo, "u-ning\nu-jing\nu-yun\n")
    house.turn()
    for account in ("u-ning", "u-jing", "u-yun"):
        assert len(house.holder(account).told()) == 1, "a list that comes twice tells nobody twice"
    child = house.holder("u-laoli").opens_the_link().text
    assert "It is not your fault" in child
    for read, words in ((child, TOLD_ABROAD), (mia_reads(complained[-1]), TOLD_ABROAD)):
        assert all(said in read for said in words.values())
        assert not any(said in read for field, said in TOLD.items() if "." in field)
    letter = house.holder("u-jing").opens_the_link().text
    assert all(said in letter for field, said in TOLD.items() if "." in field)
    for secret in (CANARY, "lan@canary.example", complained[0].number, "柏 Bo", "十二岁"):
        assert secret not in letter
    assert re.search(r"Accounts named 5 .*Reached 4 .*Cannot be reached 1", affected(bo))


def state_of(house: House, case: UUID, rule: str) -> str:
    clock = house.clock_of(case, rule)
    return clock.state.value if clock is not None else ""


def mia_reads(mia: Complainant) -> str:
    return mia.reads(mia.letters().index(LETTER["en"])).text


def names(colleague: Colleague, accounts: str, file: object = "") -> str:
    """Name accounts; return the page that says what became of them."""
    said = {"accounts": accounts, "file": file} if file else {"accounts": accounts}
    answer = colleague.client.post(colleague._at("affected/"), said, headers=colleague._headers)
    return plain(answer.text) if answer.status_code == 200 else affected(colleague)


def affected(colleague: Colleague) -> str:
    return plain(colleague.page("affected/"))


def by_the_host(house: House, incident: UUID, accounts: list[object]) -> dict[str, object]:
    answer = Client().post(
        "/api/v1/host/affected",
        as_json({"case": number_of(incident, "K"), "accounts": accounts}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {house.host_key}"},
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


def ning_complains_by_one_click(house: House, incident: UUID) -> None:
    ning = house.holder("u-ning")
    paper = ning.opens_the_link()
    assert "我要投诉" in paper.text
    sent = paper.browser.post(f"{paper.address}/complain", text="今天已经接到两个诈骗电话。")
    receipt = paper.browser.get(sent.headers["Location"]).text
    number, code = NUMBER.search(receipt), CODE.search(receipt)
    assert number is not None
    assert code is not None
    again = paper.browser.post(f"{paper.address}/complain")
    assert again.headers["Location"] == paper.address
    assert "已经就这次泄露投诉过" in plain(paper.browser.get(paper.address).text)
    house.turn()
    house.later(seconds=5)
    filed = Complainant(house, number[1], code[1])
    (mine,) = [one for one in house.cases() if one.status is not Status.CLOSED and one.id != incident]
    assert [(one.case, one.kinship) for one in mine.kin] == [(incident, "incident")]
    assert {"who_had_access", CAC, "tell_person"} <= mine.steps_done
    yan = house.yan
    assert yan.takes_next() == mine.id
    assert "诈骗电话" in yan.sees()
    yan.works_through({"only_we_had_it": "信里说过了"})
    yan.proposes(
        "granted",
        clause="CLIPS.6.4",
        finding="与同一事件相符。",
        to_complainant="您接到的电话与这次泄露有关，请报警，我们已把线索交给警方。",
    )
    house.turn()
    assert "线索交给警方" in filed.reads().text
    decides(house.zhou, mine.id, *PAID)
    house.turn()
    assert "200 元" in filed.finds(DECIDED["zh"]).text
    assert LETTER["zh"] not in filed.letters(), "she was told already"
    assert house.case(mine.id).status is Status.CLOSED


def not_closed_before_the_last_is_reached(house: House, incident: UUID) -> None:
    bo = house.bo
    bo.case = incident
    assert "some cannot be reached" in bo.sees()
    with pytest.raises(SaysNo, match="“warned_at” cannot be read"):
        bo._send(bo._at("warned/"), warned_at="贴在首页了")
    bo._send(bo._at("warned/"), warned_at=WARNING)
    assert WARNING in affected(bo)
    assert "some cannot be reached" not in bo.sees()
    house.turn()
    assert state_of(house, incident, "cn_leak_told") == "met"
    assert "5 letters arrived, 1 were warned in public" in bo.sees()


# ---- it was more than was known


def the_scope_grew(house: House, incident: UUID) -> None:
    """The platform finds somebody more: they are told by themselves, and each authority that was told gets the new figures."""
    bo = house.bo
    assert "As it was told before" in bo.asks_scope("export-api")
    known = house.case(incident).scopes
    house.leaks("export-api", "u-kai", "phone")
    assert "It is another scope" in bo.asks_scope("export-api")
    (before,), (after,) = known, house.case(incident).scopes
    assert (before.persons, after.persons, after.gone) == (2, 3, 0)
    assert before.fingerprint != after.fingerprint
    house.turn()
    (told,) = house.holder("u-kai").told()
    assert told["text"]
    page = bo.sees()
    assert "The figures changed since an authority was told" in page
    assert after.fingerprint[:12] in page
    bo.works_through({**REPORTED, f"{CAC}.receipt": "续报，回执 2026-97"})
    assert "the provincial cyberspace authority" not in recount(bo)
    assert "the data protection authority" in recount(bo)
    bo.works_through({**ABROAD_REPORTED, f"{DPA}.receipt": "IE-4471, supplement of today"})
    page = bo.sees()
    assert "The figures changed since an authority was told" not in page
    for said in ("受影响 6 人", "续报，回执 2026-97", "IE-4471, supplement", "6 people are touched"):
        assert said in page


def recount(colleague: Colleague) -> str:
    """Read which authorities, as the page says, have not got the new figures."""
    found = re.search(
        r"The figures changed since an authority was told(.*?)Report once more", plain(colleague.sees())
    )
    return found[1] if found else ""


# ---- mended, and looked at again


SUMMED_UP = {
    "incident_summary": "总结已写",
    "incident_summary.basis": "国家网络安全事件报告管理办法",
    "incident_summary.found": "导出任务没有加密",
    "incident_summary.remedies": "名单销毁，接口关闭",
    "incident_summary.damage": "九人手机号外泄，一人接到诈骗电话",
    "incident_summary.responsibility": "数据组",
    "incident_summary.prevention": "导出一律加密",
    "incident_summary.preserved": "访问日志",
    "summary_handed_over.handed_to": "省网信办",
    "summary_handed_over.handed_on": "网上申报，当天",
    "summary_handed_over.handed_receipt": "2026-131",
}


def checked_after_thirty_and_ninety_days(house: House, incident: UUID) -> None:
    """The work is somebody's before anybody looks at it; it did not hold, and is work again; nobody ticks that it holds."""
    bo, zhou, lin = house.bo, house.zhou, house.lin
    with pytest.raises(SaysNo, match="is over by the task itself"):
        bo.does("prevention", "导出一律加密：数据组，12 月 20 日")
    assert "nobody has said why" in bo.sees()
    bo.puts_down("safeguards", "导出任务没有加密，也没有人审批")
    house.turn()
    assert "prevention" in house.case(incident).steps_done
    (task,) = house.case(incident).lessons.tasks
    assert task.due_at > house.clock()
    today = house.clock().date().isoformat()
    bo.does("handled", "名单销毁，接口关闭，人都告知了", since=today)
    summary = house.clock_of(incident, "cn_incident_summary")
    assert summary is not None
    assert timedelta(days=30) <= summary.due_at - summary.started_at <= timedelta(days=31)
    bo.works_through(SUMMED_UP)
    house.turn()
    assert house.case(incident).status is Status.DECIDED, "the checks are still to come"
    assert "Verified" not in held_by(bo)
    assert "30 days after it was done somebody else found that it holds" in held_by(bo)
    of_task(zhou, "done", incident, text="导出一律加密，要双人批准")
    with pytest.raises(SaysNo, match="That it holds is said from"):
        of_task(lin, "check", incident, held="held", text="他们说改好了")  # on the very day
    with pytest.raises(SaysNo, match="second"):
        of_task(zhou, "check", incident, held="held", text="我自己看过了")
    house.later(days=30)
    before = {one.id for one in house.cases()}
    of_task(lin, "check", incident, held="leaked", text="旧密钥还能用，又有人接到电话")
    began = house.clock()
    (again,) = (one for one in house.cases() if one.id not in before)
    assert (again.code, again.status, again.severity) == ("PR.PLATFORM", Status.QUEUED, Severity.S1)
    for rule in ("cn_incident_report", "eu_gdpr_breach"):
        anew = house.clock_of(again.id, rule)
        assert anew is not None
        assert began - anew.started_at < timedelta(minutes=1), "its times of law run from when it was found"
    house.turn()
    it_is_an_incident_of_its_own_from_the_first_hour_on(house, again.id)
    assert "prevention_30d" not in house.case(incident).steps_done
    (task,) = house.case(incident).lessons.tasks
    assert (task.state, task.due_at > house.clock()) == ("open", True), "it is work again, by a new day"
    for one in (incident, again.id):
        of_task(zhou, "done", one, text="旧密钥全部作废，每一把都有期限")
    for days, step in ((30, "prevention_30d"), (60, "prevention_90d")):
        for one in (incident, again.id):
            assert step not in house.case(one).steps_done
            assert house.case(one).status is Status.DECIDED
        house.later(days=days)
        for one in (incident, again.id):
            of_task(lin, "check", one, held="held", text="抽查十份导出，都加密；旧密钥都不能用")
        house.turn()
        assert all(step in house.case(one).steps_done for one in (incident, again.id))
    house.all_is_over()  # the incident, what got out once more, and everybody's own case
    kept = house.clock_of(incident, "cn_incident_summary")
    assert kept is not None
    assert kept.breached_at is None


KEY = "旧密钥没有名单，有一把没有作废"


def it_is_an_incident_of_its_own_from_the_first_hour_on(house: House, case: UUID) -> None:
    """Nobody complained of it, and it is contained, looked into apart, measured, reported twice, told and prevented like the first."""
    bo, zhou = house.bo, house.zhou
    house.leaks("export-api", "u-omar", "phone")
    assert bo.takes_next() == case
    names(bo, "u-kai\n")
    bo.protects("P12", KEY, system="export-key")
    house.turn()
    bo.does("contain", "平台已确认旧密钥作废")
    zhou.case = case
    zhou.asks_who_looked("u-kai")
    zhou.does("who_had_access", "旧密钥在外部又被用过", "leak_confirmed")
    zhou.answers_for(approves=True)
    assert "4 people" in bo.asks_scope("export-api")
    bo.does("scope_and_risk", "活动报名的人，手机号")
    bo.skips("only_we_had_it", "没有人投诉：是检查的人查出来的", seconded=zhou)
    bo.works_through(
        {**REPORTED, f"{CAC}.receipt": "省网信办，回执 2027-3", f"{CAC}.found": KEY}
        | {**ABROAD_REPORTED, f"{DPA}.receipt": "IE-4502", f"{DPA}.found": "A key had not been revoked"}
    )
    bo.proposes("granted", clause="CLIPS.6.4", finding=KEY, to_complainant="没有人为此投诉。")
    house.turn()
    house.signed_by(house.su, house.lin)
    before = len(house.holder("u-omar").told())
    bo.works_through({**TOLD, "tell_person.cause": KEY} | TOLD_ABROAD)
    house.turn()
    assert len(house.holder("u-omar").told()) == before + 1
    assert KEY in house.holder("u-kai", "zh").opens_the_link().text or house.holder("u-kai", "en").told()
    for rule in ("cn_incident_report", "eu_gdpr_breach", "cn_leak_told", "eu_leak_told"):
        assert state_of(house, case, rule) == "met", rule
    zhou.works_through({"compensation.why": "没有人投诉，被告知的人都可以提出"})
    bo.puts_down("safeguards", KEY)
    bo.does("handled", "旧密钥作废，人都告知了", since=house.clock().date().isoformat())
    bo.works_through(SUMMED_UP | {"incident_summary.found": KEY})
    house.turn()
    assert house.case(case).status is Status.DECIDED, "the checks are still to come"


def of_task(colleague: Colleague, what: str, case: UUID, **said: str) -> None:
    """Say in the office what was changed, or what was found of that."""
    colleague._rule(f"learning/{what}/", case=str(case), no="1", **said)
