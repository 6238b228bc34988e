"""A ring of scammers, and a rule that wronged many: each account has its own case, letter and appeal.

Five accounts on one telephone sell one lesson in getting rich; one of them bought the telephone second-hand.
"""

import json
from hashlib import sha256
from uuid import UUID

import pytest

from ombud.core.case import Status
from tests.journeys.house import House, another
from tests.journeys.staff import SaysNo
from tests.journeys.test_content import mei_removes_it

LESSON = "video v-12"
SCAM = "这个视频是投资诈骗,陈老师让我转账五万块,钱被骗了,请封掉他。"


@pytest.fixture
def scam(house: House):
    """兰 Lan's mother paid; 梅 Mei holds the case."""
    lan = house.files(
        SCAM,
        about=LESSON,
        relation="affected",
        contact={"email": "lan@example.org"},
        answers={"record_wanted": True},
    )
    house.turn()
    house.mei.takes_next()
    return lan


def test_what_belongs_to_a_scam_gets_cases_of_its_own_and_nobody_picks_one(house, scam):
    mei, jun = house.mei, house.jun
    alike = mei.finds_alike("hash", "near", "device", "payment")
    for named in ("video:v-37", "video:v-38", "account:u-rich2", "account:u-rich3", "account:u-ning"):
        assert named in alike
    assert 'value="video:v-12"' not in mei.page("beside/")
    first = mei.case
    three = mei.sets_beside(
        "account:u-rich2", "account:u-rich3", kinship="cluster", reason="同一台手机，同一张卡"
    )
    three += mei.sets_beside("video:v-37", kinship="copy", reason="一字不差")
    assert len(three) == 3
    cases = [house.case(one) for one in three]
    assert [one.status for one in cases] == [Status.QUEUED] * 3
    assert [one.code for one in cases] == [house.case(first).code] * 3
    assert {house.case(first).lane} == {one.lane for one in cases}
    assert not any(mei.may_open(one) for one in three), "nobody picks a named case"
    assert mei.sees().count("Waiting in its lane") == 3
    assert house.case(first).is_withheld("account")
    assert all(one.is_withheld("account") for one in cases), "nobody is tipped off by a second case"
    assert jun.takes_next() in three
    assert mei.finds_alike("device").count("stands beside already") == 2
    house.turn()
    assert house.did() == [], "what is alike is a list, and no measure"


def test_somebody_who_complains_later_joins_the_case_that_stands_beside(house, scam):
    [copy] = house.mei.sets_beside("video:v-37", kinship="copy", reason="一字不差")
    house.files(SCAM, about="video v-37")
    house.turn()
    assert house.case(copy).members == 1
    assert len([one for one in house.cases() if one.subject == house.case(copy).subject]) == 1


def the_ring(house: House) -> dict[str, UUID]:
    """梅 Mei has frozen the money, done what the playbook asks and taken the others along; return the cases by account."""
    mei = house.mei
    first = mei.case
    mei.looks_up()
    mei.protects("P4", "钱正在转走", whom="account")
    named = ("u-rich2", "u-rich3", "u-ning")
    others = mei.sets_beside(*(f"account:{one}" for one in named), kinship="cluster", reason="同一台手机")
    mei.takes_along(*others)
    for one in others:
        mei.case = one
        mei.protects("P4", "同一台手机，先冻结", whom="account")
    mei.case = first
    for step in ("call_bank_now", "money_trail", "cluster", "rule_out_hijack", "freeze_money"):
        mei.does(step, "设备、收款卡、话术一致，转账记录已收")
    house.turn()
    return {"u-rich1": first, **dict(zip(named, others, strict=True))}


def mei_proposes_for_all(house: House, ring: dict[str, UUID]) -> str:
    return house.mei.proposes(
        "violation",
        "L9",
        clause="CLIPS.4.1",
        finding="账号收款后失联，同一台手机操作多个账号。",
        to_complainant="我们核实这是诈骗，已关闭账号。",
        to_account="账号以投资课程为名收款后失联。",
        why_not_lower="团伙换号继续行骗，较轻的措施拦不住。",
        along=[str(case) for name, case in ring.items() if name != "u-rich1"],
        along_why="同一台手机，同一张卡，同一套话术",
    )


