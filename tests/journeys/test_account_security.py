"""Support must not be the way in: what a thief, a rival and a man with a story get from this house, and what an owner gets.

浩 Hao's garage account is in other hands and asks his followers for money. 瑞 Rui's pottery belongs to Rui, whoever says so.
"""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from clips import changes
from clips.decisions import HostDecision, decide
from clips.storage import writing
from ombud.core.case import Status
from ombud.core.receipts import number_of
from tests.journeys.house import House
from tests.journeys.staff import Colleague, SaysNo

STOLEN = "我的账号被盗了,手机号和密码都被改了,有人用我的号骗我的粉丝转账,我登录不了。"
MINE = "这个账号是我的,昨天被盗了,手机号被改了,我登录不上,请马上锁定。"
RIVAL = "手机卡被人在营业厅补办走了,请不要交给别人。"
HAO, RUI = "account u-hao", "account u-rui"
ADDED = ("c-hao-f", "c-hao-a")
"""What the intruder had it follow, and the app that he let act for it."""
LEAST = ("c-hao-3", "c-hao-5", "c-hao-6", "c-hao-7")


def files(house: House, about: str, text: str = STOLEN, **said):
    said = {"relation": "affected", "contact": {"phone": "13712345678"}, "kind": "AS.TAKEOVER", **said}
    filed = house.files(text, about=about, **said)
    house.turn()
    return filed


def clause(house: House) -> str:
    from ombud.store.packs import by_digest

    case = house.case(house.mei.case)
    return by_digest(case.pack).clauses_for(case.code)[0].id


def steps(who, *names: str) -> None:
    for name in names:
        who.does(name, "看过，见时间线")


def gives_back(house: House, *, by: Colleague | None = None, **more) -> str:
    return (by or house.mei).proposes(
        "granted",
        "R",
        clause=clause(house),
        finding="账号在昨夜被境外新设备接管，投诉人是原主人。",
        to_complainant="账号会交还给您，请按届时的提示设置新密码。",
        to_account="有人证明自己是这个账号的主人，账号将交还给他。",
        **more,
    )


def secures(house: House) -> None:
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    steps(mei, "risk_signal")
    mei.protects("P5", "平台核查：已落入他人之手", whom="account")
    mei.protects("P4", "收款方刚被改", whom="account")
    mei.protects("P10", "正在骗粉丝转账", whom="account")
    steps(mei, "lock_and_sign_out", "change_timeline")
    house.turn()


def test_with_money_moving_it_is_locked_frozen_proved_cooled_down_given_back_and_undone(house):
    wants = {"last_control": "2026-11-22", "contacts_scammed": True, "record_wanted": True}
    hao = files(house, HAO, answers=wants)
    mei, jun = house.mei, house.jun
    with writing(house.clips.home) as book:  # the thief has put his own name to it as well
        thief = ("浩 · 已实名", "他人 · 已实名")
        changes.strange(book, "u-hao", "real_name", key="c-hao-8", now=house.clock(), was=thief)
    assert all(
        words in house.clips.page("/u/u-hao", "zh") for words in ("••••0007", "尾号 0937", "他人 · 已实名")
    )
    secures(house)
    assert house.did() == [f"apply {one} {HAO}" for one in ("P5", "P4", "P10")]
    traces_the_thief(house)
    intruder = house.holder("u-hao")
    assert "Money frozen" in house.clips.page("/u/u-hao")
    assert "Active" not in house.clips.page("/u/u-hao"), "every device is signed out by the lock"
    assert intruder.told() == []

    drawn = mei.page()
    inside = drawn[drawn.index('id="changes"') :]
    order = [inside.index(words) for words in ("they last had control", "Payee changed", "Something posted")]
    assert order == sorted(order), "drawn in order, with what he said himself in its place"
    for secret in ("境外", "Payee changed", "收款方", "换绑"):
        assert secret not in hao.sees()

    with pytest.raises(SaysNo, match="comes to 30 of 60, from 1 of at least 2 sources"):
        mei.verifies("V2", shown=("payment", "profile"))
    mei.verifies("V1", shown=("payment", "profile"), old_device="用 Chrome · Windows 登录的")
    seen = mei.sees()
    for words in (
        "The platform says yes: Amount and last four digits",
        "The platform says no: A device in use before",
    ):
        assert words in seen, "Clips answers, and knows whose device that is"
    assert "Chrome" not in hao.sees()
    with pytest.raises(SaysNo, match="Only the platform knows “old_device”"):
        mei.ticks("old_device")
    assert "One thing is still missing that nobody can show who merely sits in the account" in mei.sees()
    steps(mei, "owner_proof", "not_that_contact")
    with pytest.raises(SaysNo, match="Verify who it is"):
        gives_back(house)
    mei.verifies("V2", shown=("old_device",))
    assert "V2 Owner of the account: reached, 70 points from 2 sources" in mei.sees()

    with pytest.raises(SaysNo, match="nothing would do “Undo everything the intruder did”"):
        gives_back(house)
    all_of_it = (*LEAST, "c-hao-8", *ADDED)
    for words in ("Other accounts followed", "An app allowed to act"):
        assert words in mei.sees()
    assert "领奖助手" in house.clips.page("/u/u-hao", "zh")
    gives_back(house, undoes=all_of_it)
    house.turn()
    before = house.did()
    assert "他人 · 已实名" in house.clips.page("/u/u-hao", "zh"), "one person undoes nothing"
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    with pytest.raises(SaysNo, match="is over once the platform confirms"):
        mei.does("undo_intruder", "都改回来了")  # the platform says so, and nobody else
    assert house.did() == before, "two signed, and still it cools down"
    assert "locked" in house.clips.page("/u/u-hao").lower()
    assert intruder.told() == [], "whoever sits in the account hears nothing"
    assert len(intruder.told_earlier()) == 2, "that it is locked, and that it is about to be given back"
    asked = intruder.opens_the_earlier_link().text
    assert "那不是我" in asked
    assert "2026年11月25日" in asked

    house.later(hours=23)
    assert house.did() == before, "not before a whole day has passed"
    house.later(hours=48)
    did = house.did()[len(before) :]
    assert {f"apply R.UNDO change {one}" for one in all_of_it} | {f"apply R {HAO}"} <= set(did)
    bound = house.clips.page("/u/u-hao", "zh")
    for again, thiefs in (("138••••8821", "••••0007"), ("尾号 6610", "尾号 0937"), ("浩 · 已实名", "他人")):
        assert (again in bound, thiefs in bound) == (True, False), (
            "phone, payee and real name are his own again"
        )
    letter = hao.finds("处理决定").text
    assert "发布的内容隐藏保留：" in letter
    assert "领奖助手" not in bound, "no app of the intruder's acts for it"
    assert 'id="added"' not in bound, "and it follows nobody whom he had it follow"
    undone = ("换绑手机或邮箱", "改收款方", "改简介", "发布", "改实名", "关注别的账号", "授权第三方应用")
    for kind in undone:
        assert kind in letter, "what was put back is named"
    assert not any(one in letter for one in ("8821", "6610", "0937", "0007", "他人 · 已实名")), (
        "never from what or to what"
    )
    page = house.clips.page("/u/u-hao")
    assert "new password and a second step" in page
    assert "Active" not in page, "nobody is signed in any more"
    assert "v-9" not in house.clips.page("/"), "what the intruder posted is out of sight"
    assert house.clips.page("/v/v-9"), "and kept"
    warned = house.holder("u-ning").told()
    assert len(warned) == 1, "whoever was written to is warned once"
    for name in ("浩", "u-hao", hao.number):
        assert name not in warned[0]["text"]

    assert {"freeze_money", "warn_contacts", "undo_intruder"} <= house.case(mei.case).steps_done, (
        "by what the host did, and by no tick"
    )
    with pytest.raises(SaysNo, match="lacks something it must say: how"):
        mei.does("cause_and_hardening", "告诉过他")  # nobody ticks that they were told
    mei.works_through({"money_back": "", "cause_and_hardening.how": "“领奖”网页骗走了验证码"})
    house.turn()
    letters = "".join(hao.letters())
    assert "怎样不再被人进来" in letters
    assert "被转走的钱怎样追" in letters
    house.later(days=8)
    assert house.case(mei.case).status is Status.DECIDED, "not before somebody looked again"
    steps(mei, "after_7d")
    house.turn()
    assert house.case(mei.case).status is Status.DECIDED, "nor before he has what he asked for"
    steps(mei, "record_for_police")
    has_the_record(house, hao)
    house.turn()
    assert house.case(mei.case).status is Status.CLOSED