def test_a_ring_falls_by_two_signatures_and_whoever_bought_the_telephone_is_released(house, scam):
    ring = the_ring(house)
    assert house.did() == [f"apply P4 account {name}" for name in ("u-rich1", "u-rich2", "u-rich3", "u-ning")]
    shown = mei_proposes_for_all(house, ring)
    for name in ("u-rich2", "u-rich3", "u-ning"):
        assert f"account:{name}" in shown, "the preview lists each"
    assert shown.count("L9") >= 4
    house.turn()
    assert house.did("apply L9") == [], "one person closes no ring"
    zhou = house.zhou
    zhou.takes_to_sign()
    page = zhou.sees()
    assert all(name in page for name in ("account:u-rich2", "account:u-ning"))
    clean = ring["u-ning"]
    marks = {case: "clean" if case == clean else "sign" for case in ring.values()}
    zhou.signs_alike(marks, "手机是二手买的，收款卡不同")
    house.turn()
    closed = [f"apply L9 account {name}" for name in ("u-rich1", "u-rich2", "u-rich3")]
    assert sorted(house.did("apply L9")) == closed
    assert "lift P4 account u-ning" in house.did()
    assert house.case(clean).status is Status.QUEUED
    assert not house.case(clean).decisions
    told = house.holder("u-ning").told()
    read = [house.holder("u-ning").opens_the_link(no).text for no in range(len(told))]
    assert len(read) == 2
    assert "为防范诈骗，暂时限制了一项功能" in read[0]
    assert "暂时的措施已经撤销" in read[1]
    assert house.holder("u-rich2").told() == [], "the ring is not warned before a lead says so"


def paid(house: House, name: str, who: str, *, to: str = "u-rich1") -> None:
    """Somebody had paid for a lesson on Clips, long before anybody complained."""
    from clips.clock import written
    from clips.storage import writing

    with writing(house.clips.home) as book:
        book.execute(
            "INSERT INTO item(kind, id, owner, other, title, text, scene, lang, posted_at, views, views_per_hour, shares)"
            " VALUES ('order', ?, ?, ?, '课程费', '', 'money', 'zh', ?, 0, 0, 0)",
            (name, to, who, written(house.clock())),
        )


def test_what_the_platform_still_holds_goes_back_to_whoever_paid_and_the_police_have_a_packet(house, scam):
    """8,610.00 is left of what three had paid: two get all of theirs, nobody twice, and never more than there is."""
    for name, who in (("o-71", "u-lan"), ("o-72", "u-wei"), ("o-73", "u-laoli")):
        paid(house, name, who)
    bo = house.files(SCAM + "我付了课程费，编号 o-71。", about=LESSON, contact={"email": "bo@example.org"})
    house.turn()
    ring = the_ring(house)
    mei, zhou = house.mei, house.zhou
    mei.verifies("V2", shown=("live_session", "old_device"))
    with pytest.raises(SaysNo, match="before a decision"):
        mei.works_through({"remaining_money.payments": "o-71 5000.00"})
    mei_proposes_for_all(house, ring)
    house.turn()
    zhou.takes_to_sign()
    zhou.signs_alike(dict.fromkeys(ring.values(), "sign"), "")
    house.turn()
    had = {name: house.balance(name) for name in ("u-rich1", "u-lan", "u-wei", "u-laoli")}
    assert had["u-rich1"] == 8610.0
    for no, why in (
        ("", "still holds CNY 8,610.00"),
        ("o-71 5000.00\no-72 3000.00\no-73 2000.00", "holds CNY 8,610.00"),
        ("o-71 5000.00\no-71 10.00", "once"),
        ("o-71 a lot", "no payment that we can read"),
    ):
        with pytest.raises(SaysNo, match=why):
            mei.works_through({"remaining_money": "转账记录与订单一致", "remaining_money.payments": no})
    with pytest.raises(SaysNo, match=r"[Ll]ead"):
        mei.skips("remaining_money", "没空")
    assert house.did("apply L7") == []
    paying = {
        "remaining_money": "转账记录与订单一致",
        "remaining_money.payments": "o-71 5000.00\no-72 3000.00",
        "remaining_money.why_not": "这一笔在冻结之前已经转到平台以外。",
    }
    mei.works_through(paying)
    for _ in range(3):  # Clips books one sum after the other
        house.later(minutes=2)
    moved = {name: round(house.balance(name) - before, 2) for name, before in had.items()}
    assert moved == {"u-rich1": -8000.0, "u-lan": 5000.0, "u-wei": 3000.0, "u-laoli": 0}
    for no, why in (("o-71 5.00", "once"), ("o-73 2000.00", "holds CNY 610.00")):
        with pytest.raises(SaysNo, match=why):
            mei.works_through({**paying, "remaining_money.payments": no})
    assert "o-71: CNY 5,000.00" in bo.finds("您付的钱怎样了").text
    arrived = bo.finds("您付的钱已经退回").text
    assert "平台确认" in arrived
    assert "o-71: CNY 5,000.00" in arrived
    assert "o-72" not in arrived
    assert not any("已经退回" in one for one in scam.letters()), (
        "who named no payment hears nothing of anybody's"
    )
    lan = scam.finds("您付的钱").text
    assert "您没有写付款的编号" in lan
    assert "o-71" not in lan, "what others paid is told to nobody else"
    assert "转到平台以外" in lan
    assert "请止付" in scam.finds("现在就联系银行").text, "the step that says so is done by a letter"
    with pytest.raises(SaysNo, match="without one it is no report"):
        mei.does("referral", "已报警")
    mei.works_through(
        {
            "referral.receipt": "回执 R-2026-71",
            "referral.basis": "反电信网络诈骗法",
            "referral.found": "四个账号同一台手机、同一张收款卡，收课程费后失联。",
            "referral.preserved": "账号资料、设备、转账记录已保全；退还两笔共 8,000.00 元。",
            "referral.persons_at_risk": "还有一名受害人的款项没有追回。",
        }
    )
    assert "退还两笔共 8,000.00 元" in mei.sees()
    house.turn()
    assert house.case(ring["u-rich1"]).status is Status.DECIDED, "she asked for the record, and has none"
    mei.does("record_for_victim", "报案用")
    house.turn()
    saved = scam.saves("记录")
    listed = json.loads(saved["manifest.json"])
    assert [one["address"] for one in listed["items"]] == [f"clips {LESSON}"]
    assert sha256(saved["manifest.json"]).hexdigest() in scam.finds("记录").text
    for secret in ("u-wei", "u-laoli", "梅", "Mei"):
        assert all(secret not in one.decode() for one in saved.values()), (
            "nothing of other victims, nor of us"
        )
    assert house.case(ring["u-rich1"]).status is Status.CLOSED
    he = another(house, "he", "何 He", "lead")
    for name, mei.case in ring.items():
        if name != "u-rich1":
            zhou.case = mei.case
            zhou.skips("remaining_money", "没有人付给这个账号：里面是它自己的钱", seconded=he)
            mei.skips("referral", "四个账号一起移送，见牵头案件", seconded=zhou)
    house.turn()
    assert {house.case(one).status for one in ring.values()} == {Status.CLOSED}, "each of them to its end"
    house.clips_never_heard("lan@example.org")


# ---- a rule of the host's

JUDGED = {
    "as_it_was": "视频、当时的规则 3.2、模型与分数",
    "fresh_judgement": "都有明显提示，专业演示，我认为不违规",
    "three_precedents": "v-24、v-33、v-18 都保留",
    "procedure": "纯自动，没有人看过",
    "their_side": "逐点看过",
}