def test_whoever_names_no_account_is_asked_and_the_one_they_name_is_looked_up_proved_locked_and_given_back(
    house,
):
    hao = files(house, "")
    mei, jun, zhou = house.mei, house.jun, house.zhou
    mei.takes_next()
    assert "This case is about nothing that is known yet" in mei.sees()
    with pytest.raises(SaysNo, match="There is nothing here"):
        mei.looks_up()
    with pytest.raises(SaysNo, match="may not be taken here"):
        mei.protects("P5", "他说很急", whom="account")
    with pytest.raises(SaysNo, match="Nobody knows yet which account it is"):
        mei.verifies("V1", shown=("payment", "profile"))
    mei.asks("请问是哪个账号？")
    house.turn()
    hao.writes("账号是 u-hao")
    house.turn()
    mei.takes_next()
    with pytest.raises(SaysNo, match="The host knows nothing by that name"):
        mei.points_at("account", "u-haoo", "他答复的")
    with pytest.raises(SaysNo, match="about an account, never about an item"):
        mei.points_at("video", "v-9", "他答复的")
    with pytest.raises(SaysNo, match="reason"):
        mei.points_at("account", "u-hao", " ")
    rival = files(house, HAO, STOLEN + RIVAL, contact={"phone": "13800000000"})
    mei.points_at("account", "u-hao", "他答复的")
    page = mei.sees()
    assert "Another case on the same matter is open" in page
    [other] = [one.id for one in house.cases() if one.id != mei.case]
    assert number_of(other, "K") in page
    assert house.case(mei.case).verified == (), "what was shown before is asked for anew"
    assert house.did() == []
    with pytest.raises(SaysNo, match="already"):
        mei.points_at("account", "u-hao", "再填一次")
    mei.points_at("account", "u-rui", "听错了")
    mei.points_at("account", "u-hao", "他又说了一遍：u-hao")
    steps(mei, "risk_signal")
    mei.protects("P5", "平台核查：已落入他人之手", whom="item")
    mei.skips("freeze_money", "收款方没有变过", seconded=zhou)
    steps(mei, "lock_and_sign_out", "change_timeline")
    house.turn()
    assert house.did() == [f"apply P5 {HAO}"]
    with pytest.raises(SaysNo, match="not corrected any more"):
        mei.points_at("account", "u-rui", "又变了")
    with pytest.raises(SaysNo, match="Steps are still open"):
        gives_back(house)
    mei.verifies("V2", shown=("old_device", "payment"))
    steps(mei, "owner_proof", "not_that_contact")
    gives_back(house, undoes=LEAST)
    house.turn()
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    gives = mei.case
    house.later(days=3)
    assert f"apply R {HAO}" not in house.did(), (
        "the rival's claim lies as a case of its own: both are read first"
    )
    assert house.case(gives).open_appeals[0].claims
    assert "locked" in house.clips.page("/u/u-hao").lower()
    assert "u-hao" not in rival.sees(), "nobody is told which account it is"
    assert jun.takes_next() == other
    reads_both_claims(house, gives)
    house.later(days=2)
    assert house.did().count(f"apply R {HAO}") == 1
    assert "账号仍会交还给您" in hao.finds("申诉结果").text
    assert rival.letters() == ["回执"], "nobody has decided anything about them"
    assert jun.takes_next() == gives
    the_rival_has_an_answer_of_their_own(house, other, rival)
    both_end(house, gives, other)
    assert [house.case(one).status for one in (gives, other)] == [Status.CLOSED] * 2
    house.is_sound()


def reads_both_claims(house: House, first: UUID) -> None:
    """颜 Yan, who had no hand in it, reads what both say, and 苏 Su signs."""
    yan = house.yan
    assert yan.takes_next() == first
    assert RIVAL in yan.sees(), "the claim from the other case lies with this one"
    yan.looks_up()
    steps(yan, "as_it_was", "fresh_judgement", "three_precedents", "procedure", "their_side")
    yan.proposes(
        "granted",
        "R",
        ruling="upheld",
        clause=clause(house),
        finding="旧设备和付款都在先投诉的人手里；称被补卡的人没有拿出账号的凭据。",
        to_complainant="我们把另一个人的说法也看了，账号仍会交还给您。",
        to_account="有人证明自己是这个账号的主人，账号将交还给他。",
        undoes=LEAST,
    )
    house.turn()
    house.signed_by(house.su)


def the_rival_has_an_answer_of_their_own(house: House, own: UUID, rival) -> None:
    """They proved nothing of the account; they hear so in words that accuse nobody, and nothing of who has it."""
    mei = house.mei
    assert mei.takes_next() == own
    mei.looks_up()
    steps(mei, "risk_signal", "change_timeline")
    mei.skips("lock_and_sign_out", "账号刚交还机主", seconded=house.zhou)
    mei.skips("freeze_money", "账号刚交还机主", seconded=house.zhou)
    mei.verifies("V0", shown=("profile",))
    mei.does("owner_proof", "只有主页上看得到的")
    steps(mei, "not_that_contact")
    mei.proposes(
        "refused",
        clause=clause(house),
        finding="投诉人没有拿出账号主人的凭据。",
        to_complainant="凭现有材料我们还不能确认账号属于您，所以没有交给您。换一种方式随时可以再试。",
    )
    house.turn()
    house.signed_by(house.yan)
    paper = rival.finds("处理决定")
    assert "不能确认" in paper.text
    for secret in ("旧设备", "浩", "u-hao", "冒充", "撒谎"):
        assert secret not in paper.text
    house.zhou.case = own
    assert house.zhou.sees().count("The way it was decided asks for nothing here") == 4, (
        "the page says so of each of these steps"
    )
    assert sorted(rival.letters()) == ["回执", "处理决定"], (
        "neither how to get in nor where stolen money is stopped"
    )


def both_end(house: House, first: UUID, own: UUID) -> None:
    """The steps after it are the owner's: how they got in is told to him, and a week later nobody has come back; a rival has none."""
    jun = house.jun
    assert jun.case == first
    assert house.is_closed(own), "who proved nothing is owed an answer, and nothing that an owner is owed"
    jun.does("other_accounts", "同一设备没有登录过别的账号")
    jun.works_through({"money_back": "", "cause_and_hardening.how": "别处用过的同一个密码"})
    jun.works_through({"error_cause": "没有错：第二个人的说法是后来才来的", "sisters": "没有别的"})
    house.later(days=8)
    jun.does("after_7d", "没有再被登录，收款方没有变")
    house.turn()


def has_the_record(house: House, hao) -> None:
    """What he can show the police: who came in when and what was done, as it was kept, and anybody sees that nobody changed it."""
    house.turn()
    said = hao.finds("记录").text
    assert "timeline.txt" in said
    saved = hao.saves("记录")
    manifest = json.loads(saved["manifest.json"])
    assert sha256(saved["manifest.json"]).hexdigest() in said
    lies = {one["file"]: one["sha256"] for one in (*manifest["items"], manifest["timeline"])}
    assert lies == {name: sha256(saved[name]).hexdigest() for name in lies}
    told = saved["timeline.txt"].decode()
    came_in, locked, back = (told.index(words) for words in ("境外", "锁定账号并退出所有设备", "恢复"))
    assert came_in < locked < back
    assert "改收款方" in told
    for secret in ("13712345678", "梅", "Mei"):
        assert secret not in told


def traces_the_thief(house: House) -> None:
    """His emulator was in another account, too: it gets a case of its own, and nothing happens to it before somebody judges it."""
    with writing(house.clips.home) as book:
        book.execute(
            "INSERT INTO session VALUES ('s-thief', 'u-rich1', 'Android · 模拟器', '境外 · 未知城市', '2026-11-20', NULL)"
        )
    mei = house.mei
    assert "u-rich1" in mei.finds_alike("device")
    [beside] = mei.sets_beside("account:u-rich1", kinship="cluster", reason="同一台模拟器", code="CV.FRAUD")
    mei.does("other_accounts", "同一台模拟器还登录过一个账号，已另案")
    assert house.case(beside).status is Status.QUEUED
    assert house.case(beside).orders == {}


def test_whoever_had_the_number_before_says_that_was_not_me_and_it_stops_and_stays_locked(house):
    hao = files(house, HAO)
    secures(house)
    mei = house.mei
    with pytest.raises(
        SaysNo, match="one of them must be what nobody can show who merely sits in the account"
    ):
        mei.verifies("V2", shown=("friends", "payment"))
    mei.verifies("V2", shown=("friends", "old_device"))
    steps(mei, "owner_proof", "not_that_contact")
    gives_back(house, undoes=LEAST)
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    paper = house.holder("u-hao").opens_the_earlier_link()
    assert "那不是我" in paper.text
    assert "已收到" in paper.appeal("那不是我，我没有请谁交还账号，旧手机还在我手里。")
    house.later(days=4)
    assert f"apply R {HAO}" not in house.did(), "it stopped"
    assert "locked" in house.clips.page("/u/u-hao").lower()
    for week in (1, 2):
        first = week == 1
        house.later(days=2 if first else 6, hours=23)
        house.later(days=4 if first else 7)
        assert "locked" in house.clips.page("/u/u-hao").lower(), (
            "nobody looked yet: the lock does not run out"
        )
    assert f"lift P5 {HAO}" not in house.did()
    again = house.holder("u-hao").opens_the_earlier_link().text
    assert "继续锁着" in again
    assert house.holder("u-hao").told() == [], "whoever sits in the account hears nothing of it"
    assert "继续锁着" in hao.reads().text
    yan = house.yan
    yan.takes_next()
    yan.looks_up()
    steps(yan, "as_it_was", "fresh_judgement", "three_precedents", "procedure", "their_side")
    house.mei.case = yan.case
    yan.proposes(
        "refused",
        ruling="overturned",
        clause=clause(house),
        finding="旧手机仍在机主手里，那台旧设备是被拿走的，朋友的证言前后不一。",
        to_complainant="重新看过之后，我们还不能确认账号属于您，所以没有交还。",
        to_account="您说得对，账号没有交给任何人。",
    )
    house.turn()
    house.signed_by(house.su)
    house.later(days=4)
    assert f"apply R {HAO}" not in house.did(), "what waited was dropped"
    assert f"lift P5 {HAO}" in house.did()


def test_a_rival_locks_nobody_out_however_urgent_he_says_it_is(house):
    rival = files(house, RUI, MINE + "有人正在用它转账骗钱,非常紧急!", answers={"money_moving": True})
    for no in range(3):
        files(house, RUI, MINE, contact={"phone": f"1370000000{no}"}, answers={"money_moving": True})
        house.files_by_form(MINE, about=RUI, kind="AS.TAKEOVER", relation="affected")
    house.turn()
    assert house.did() == [], "seven voices over two doors move nothing"
    mei = house.mei
    mei.takes_next()
    assert (house.only_case().members, house.case(mei.case).severity) == (7, "S1")
    mei.looks_up()
    steps(mei, "risk_signal")
    mei.finds("risk_signal")
    for measure in ("P4", "P5"):
        with pytest.raises(SaysNo, match="A claim alone takes nothing from anybody"):
            mei.protects(measure, "他说很急", whom="account")
    mei.skips("lock_and_sign_out", "平台核查没有异常", seconded=house.zhou)
    mei.skips("freeze_money", "平台核查没有异常", seconded=house.zhou)
    steps(mei, "change_timeline")
    for level in ("V3", "V4", "V5"):
        with pytest.raises(SaysNo, match="comes to 0 of 60"):
            mei.verifies(level, "licence")  # a higher level that somebody wrote down is no way round
    mei.verifies("V0", shown=("profile",))
    mei.does("owner_proof", "只有主页上看得到的", whose=mei.claimants()[0])
    steps(mei, "not_that_contact")
    mei.proposes(
        "refused",
        clause=clause(house),
        finding="投诉人没有拿出账号主人的凭据。",
        to_complainant="凭现有材料我们还不能确认账号属于您，所以没有改动。换一种方式随时可以再试。",
    )
    house.turn()
    assert house.did() == []
    assert "locked" not in house.clips.page("/u/u-rui").lower()
    told = rival.reads().text
    assert "不能确认" in told
    for accusing in ("冒充", "撒谎", "虚假", "恶意"):
        assert accusing not in told
    assert house.holder("u-rui").told() == []
    house.later(days=8)
    ends_it(house, mei.case, who=mei)
    house.is_sound()