def test_victims_of_one_rule_are_found_and_restored_alike_but_for_what_another_decision_forbids(house):
    """The same machine took three more videos down; of one of them people had decided that it stays removed."""
    from clips.decisions import HostDecision, decide
    from clips.storage import writing

    machine = {"used": True, "model": "clips-auto", "version": "2026.10", "score": 0.8}
    with writing(house.clips.home) as book:
        for no, video in ((91, "v-5"), (92, "v-8"), (93, "v-16")):
            effects = (("L4", "video", video, None),)
            ruled = HostDecision(f"hd-{no}", "video", video, "CLIPS.3.2", "自动识别", effects, machine)
            decide(book, ruled, now=house.clock())
    house.turn()
    house.files("这个视频里有人裸露,全是色情内容,请删除。", about="video v-16")
    house.turn()
    mei_removes_it(house)
    house.turn()
    tao = house.files(
        "我的河豚视频被你们自动识别误判下架,还给了处罚,我不服,请人工复核恢复。",
        about="decision hd-1",
        relation="affected",
        contact={"account": "u-tao"},
    )
    house.turn()
    jun = house.jun
    jun.takes_next()
    first = jun.case
    jun.looks_up()
    jun.works_through(JUDGED)
    sisters = ("decision:hd-91", "decision:hd-92", "decision:hd-93")
    alike = jun.finds_alike("rule")
    assert all(one in alike for one in sisters)
    assert "decision:hd-2" not in alike, "another rule"
    beside = jun.sets_beside(*sisters, kinship="redress", reason="同一模型同一版本，同样误判")
    jun.takes_along(*beside)
    jun.proposes(
        "granted",
        "R",
        host_decision="hd-1",
        clause="CLIPS.8.1",
        finding="专业演示，并有明显提示；原处理由自动系统作出。",
        to_complainant="是我们错了，对不起。视频、处罚记录和推荐都已恢复。",
        to_account="自动系统误判了您的视频，没有人看过。是我们错了，对不起，已经恢复。",
        along=[str(one) for one in beside],
        along_why="同一模型同一版本",
    )
    house.turn()
    assert house.did("lift L4 video v-7") == [], "two sign for several"
    zhou = house.zhou
    zhou.takes_to_sign()
    zhou.signs_alike(dict.fromkeys((first, *beside), "sign"))
    house.turn()
    restored = [f"lift L4 video {name}" for name in ("v-5", "v-7", "v-8")]
    assert sorted(house.did("lift L4")) == restored, "what people decided since stays removed"
    assert "现场处理河豚" in house.clips.page("/v/v-7", "zh")
    assert "此内容已被移除" in house.clips.page("/v/v-16", "zh")
    for name in ("u-lan", "u-hao"):
        assert "对不起" in house.holder(name).opens_the_link().text, "each is written to"
    assert "对不起" in tao.reads().text


def test_a_faulty_rule_is_paused_and_everybody_it_wronged_is_put_right_some_at_a_time(house):
    """Forty more fell to the same machine; of one of them people had decided that it stays removed."""
    from clips.decisions import HostDecision, decide
    from clips.storage import writing

    machine = {"used": True, "model": "clips-auto", "version": "2026.10", "score": 0.8}

    def ruled(no: int, video: str) -> bool:
        effects = (("L4", "video", video, None),)
        fact = HostDecision(f"hd-{no}", "video", video, "CLIPS.3.2", "自动识别", effects, machine)
        with writing(house.clips.home) as book:
            return decide(book, fact, now=house.clock())

    victims = [f"v-{no}" for no in range(1, 37) if no not in {7, 16, 31}]
    assert all(ruled(100 + no, video) for no, video in enumerate([*victims, "v-16"]))
    house.turn()
    house.files("这个视频里有人裸露,全是色情内容,请删除。", about="video v-16")
    house.turn()
    mei_removes_it(house)
    tao = house.files(
        "我的河豚视频被你们自动识别误判下架,还给了处罚,我不服,请人工复核恢复。",
        about="decision hd-1",
        relation="affected",
        contact={"account": "u-tao"},
    )
    house.turn()
    jun, zhou = house.jun, house.zhou
    jun.takes_next()
    first = jun.case
    jun.looks_up()
    jun.works_through(JUDGED)
    jun.proposes(
        "granted",
        "R",
        host_decision="hd-1",
        clause="CLIPS.8.1",
        finding="专业演示，并有明显提示；原处理由自动系统作出。",
        to_complainant="是我们错了，对不起。视频、处罚记录和推荐都已恢复。",
    )
    house.turn()
    zhou.case = first
    assert "put all of them right" in zhou.sees()
    zhou.begins_redress(f"{house.clock():%Y-%m-%d}", "把有证厨师的演示当成危险操作")
    house.turn()
    page = zhou.sees()
    assert f"{len(victims) + 1} of {len(victims) + 1} restored" in page
    assert house.did("apply H1") == ["apply H1 rule CLIPS.3.2/clips-auto/2026.10"]
    assert not ruled(999, "v-7"), "the paused rule decides nothing more"
    restored = {one.removeprefix("lift L4 video ") for one in house.did("lift L4")}
    assert restored == {"v-7", *victims}
    assert "此内容已被移除" in house.clips.page("/v/v-16", "zh")
    assert "对不起" in house.holder("u-rui").opens_the_link().text
    assert "对不起" in tao.reads().text
    beside = [one for one in house.cases() if one.id != first and one.opened.code.startswith("UF")]
    assert len(beside) == len(victims) + 1
    assert all(one.proposal is None and len(one.decisions) == 1 for one in beside)
    zhou.resumes_rule("新版本 2026.11 已排除演示")
    house.turn()
    assert house.did("lift H1") == ["lift H1 rule CLIPS.3.2/clips-auto/2026.10"]
    assert ruled(999, "v-7")