def test_a_new_holder_of_an_old_number_sees_nothing_and_the_old_account_is_safe(house):
    new = files(
        house,
        "account u-ning",
        "我新办的手机号收到验证码，登录了别人的账号，里面都是别人的东西。",
        kind="AS.RECYCLED",
        contact={"phone": "13912345678"},
    )
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.verifies("V1", "reply_from_contact")
    steps(mei, "holds_number", "number_history", "nothing_shown")
    said = {
        "clause": clause(house),
        "finding": "号码停用两年后重新放出，投诉人从号码本身回复。",
        "to_complainant": "号码已经从原来的账号解绑，您可以用它注册自己的账号。",
        "to_account": "这个号码的运营商已经重新放号，现在由别人使用。",
    }
    with pytest.raises(SaysNo, match="choose “U Unbind"):
        mei.proposes("granted", "R", **said)  # nobody is handed the account for holding its number
    mei.proposes("granted", "U", **said)
    house.turn()
    assert house.did() == [], "one person takes nobody's way in"
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    assert house.did() == ["apply U account u-ning"]
    page = house.clips.page("/u/u-ning", "zh")
    assert "手机号已解绑" in page
    owner = house.holder("u-ning")
    assert "没有人拿到您的账号" in owner.opens_the_link().text
    name = house.clips.page("/u/u-ning").split("<h1>")[1].split("<")[0]
    seen = new.sees() + new.reads().text
    for secret in (name, "绵阳", "芜湖", "诺基亚"):
        assert secret not in seen
    steps(mei, "own_account")  # what the owner has to do stands in the letter that went with it
    house.turn()
    assert house.case(mei.case).status is Status.CLOSED


def test_whoever_answers_from_a_number_that_is_somebody_elses_now_is_no_owner_by_that(house):
    """The carrier gave 宁 Ning's old number to a stranger, who says in good faith or not that the account was stolen from him."""
    with writing(house.clips.home) as book:
        book.execute("UPDATE person SET signals = ? WHERE id = 'u-ning'", ('["number_reassigned"]',))
    stranger = files(house, "account u-ning", contact={"phone": "13912345678"})
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    steps(mei, "risk_signal", "change_timeline")
    with pytest.raises(SaysNo, match="A claim alone takes nothing from anybody"):
        mei.protects("P5", "号码在他手里", whom="account")
    mei.skips("lock_and_sign_out", "平台核查没有异常", seconded=house.zhou)
    mei.skips("freeze_money", "平台核查没有异常", seconded=house.zhou)
    with pytest.raises(SaysNo, match="comes to 20 of 60"):
        mei.verifies("V2", shown=("old_factor", "live_session", "creation"))
    mei.verifies("V1", shown=("old_factor", "creation"))
    assert "proves nobody the owner" in mei.sees()
    steps(mei, "owner_proof", "not_that_contact")
    with pytest.raises(SaysNo, match="Verify who it is"):
        gives_back(house)
    mei.proposes(
        "refused",
        clause=clause(house),
        finding="号码已由运营商重新放给投诉人，别的凭据没有。",
        to_complainant="您现在用的号码以前属于别人，不能证明账号是您的；账号没有改动。可以用这个号码注册自己的账号。",
    )
    house.turn()
    assert house.did() == []
    seen = stranger.sees() + stranger.reads().text
    name = house.clips.page("/u/u-ning").split("<h1>")[1].split("<")[0]
    for secret in (name, "绵阳", "芜湖", "诺基亚", "打工人日常"):
        assert secret not in seen
    assert house.holder("u-ning").told() == []
    house.later(days=8)
    ends_it(house, mei.case, who=mei)
    house.is_sound()


def test_a_lock_before_any_decision_goes_on_by_two_and_a_reason_or_ends_with_a_letter(house):
    hao = files(house, HAO)
    secures(house)
    mei, zhou, owner = house.mei, house.zhou, house.holder("u-hao")
    with pytest.raises(SaysNo, match="There is nothing here"):
        mei.locks_on("还在他人手里")  # its last day has not begun: the page does not even offer it
    assert house.alarms("lock_ends") == []
    told = owner.opens_the_earlier_link().text
    assert "24 小时内会有人再看" in told, (
        "whoever is locked by mistake learns until when, and where to say so"
    )
    assert "about=account_security" in told
    assert house.alarms("review") == []
    house.later(days=1, hours=1)
    assert house.alarms("review") == ["lead"], (
        "what that letter says is kept: a person is called within the day"
    )
    house.later(days=5, hours=1)
    assert house.alarms("lock_ends") == ["lead"]
    zhou.case = mei.takes_next()
    mei.locks_on("平台核查还说在他人手里")
    house.turn()
    assert len(owner.told_earlier()) == 1, "one person alone prolongs nothing"
    zhou.answers_for(approves=True)
    house.turn()
    assert "账号继续锁着" in hao.letters()[0]
    assert "两个人决定继续锁着" in owner.opens_the_earlier_link().text
    house.later(days=3)
    assert f"lift P5 {HAO}" not in house.did(), "locked on without a moment in between"
    assert "locked" in house.clips.page("/u/u-hao").lower()
    house.later(days=3, hours=6)
    assert house.alarms("lock_ends") == ["lead", "lead"], "and a lead is warned again"
    house.later(days=1)
    assert house.did().count(f"lift P5 {HAO}") == 1
    assert "账号的锁定已到期" in hao.letters()[0]
    assert "还没有决定" in hao.reads().text
    assert len(owner.told_earlier()) == 3
    assert owner.told() == [], "whoever sits in the account hears nothing"


def looks_again(who) -> None:
    """What whoever judges an appeal does before anything is written."""
    who.looks_up()
    steps(who, "as_it_was", "fresh_judgement", "three_precedents", "procedure", "their_side")


def turns_it_to(house: House, claimant: str) -> None:
    """颜 Yan writes that another proved the account theirs."""
    house.mei.case = house.yan.case
    house.yan.proposes(
        "granted",
        "R",
        ruling="changed",
        clause=clause(house),
        finding="注册时的手机、注册时间和历年付款都在另一位投诉人手里。",
        to_complainant="重新看过之后，账号会交还给您。",
        to_account="重新看过：账号将交还给另一位证明了自己的人。",
        gives_to=claimant,
        undoes=LEAST,
    )


def ends_it(house: House, case: UUID, *, who: Colleague | None = None) -> None:
    """颜 Yan, or whoever judged last, does what is left of it, told and looked at; it waits for nothing else."""
    from ombud.store import closing

    who = who or house.yan
    who.case = case
    for left in (one for why in closing.keeps_open(house.case(case), now=house.clock()) for one in why.of):
        if left == "cause_and_hardening":
            who.works_through({"cause_and_hardening.how": "别处用过的同一个密码"})
        elif left == "money_back":
            who.works_through({left: ""})
        else:
            who.does(left, "看过，见时间线")
    house.turn()
    assert house.is_closed(case)