def test_the_alarm_about_a_rule_leads_to_its_pause_and_all_its_victims_are_restored(house):
    """Twelve fell to one version within a morning and five complain; nobody has to notice it by chance."""
    from clips.decisions import HostDecision, decide
    from clips.storage import writing

    machine = {"used": True, "model": "clips-auto", "version": "2026.11", "score": 0.8}

    def ruled(no: int, video: str) -> bool:
        effects = (("L4", "video", video, None),)
        fact = HostDecision(f"hd-{no}", "video", video, "CLIPS.3.2", "自动识别", effects, machine)
        with writing(house.clips.home) as book:
            return decide(book, fact, now=house.clock())

    victims = [f"v-{no}" for no in (1, 2, 3, 4, 5, 8, 9, 10, 11, 13, 14, 15)]
    assert all(ruled(100 + no, video) for no, video in enumerate(victims))
    house.turn()
    for no in range(5):
        house.files("我的视频被你们自动识别误判下架,我不服,请人工复核恢复。", about=f"decision hd-{100 + no}")
        house.turn()
        assert len(house.alarms("faulty_rule")) == (no == 4), "four are a busy morning, five are a flood"
    zhou, jun = house.zhou, house.jun
    shown = zhou.sees_alarms()
    assert "may be at fault: look at the numbers" in shown
    assert "CLIPS.3.2/clips-auto/2026.11" in shown
    assert "In the last hour 5 of its decisions were complained of and 0 undone" in shown
    zhou.stops_the_rule("一小时内五起，先停")
    house.turn()
    assert house.did("apply H1") == ["apply H1 rule CLIPS.3.2/clips-auto/2026.11"]
    assert not ruled(999, "v-17"), "no more fall while people look"
    assert "The platform was asked to stop this rule" in zhou.sees_alarms()
    jun.takes_next()
    jun.looks_up()
    jun.works_through(JUDGED)
    jun.proposes(
        "granted",
        "R",
        clause="CLIPS.8.1",
        finding="专业演示，并有明显提示；原处理由自动系统作出。",
        to_complainant="原来的处理由自动系统作出，已经撤销。",
        to_account="自动系统误判了您的视频，已经恢复。",
    )
    house.turn()
    assert house.case(jun.case).status is Status.DECIDED
    zhou.case = jun.case
    assert f"/work/case/{jun.case}/#redress" in zhou.alarms_page(), (
        "from the alarm to what puts all of them right"
    )
    zhou.begins_redress(f"{house.clock():%Y-%m-%d}", "把专业演示当成危险操作")
    house.turn()
    restored = {one.removeprefix("lift L4 video ") for one in house.did("lift L4")}
    others = {f"v-{no}" for no in (2, 3, 4, 5)}
    assert restored >= {*victims} - others, "all who did not complain, and whoever was judged"
    assert all(
        house.case(one.id).status is Status.QUEUED
        for one in house.cases()
        if one.members and one.id != jun.case
    )
    zhou.resumes_rule("新版本已排除演示")
    house.turn()
    assert ruled(999, "v-17")