def test_whoever_is_locked_by_mistake_says_so_by_the_link_and_is_in_again_within_the_day(house):
    """浩 Hao bought a telephone abroad, and somebody who wishes him ill told us that the account is stolen."""
    other = files(house, HAO, contact={"phone": "13800000000"})
    secures(house)
    mei, owner, locked_at = house.mei, house.holder("u-hao"), house.clock()
    letter = owner.opens_the_earlier_link()
    assert "24 小时内会有人再看" in letter.text
    hao = owner.says_so_by(
        letter, "那是我本人：在国外买了新手机，自己换的号码和收款方。请打开账号。", id="u-hao"
    )
    house.later(hours=3)
    case = house.only_case()
    assert (case.id, case.members) == (mei.takes_next(), 2), "what he says lies in the case that locked it"
    assert "那是我本人" in mei.sees()
    mei.verifies("V1", shown=("profile",), who=0)
    mei.verifies("V2", shown=("old_device", "payment"), who=1)
    mei.does("owner_proof", "旧设备与付款", whose=mei.claimants()[1])
    assert "locked" in house.clips.page("/u/u-hao").lower()
    for measure, step in (("P5", "lock_and_sign_out"), ("P4", "freeze_money")):
        mei.lifts(measure, "机主本人用旧设备和付款证明：是他自己换的手机")
        mei.skips(step, "锁错了：已经打开", seconded=house.zhou)
    house.turn()
    assert house.clock() - locked_at < timedelta(days=1)
    assert f"lift P5 {HAO}" in house.did()
    assert "locked" not in house.clips.page("/u/u-hao").lower()
    assert "没有交给任何人" in owner.opens_the_earlier_link().text, "told where the account was linked before"
    steps(mei, "not_that_contact")
    mei.proposes(
        "refused",
        clause=clause(house),
        finding="没有入侵者：新手机是机主自己的，旧设备和付款都对。",
        to_complainant="查明账号没有被别人拿走，锁已打开，账号没有交给任何人，也没有改动。",
    )
    house.turn()
    house.signed_by(house.zhou)
    assert house.clock() - locked_at < timedelta(days=1), "and where he said so, the same day"
    for one in (hao, other):
        told = one.finds("处理决定").text
        assert "锁已打开" in told
        assert not any(words in told for words in ("冒充", "撒谎", "恶意", "新手机"))
    house.later(days=8)
    ends_it(house, case.id, who=mei)
    assert house.did("apply R ") == []
    house.is_sound()


def test_two_who_claim_one_account_are_both_heard_and_whoever_loses_learns_why_and_may_appeal(house):
    staff = files(house, HAO, STOLEN + "当年是店里出钱做起来的。")
    boss = files(house, HAO, STOLEN + "账号是我注册的,一直是我在用。", contact={"phone": "13800000000"})
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    assert house.only_case().members == 2
    steps(mei, "risk_signal")
    mei.protects("P5", "平台核查：已落入他人之手", whom="account")
    steps(mei, "lock_and_sign_out", "change_timeline")
    mei.skips("freeze_money", "收款方没有变过", seconded=house.zhou)
    ids = mei.claimants()
    mei.verifies("V1", shown=("creation", "profile"), who=0)
    mei.verifies("V2", shown=("old_device", "payment"), who=1)
    mei.does("owner_proof", "旧设备与付款", whose=ids[1])
    steps(mei, "not_that_contact")
    with pytest.raises(SaysNo, match="Verify who it is"):
        gives_back(house, gives_to=ids[0])
    with pytest.raises(SaysNo, match="Verify who it is"):
        gives_back(house)  # nobody is named
    gives_back(house, gives_to=ids[1], undoes=LEAST)
    house.turn()
    assert f"apply R {HAO}" not in house.did(), "no transfer by one person"
    house.jun.takes_to_sign()
    house.jun.signs()
    house.turn()
    house.later(days=2)
    assert house.did().count(f"apply R {HAO}") == 1
    papers = {one.number: one.reads() for one in (staff, boss)}
    told = sorted(paper.text for paper in papers.values())
    lost = [paper for paper in papers.values() if "没有" in paper.text and "交还给您" not in paper.text]
    assert len(lost) == 1, told
    assert "您还没有完成证明，所以我们不能把它交给您" in lost[0].text
    mei.works_through({"cause_and_hardening.how": "别处用过的同一个密码"})
    house.turn()
    advised = [one for one in (staff, boss) if any("怎样不再被人进来" in title for title in one.letters())]
    assert len(advised) == 1, "how to keep it safe is told to who has it, and not to who claimed it"
    assert "交还给您" in papers[advised[0].number].text
    assert "已收到" in lost[0].appeal("注册时用的那台手机还在我手里，每一笔认证费都是我付的。")
    house.turn()
    first = mei.case
    yan = house.yan
    assert yan.takes_next() == first
    assert "注册时用的那台手机还在我手里" in yan.sees()
    with pytest.raises(SaysNo, match="Steps are still open"):
        turns_it_to(house, ids[0])
    looks_again(yan)
    with pytest.raises(SaysNo, match="Verify who it is"):
        turns_it_to(house, ids[0])  # who says so at an appeal proves it like anybody
    yan.verifies("V2", shown=("old_device", "payment", "creation"), who=0)
    turns_it_to(house, ids[0])
    house.turn()
    assert house.did().count(f"apply R {HAO}") == 1, "one person alone turns nothing"
    house.signed_by(house.su)
    house.later(days=3)
    assert house.did().count(f"apply R {HAO}") == 2, "and it goes back"
    told = {one.number: one.finds("申诉结果").text for one in (staff, boss)}
    assert sum("账号会交还给您" in one for one in told.values()) == 1, told
    house.later(days=7)
    ends_it(house, first)
    house.is_sound()


def test_a_company_and_whoever_holds_its_account_are_both_heard_before_anybody_gets_it(house):
    boss = files(
        house, RUI, "公司的账号被前员工占着,不肯交出密码,我们要收回。", kind="AS.BIZ", contact={"email": "boss@example.org"}
    )  # fmt: skip
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    steps(mei, "risk_signal", "change_timeline")
    mei.skips("lock_and_sign_out", "两边都说是自己的，平台核查没有异常", seconded=house.zhou)
    mei.hears("有人以公司名义主张这个账号。请说明是谁开设的，有没有书面约定。")
    house.turn()
    holder = house.holder("u-rui").opens_the_link()
    for secret in (boss.number, "boss@example.org", "前员工", "不肯交出"):
        assert secret not in holder.text
    holder.answers("这是我入职前就有的个人账号，劳动合同第九条写明归我。")
    house.turn()
    mei.takes_next()
    assert "劳动合同第九条" in mei.sees()
    steps(mei, "not_that_contact")
    said = {"finding": "双方材料都看过：合同第九条写明账号归个人。"}
    with pytest.raises(SaysNo, match="Steps are still open"):
        mei.proposes(
            "granted", "R", clause=clause(house), **said, to_complainant="归您。", to_account="归公司。"
        )
    mei.verifies("V0", "document_seen")
    mei.does("owner_proof", "营业执照有，授权和合同没有")
    with pytest.raises(SaysNo, match="Verify who it is"):
        mei.proposes(
            "granted", "R", clause=clause(house), **said, to_complainant="归您。", to_account="归公司。"
        )
    mei.proposes(
        "refused",
        clause=clause(house),
        **said,
        to_complainant="两边的材料我们都看了：凭现有的约定，账号不能转给公司。",
    )
    house.turn()
    assert house.did() == []
    paper = boss.reads()
    assert "不能转给公司" in paper.text
    assert "劳动合同第九条" not in paper.text, "what the other side wrote stays with us"
    assert "已收到" in paper.appeal("我们有补充协议。")
    house.turn()
    yan = house.yan
    assert yan.takes_next() == mei.case
    assert "我们有补充协议" in yan.sees()
    looks_again(yan)
    yan.proposes(
        "refused",
        ruling="upheld",
        clause=clause(house),
        finding="补充协议只说代运营，没有改第九条。",
        to_complainant="另一位同事把两边的材料重新看过：补充协议没有写明账号归公司，账号不转给公司。",
    )
    house.turn()
    again = boss.finds("申诉结果").text
    assert "补充协议没有写明账号归公司" in again
    assert "劳动合同第九条" not in again
    assert house.did() == [], "whoever holds it keeps it, and nothing was done to it meanwhile"
    ends_it(house, mei.case)
    house.is_sound()


def test_nobody_talks_an_agent_into_it_at_any_door_and_the_next_who_is_asked_knows(house):
    files(house, HAO)
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    undone = {
        "finding": "改回去",
        "to_complainant": "已改回。",
        "to_account": "已改回。",
        "undoes": ("c-hao-5",),
    }
    doors = (
        ("P5 Lock the account", lambda: mei.protects("P5", "他一直在催", whom="account")),
        ("V2 is not reached", lambda: mei.verifies("V2", shown=("profile", "payment"))),
        ("cannot be skipped: Verify who", lambda: mei.skips("owner_proof", "他声音很像")),
        ("cannot be skipped: Do not hand control", lambda: mei.skips("not_that_contact", "旧手机丢了")),
        ("Steps are still open", lambda: gives_back(house)),
        ("Steps are still open", lambda: mei.proposes("granted", clause=clause(house), **undone)),
        ("cannot be done as things stand", mei.signs),
    )
    for why, opens in doors:
        with pytest.raises(SaysNo, match=why):
            opens()
    steps(mei, "risk_signal", "change_timeline")
    no_reason = {"reason_lock_and_sign_out": " ", "shown_lock_and_sign_out": "他说的和平台看到的对不上"}
    with pytest.raises(SaysNo, match="give a reason") as refused:
        mei._act("step", step="lock_and_sign_out", do="skip", **no_reason)
    assert "他说的和平台看到的对不上" in refused.value.page, "what was typed beside it stays"
    assert "lock_and_sign_out" not in house.case(mei.case).steps_skipped
    mei.skips("lock_and_sign_out", "先核实", seconded=house.zhou)
    mei.skips("freeze_money", "先核实", seconded=house.zhou)
    mei.verifies("V1", shown=("payment", "creation"))
    steps(mei, "owner_proof", "not_that_contact")
    with pytest.raises(SaysNo, match="Verify who it is"):
        gives_back(house)
    mei.notes_attempt("自称浩子的人第三次来电，催着改绑到新号码")
    house.turn()
    assert house.did() == []

    for _ in range(2):
        files(house, HAO, contact={"phone": "13700000001"})
    warned = mei.sees()
    assert "Claim number 3 in 5 days" in warned
    assert "Somebody outside tried once without proof, and was refused" in warned, (
        "what mei was refused is nobody's try"
    )
    assert "It proves nothing against whoever asks now" in warned
    first = mei.case
    mei.gives_back()
    jun = house.jun
    assert jun.takes_next() == first, "somebody else gets the next try"
    refuses_without_proof(house, jun)
    house.later(days=8)
    ends_it(house, first, who=jun)
    again = files(house, HAO, contact={"phone": "13700000002"})
    yan = house.yan
    assert yan.takes_next() != first, "it comes again as a case of its own"
    yan.looks_up()
    steps(yan, "risk_signal", "change_timeline")
    yan.skips("lock_and_sign_out", "先核实", seconded=house.zhou)
    yan.skips("freeze_money", "先核实", seconded=house.zhou)
    yan.verifies("V0", shown=("profile",))
    steps(yan, "owner_proof", "not_that_contact")
    refuses_without_proof(house, yan)
    told = again.finds("处理决定").text
    assert "不能确认" in told
    assert not any(words in told for words in ("冒充", "撒谎", "恶意", "试过", "多次"))
    house.later(days=8)
    ends_it(house, yan.case)
    assert house.did() == []
    house.is_sound()


def refuses_without_proof(house: House, who: Colleague) -> None:
    """Whoever is asked next is hurried just so, reads the warning, and says no in words that accuse nobody."""
    house.mei.case = who.case
    seen = who.sees()
    assert "Somebody outside tried" in seen, "whoever is asked next knows"
    assert "It proves nothing against whoever asks now" in seen
    with pytest.raises(SaysNo, match="Verify who it is"):
        gives_back(house, by=who)
    who.proposes(
        "refused",
        clause=clause(house),
        finding="没有人拿出入侵者看不到的凭据。",
        to_complainant="凭现有材料我们还不能确认账号属于您，所以没有改动。换一种方式随时可以再试。",
    )
    house.turn()
    if house.case(who.case).status is Status.COSIGNING:
        house.signed_by(house.zhou)


LOOKED = {
    "see_in_context": "看完整段",
    "known_before": "没有处理过相同内容",
    "exceptions": "考虑过，都不是",
    "lower_rung": "只能移除",
}


def strikes_hao_for(house: House, video: str, who: str) -> UUID:
    """Somebody reports a video of 浩 Hao's; 梅 Mei removes it and warns the account: nobody knows of any thief yet."""
    files(
        house,
        f"video {video}",
        "视频里有人裸露,全是色情内容,请删除。",
        kind="CV.SEX.ADULT",
        relation="bystander",
        contact={"email": who},
    )
    mei = house.mei
    case = mei.takes_next()
    mei.looks_up()
    mei.works_through(LOOKED)
    mei.proposes(
        "violation",
        "L4",
        "L5",
        clause="CLIPS.2.1",
        finding="视频展示裸露。",
        to_complainant="您反映的视频违规，已经移除。",
        to_account="视频展示裸露，规则不允许。",
        why_not_lower="同一账号。",
    )
    mei.does("copies", "没有找到副本")
    mei.skips("report_unlawful", "成年人之间", seconded=house.zhou)
    house.turn()
    assert house.case(case).status is Status.CLOSED
    return case


def clips_strikes_hao_for(house: House, video: str, name: str) -> None:
    """Clips' own rules strike the account for a video."""
    effects = (("L4", "video", video, None), ("L5", "account", "u-hao", None))
    with writing(house.clips.home) as book:
        decide(book, HostDecision(name, "video", video, "CLIPS.2.1", "裸露", effects), now=house.clock())
    house.turn()


def strikes_on(house: House, account: str) -> str:
    """How many strikes an account bears, as its page on Clips shows it."""
    return house.clips.page(f"/u/{account}").split("<dt>strikes</dt><dd>")[1].split("<")[0]


def it_is_locked_at_once_and_a_person_answers(house: House, hao, *, first: UUID) -> None:
    """The host's word alone locks it, in a case of its own; its owner reads of it where no stranger does, and was it himself."""
    assert house.did()[-1] == f"apply P5 {HAO}", "nobody had to look first"
    assert "locked" in house.clips.page("/u/u-hao").lower()
    [beside] = house.case(first).kin
    again = house.case(beside.case)
    assert (again.severity, again.status, again.protections[0].order.until.date()) == (
        "S1", Status.QUEUED, (house.clock() + timedelta(days=7)).date(),
    )  # fmt: skip
    owner = house.holder("u-hao")
    inbox = len(owner.told())
    assert "又发现了异常" in owner.opens_the_earlier_link().text
    assert "又锁上了" in hao.letters()[0]
    assert "您自己换了设备" in hao.reads().text
    did, letters = house.did(), len(house.case(again.id).told)
    with writing(house.clips.home) as book:
        changes.strange(book, "u-hao", "login", key="c-hao-9b", now=house.clock())
    house.turn()
    assert house.did() == did, "locked is locked"
    assert len(house.case(again.id).told) == letters
    house.later(minutes=20)
    zhou = house.zhou
    zhou.case = again.id
    seen = zhou.sees()
    assert "may be in other hands again" in seen
    assert "It went back once before" in seen
    with pytest.raises(SaysNo, match="give a reason"):
        zhou.answers_for(approves=False)
    zhou.answers_for(approves=False, reason="机主换了新手机，旧手机上也确认了")
    house.turn()
    assert house.did()[len(did) :] == [f"lift P5 {HAO}"]
    assert "已经打开" in hao.letters()[0]
    assert "没有发现别人在用" in owner.opens_the_earlier_link().text
    assert len(owner.told()) == inbox, "and into the inbox went not a line of it"


def it_was_himself_and_both_cases_end(house: House, hao, first: UUID) -> None:
    """梅 Mei does all that his own case still owes, 颜 Yan judges what the watch had opened, and after a week it is said why it held."""
    yan, mei, [beside] = house.yan, house.mei, house.case(first).kin
    did, inbox = house.did(), len(house.holder("u-hao").told())
    assert mei.takes_next() == first
    mei.does("other_accounts", "同一设备没有登录过别的账号")
    mei.works_through({"money_back": "", "cause_and_hardening.how": "“领奖”网页骗走了验证码"})
    house.turn()
    letters = "".join(hao.letters())
    assert "怎样不再被人进来" in letters
    assert "被转走的钱怎样追" in letters
    assert yan.takes_next() == beside.case
    yan.looks_up()
    steps(yan, "risk_signal", "change_timeline", "not_that_contact")
    yan.proposes(
        "refused",
        clause=clause(house),
        finding="新手机是机主自己的，旧手机上确认过；没有别人。",
        to_complainant="查明没有别人进来过，账号没有改动。",
    )
    house.turn()
    house.signed_by(house.su)
    assert house.is_closed(beside.case), "nobody complained in it: nothing more is owed"
    house.later(days=2)
    assert house.case(first).status is Status.DECIDED, "not before somebody looked again"
    with pytest.raises(SaysNo, match="needs evidence or a note: Look again"):
        mei.does("after_7d")  # the host told of something odd meanwhile
    mei.does("after_7d", "换了收款方的是他自己的新手机，旧手机上确认过")
    mei.puts_down("evidence_missing", "处罚时没有人知道账号已在别人手里")
    house.turn()
    assert house.is_closed(first)
    assert house.did() == did, "and nothing more happened to the account"
    assert len(house.holder("u-hao").told()) == inbox


def test_what_our_own_cases_gave_him_for_the_thief_falls_with_the_account_and_what_was_his_own_stays(house):
    his, thiefs = (
        strikes_hao_for(house, "v-8", "wei@example.org"),
        strikes_hao_for(house, "v-9", "lin@example.org"),
    )
    clips_strikes_hao_for(house, "v-9", "d-hao-1")
    clips_strikes_hao_for(house, "v-8", "d-hao-2")
    assert strikes_on(house, "u-hao") == "4"
    numbers = {case: number_of(case, "K") for case in (his, thiefs)}
    hao = files(house, HAO)
    secures(house)
    mei = house.mei
    mei.verifies("V2", shown=("old_device", "payment"))
    steps(mei, "owner_proof", "not_that_contact")
    form = mei.page("decide/")
    asks = form[form.index('id="clearing"') :]
    of_thief, of_him = (asks[asks.index(numbers[one]) :][:400] for one in (thiefs, his))
    assert "within that time" in of_thief
    assert "outside that time, stays" in of_him
    assert "A formal warning (strike)" in of_thief
    assert f'value="{thiefs}" checked' in asks, "what was done meanwhile is ticked already"
    assert f'value="{his}" checked' not in asks
    assert "d-hao-1" in asks, "what the platform gave him by itself is there, too"
    assert "video v-9" in asks
    said = {"intruded_by": "c-hao-2", "undoes": LEAST}
    with pytest.raises(
        SaysNo, match=r"Since the account was in other hands the platform itself.*d-hao-1, d-hao-2"
    ):
        gives_back(house, **said, clears=(str(thiefs),))
    said |= {"falls": ("d-hao-1",), "stays_d-hao-2": "那条视频是被盗以前他自己发的"}
    with pytest.raises(SaysNo, match="was not done while the account was in other hands"):
        gives_back(house, **said, clears=(str(his), str(thiefs)))
    with pytest.raises(SaysNo, match="was not done while the account was in other hands"):
        gives_back(house, **{**said, "intruded_by": "c-hao-nobody"}, clears=(str(thiefs),))
    until = (house.clock() + timedelta(days=30)).date().isoformat()
    whole = {
        "until_W": until,
        "clause": clause(house),
        "finding": "账号在昨夜被境外新设备接管，投诉人是原主人。",
        "to_complainant": "账号会交还给您。",
        "to_account": "有人证明自己是这个账号的主人，账号将交还给他。",
        "clears": (str(thiefs),),
        **said,
    }
    mei.proposes("granted", "R", "W", **whole)
    house.clock.on(seconds=5)
    clips_strikes_hao_for(house, "v-9", "d-hao-3")
    house.jun.takes_to_sign()
    with pytest.raises(SaysNo, match=r"told of more that it took from the account: d-hao-3"):
        house.jun.signs()
    house.jun.declines("平台刚又告知一项处罚，请写明。")
    house.turn()
    assert mei.takes_next() == house.jun.case
    shown = mei.proposes("granted", "R", "W", **{**whole, "falls": ("d-hao-1", "d-hao-3")})
    assert "What the platform took from the account by d-hao-2 stays: 那条视频是被盗以前他自己发的" in shown
    assert f"Once the account is back, what these cases gave it falls: {numbers[thiefs]}" in shown
    house.jun.takes_to_sign()
    sees = house.jun.sees()
    for words in (numbers[thiefs], "d-hao-1", "那条视频是被盗以前他自己发的"):
        assert words in sees, "whoever signs sees what falls, and why the rest stays"
    house.jun.signs()
    house.turn()
    assert strikes_on(house, "u-hao") == "5", "not before the account is back"
    assert "apply W account u-hao" not in house.did(), "nor is it watched before: it is locked"
    house.later(days=2)
    did = house.did()
    assert did.count("lift L5 account u-hao") == 3, "ours, and the platform's own, the one told of last too"
    assert strikes_on(house, "u-hao") == "2", "his own stay"
    assert "lift L4 video v-9" not in did, "what the thief posted stays out of sight"
    assert [len(house.case(one).undone) for one in (thiefs, his)] == [1, 0]
    assert "what 1 case gave it for the intruder falls" in mei.sees()
    owner = house.holder("u-hao")
    told = owner.opens_the_link().text
    for words in ("您的账号在别人手里", "正式警告一次", "不再算数", "v-9"):
        assert words in told
    for secret in ("lin@example.org", "有人裸露"):
        assert secret not in told
    assert "apply W account u-hao" in did
    house.later(days=3)
    assert did == house.did(), "and once is enough"
    assert house.alarms("watched") == []
    with writing(house.clips.home) as book:
        changes.strange(book, "u-hao", "payee", key="c-hao-9", now=house.clock())
    house.turn()
    assert house.alarms("watched") == ["lead"], "the same stranger changes the payee, and a lead hears of it"
    it_is_locked_at_once_and_a_person_answers(house, hao, first=mei.case)
    it_was_himself_and_both_cases_end(house, hao, mei.case)
    house.later(days=28)
    with writing(house.clips.home) as book:
        changes.strange(book, "u-hao", "payee", key="c-hao-10", now=house.clock())
    house.turn()
    assert house.alarms("watched") == ["lead", "lead"], "its time is over"
    house.all_is_over()


def test_a_company_wins_its_account_and_whoever_held_it_hears_why_and_by_when_to_say_no(house):
    """瑞 Rui ran the account for a company and left; the phone and the payee that it has now are Rui's own."""
    with writing(house.clips.home) as book:
        for kind in ("factor", "payee"):
            changes.strange(book, "u-rui", kind, key=f"c-rui-{kind}", now=house.clock())
    boss = files(
        house, RUI, "公司的账号被前员工占着,离职后改了手机号和收款方。", kind="AS.BIZ", contact={"email": "boss@example.org"}
    )  # fmt: skip
    mei, rui = house.mei, house.holder("u-rui")
    mei.takes_next()
    mei.looks_up()
    steps(mei, "risk_signal", "change_timeline")
    with pytest.raises(SaysNo, match="A claim alone takes nothing from anybody"):
        mei.protects("P5", "公司很急", whom="account")
    with pytest.raises(SaysNo, match="comes to 0 of 60"):
        mei.verifies(
            "V3", "licence"
        )  # a licence says who the company is, and nothing of whose the account is
    mei.verifies("V3", "licence", shown=("account_papers", "payment"))
    mei.protects("P5", "授权和合同齐全，收款方刚改成个人", whom="account")
    steps(mei, "lock_and_sign_out")
    house.turn()
    assert "暂时的措施" in rui.opens_the_link().text, (
        "both sides are heard: whoever holds it reads of the lock"
    )
    assert "24 小时内会有人再看" in rui.opens_the_earlier_link().text, "and so do the channels it had before"
    mei.hears("有人以公司名义主张这个账号。请说明是谁开设的，有没有书面约定。")
    house.turn()
    asked = rui.opens_the_link()
    assert "还没有作出任何决定" in asked.text, (
        "in the inbox, though an earlier telephone was written to before"
    )
    asked.answers("账号是我在公司上班时注册的，粉丝是我做起来的。")
    house.turn()
    mei.takes_next()
    assert "粉丝是我做起来的" in mei.sees()
    mei.skips("freeze_money", "钱还没有动")
    steps(mei, "owner_proof", "not_that_contact")
    gives_back(house, undoes=("c-rui-factor", "c-rui-payee"))
    house.turn()
    with pytest.raises(SaysNo, match="needs somebody with another role"):
        house.jun.takes_to_sign()  # a lead or counsel signs that, whoever asks a colleague below for it
    house.signed_by(house.zhou)
    told = rui.opens_the_link()
    assert "账号将交给另一方" in told.text
    assert "账号将交给另一方" in asked.goes_on(), "from the letter that asked for their side as well"
    for secret in (boss.number, "boss@example.org", "前员工"):
        assert secret not in told.text
    assert "即将交还" in rui.opens_the_earlier_link().text
    house.later(hours=20)
    assert f"apply R {RUI}" not in house.did(), "nobody has it before the day"
    assert "已收到" in told.appeal("合同里没有写账号归公司。")
    house.later(days=3)
    assert f"apply R {RUI}" not in house.did(), "and not while somebody else looks"
    yan = house.yan
    yan.takes_next()
    yan.looks_up()
    steps(yan, "as_it_was", "fresh_judgement", "three_precedents", "procedure", "their_side")
    mei.case = yan.case
    yan.proposes(
        "granted",
        "R",
        ruling="upheld",
        clause=clause(house),
        finding="授权书和注册登记写明账号属于公司；没有相反的约定。",
        to_complainant="重新看过，账号仍交还给公司。",
        to_account="重新看过：注册登记写明账号属于公司。",
        undoes=("c-rui-factor", "c-rui-payee"),
    )
    house.turn()
    house.signed_by(house.lin)
    house.later(days=3)
    assert house.did().count(f"apply R {RUI}") == 1
    assert {f"apply R.UNDO change c-rui-{one}" for one in ("factor", "payee")} <= {*house.did()}
    assert "账号仍交还给公司" in boss.reads().text
    assert "申诉" in rui.opens_the_link().text, "it lies in the inbox"
    assert "注册登记写明账号属于公司" in told.goes_on(), (
        "and whoever lost that inbox reads it from the letter they had"
    )
    house.later(days=7)
    ends_it(house, yan.case)
    house.is_sound()
