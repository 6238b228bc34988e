"""7 Unfair treatment, told to the end: somebody new looks, everything is undone that nothing else requires, and says why."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from clips.clock import written
from clips.decisions import HostDecision, decide
from clips.storage import writing
from ombud.adapters.platform.contract import HostSubject
from ombud.core.case import Status
from ombud.core.clocks import State
from ombud.core.notices.words import moment
from ombud.store.caseviews import subject_of
from tests.journeys.house import House
from tests.journeys.people import Complainant, filled, plain
from tests.journeys.staff import SaysNo
from tests.journeys.test_content import mei_finishes, mei_removes_it
from tests.portal.conftest import Browser

CANARY = "金丝雀辛三我哥在渔政上班"


def looks_again(colleague) -> None:
    """The second look, own judgement before the first reasons."""
    colleague.takes_next()
    colleague.looks_up()
    colleague.works_through(
        {
            "as_it_was": "当时的内容、规则、分数都在",
            "fresh_judgement": "我的看法：不该这样处理",
            "three_precedents": "见表单旁的同类事情",
            "procedure": "没有说明理由",
            "their_side": "逐点看过",
        }
    )


def ends(colleague, cause: str) -> None:
    colleague.works_through({"error_cause": cause, "sisters": "同一规则近一周的都列出了"})
    colleague.puts_down("host_rule", cause)
    colleague.house.turn()


def seen_on_clips(house: House, what: str):
    kind, name = what.split(" ")
    return house.clips.platform.look_up(HostSubject("clips", kind, name), now=house.clock()).seen


# --- decisions of the host


def test_a_shop_that_lives_on_it_is_answered_within_three_days_and_gets_its_money_back(house):
    shop = house.files(
        f"我的店铺账号被处罚,货款被冻结,我靠它养家,请人工看。{CANARY}",
        about="decision hd-4",
        relation="affected",
        contact={"account": "u-shopmei"},
    )
    house.turn()
    case = house.only_case()
    assert case.code.startswith("UF.")
    assert case.severity == "S2"  # somebody lives on it
    assert "最迟 2026年11月26日 09:00" in shop.sees()  # three days, and not seven
    assert seen_on_clips(house, "account u-shopmei").account.money.frozen
    jun = house.jun
    looks_again(jun)
    jun.proposes(
        "granted",
        "R",
        host_decision="hd-4",
        clause="CLIPS.8.1",
        finding="延迟来自台风停运，店铺提前报备过。",
        to_complainant="延迟是停运造成的，您提前报备过。",
    )
    house.turn()
    assert house.did() == ["lift P4 account u-shopmei"]
    assert not seen_on_clips(house, "account u-shopmei").account.money.frozen
    said = shop.reads().text
    assert "的处理不该作出。那是我们弄错了，对不起" in said
    assert "自动系统" not in said, "people at the platform had decided it"
    ends(jun, "错选：规则没有排除停运")
    assert house.only_case().status is Status.CLOSED
    its_deposit_comes_back_and_never_more_than_was_taken(house)


def its_deposit_comes_back_and_never_more_than_was_taken(house):
    """Clips forfeits two hundred of the shop's money; a part of that was too much, and nobody types more than Clips says it took."""
    effects = (("L7", "account", "u-shopmei", None),)
    took = HostDecision("hd-78", "account", "u-shopmei", "CLIPS.8.1", "违约金", effects, takes=20_000)
    before = seen_on_clips(house, "account u-shopmei").account.money.balance
    with writing(house.clips.home) as book:
        decide(book, took, now=house.clock())
    assert seen_on_clips(house, "account u-shopmei").account.money.balance == before - 200
    house.files(
        "平台扣了我两百元保证金，扣多了。",
        about="account u-shopmei",
        kind="UF.MONEY",
        relation="affected",
        contact={"account": "u-shopmei"},
    )
    house.turn()
    looks_again(house.jun)
    said = {
        "clause": "CLIPS.8.1",
        "finding": "规则只扣八十元。",
        "to_complainant": "多扣的退还给您。",
        "currency_B": "CNY",
        "currency_L7": "CNY",
    }
    with pytest.raises(
        SaysNo, match=r"300.00 would be paid back, and the platform says that it took this: hd-78"
    ):
        house.jun.proposes("granted", "B", amount_B="300", **said)
    with pytest.raises(SaysNo, match="Look the order up first"):
        house.jun.proposes("granted", "L7", amount_L7="120", **said)
    house.jun.proposes("granted", "B", amount_B="120", **said)
    house.turn()
    assert house.did()[-1] == "apply B account u-shopmei"
    assert seen_on_clips(house, "account u-shopmei").account.money.balance == before - 80
    house.jun.works_through({"error_cause": "错选：多扣了一百二十元", "sisters": "同一规则的都列出了"})
    house.jun.puts_down("host_rule", "保证金按错的一档扣", of="granted")
    house.later(minutes=2)  # Clips books money after the rest
    house.all_is_over()


def test_less_reach_is_admitted_explained_and_undone(house):
    rui = house.files(
        f"我的视频被限流,没有人告诉我,是我自己拍的。{CANARY}",
        about="video v-36",
        relation="affected",
        contact={"account": "u-rui"},
    )
    house.turn()
    assert house.only_case().code == "UF.REACH"
    jun = house.jun
    looks_again(jun)
    assert "hd-3" in jun.sees()  # the host's own decision, which nobody had told her of
    jun.proposes(
        "granted",
        "R",
        host_decision="hd-3",
        clause="CLIPS.8.1",
        finding="自动系统把原创当成搬运，停止了推荐，没有通知本人。",
        to_complainant="它把您的原创当成搬运。",
    )
    house.turn()
    assert house.did() == ["lift P3 video v-36"]
    said = rui.reads().text
    for word in (
        "的那项处理由自动系统作出",
        "那是我们弄错了，对不起",
        "恢复：撤销处置",
        "平台当时做的：暂停推荐",
    ):
        assert word in said, "the letter says so, whatever whoever decides writes"
    assert "您要求由人来决定" not in said
    assert seen_on_clips(house, "video v-36").earlier[0].lifted_at is not None
    ends(jun, "误伤：把原创当成搬运")
    assert house.only_case().status is Status.CLOSED


def test_whoever_wants_a_person_after_a_machine_gets_one_and_reads_that_a_person_decided(house):
    zoe = house.files(
        f"My account was suspended by mistake. I want a human to review this decision. {CANARY}",
        about="decision hd-2",
        where="EU",
        locale="en",
        relation="affected",
        contact={"account": "u-zoe"},
        answers={"human_wanted": True},
    )
    house.turn()
    jun = house.jun
    looks_again(jun)
    page = jun.sees()
    assert "Detected automatically" in page
    jun.proposes(
        "granted",
        "R",
        host_decision="hd-2",
        clause="CLIPS.8.1",
        finding="The score rested on reports that came from twelve new accounts within one hour.",
        to_complainant="The reports were organised.",
    )
    house.turn()
    assert house.did() == ["lift L8 account u-zoe"]
    said = zoe.reads().text
    for fixed in (
        "was made by an automated system",
        "That was our mistake, and we are sorry",
        "You asked that a person decide. A person did, on ",
        "People decided this; no machine decided by itself",
    ):
        assert fixed in said
    assert seen_on_clips(house, "account u-zoe").snapshot.state == "public"
    ends(jun, "The score believed accounts that were made to complain.")
    assert house.only_case().status is Status.CLOSED


def test_whoever_asks_for_a_person_has_no_answer_by_itself_and_the_others_have(house):
    """Two report a video that was removed a moment ago: one has that answer within the turn, the other asked for a person."""
    house.files("这个视频里有人裸露,全是色情内容,请删除。", about="video v-16")
    house.turn()
    mei_removes_it(house)
    house.turn()
    lan = house.files("这个视频里有人裸露,请删除。", about="video v-16")
    wei = house.files("这个视频里有人裸露,请人看。", about="video v-16", answers={"human_wanted": True})
    house.turn()
    assert "处理决定" in lan.letters()[0]
    assert len(wei.letters()) == 1, "a receipt, and no decision that nobody made for him"
    jun = house.jun
    jun.takes_next()
    assert "asks that a person decides" in jun.sees()
    jun.works_through(SEEN)
    said = {
        "finding": "视频展示裸露的性行为。",
        "to_complainant": "您说得对，视频已经移除。",
        "to_account": "视频展示裸露的性行为。",
    }
    jun.proposes("violation", "L4", clause="CLIPS.2.1", **said)
    house.turn()
    assert "您要求由人来决定" in wei.reads().text
    assert "您要求由人来决定" not in lan.reads().text
    mei_finishes(house)
    jun.does("copies", "没有找到副本")
    jun.skips("report_unlawful", "成年人之间，无违法线索", seconded=house.zhou)
    house.turn()
    house.all_is_over()


def test_two_whose_reach_is_less_wait_as_long_as_what_they_live_on_allows(house):
    """The same complaint about the same measure: whoever lives on the account has an answer in three days, the other in seven."""
    said = "我的视频被限流,没有人告诉我,是我自己拍的。"
    lives = house.files(said, about="video v-36", relation="affected", contact={"account": "u-rui"})
    plays = house.files(said, about="video v-19", relation="affected", contact={"account": "u-omar"})
    house.turn()
    by_account = {subject_of(case.subject)[2]: case for case in house.cases()}
    assert {case.code for case in house.cases()} == {"UF.REACH"}
    assert (by_account["v-36"].severity, by_account["v-19"].severity) == ("S2", "S3")
    clocks = {name: house.clock_of(case.id, "decide_target") for name, case in by_account.items()}
    due = {name: clock.due_at - clock.started_at for name, clock in clocks.items()}
    assert due == {"v-36": timedelta(days=3), "v-19": timedelta(days=7)}
    jun = house.jun
    looks_again(jun)
    assert jun.case == by_account["v-36"].id, "filed at the same time, and it comes first"
    less_reach_that_is_right_is_admitted_and_explained(jun, lives)
    looks_again(jun)
    assert jun.case == by_account["v-19"].id
    jun.proposes(
        "refused",
        clause="CLIPS.8.1",
        finding="平台对这个视频没有任何限流：推荐与同类视频相同。",
        to_complainant="平台没有限制这个视频的推荐。播放少了，是因为同一时段同类视频多。",
    )
    house.turn()
    letter = plays.reads().text
    assert "平台没有限制这个视频的推荐" in letter
    assert "平台当时做的" not in letter, "nothing was done, and no letter says that something was"
    stays(jun, "没有限流")
    house.all_is_over()
    assert house.did() == []


def stays(colleague, why: str) -> None:
    """What is left once it was found that nothing is to be undone."""
    colleague.works_through({"error_cause": why, "sisters": "没有同类"})
    colleague.skips("undo_cascade", "维持", seconded=colleague.house.zhou)
    colleague.house.turn()


def less_reach_that_is_right_is_admitted_and_explained(jun, rui) -> None:
    """Nobody had told her; the video is a copy all the same: she reads what was done, why, until when, what now, and who else decides."""
    house = jun.house
    jun.proposes(
        "refused",
        clause="CLIPS.8.1",
        finding="第 12 秒起的画面来自另一位作者，角上的水印还在。",
        to_complainant="第 12 秒起的画面来自另一位作者，角上的水印还在，所以不进推荐。删去这一段再发，就按原创推荐。",
    )
    house.turn()
    letter = rui.reads()
    for said in (
        "平台当时做的：暂停推荐",
        "2026年12月21日 21:00（北京时间）",
        "的那项处理由自动系统作出",
        "CLIPS.4.4",
        "水印还在",
        "删去这一段再发",
        "人民法院",
    ):
        assert said in letter.text, (said, letter.text)
    assert "弄错了" not in letter.text
    assert "没有撤销" in letter.text
    stays(jun, "没有错")
    assert house.case(jun.case).status is Status.CLOSED
    assert "已收到" in letter.appeal("水印是我自己的店。")
    house.turn()
    ended = moment(house.clock(), lang="zh", zone=ZoneInfo("Asia/Shanghai"))
    with writing(house.clips.home) as book:  # Clips ends it by itself, before its day
        book.execute(
            "UPDATE measure SET lifted_at = ? WHERE origin = 'host' AND subject = 'v-36'",
            (written(house.clock()),),
        )
    yan = house.yan
    looks_again(yan)
    assert yan.case == jun.case, "somebody else"
    yan.proposes(
        "refused",
        ruling="upheld",
        clause="CLIPS.8.1",
        finding="水印是另一位作者的店名，注册在先。",
        to_complainant="水印上的店名属于另一位作者。删去这一段再发，就按原创推荐。",
    )
    house.turn()
    again = rui.reads().text
    for said in ("维持", "店名属于另一位作者", "平台当时做的：暂停推荐", "人民法院"):
        assert said in again, (said, again)
    assert f"这项处理已于{ended}结束" in again
    assert "没有撤销" not in again, "no letter says of what is over that it stays"
    stays(yan, "没有错")
    assert house.case(yan.case).status is Status.CLOSED


# --- what else the platform may have done, each found right once and wrong once

MACHINE = {"used": True, "model": "clips-auto", "version": "2026.9", "score": 0.7}
PEOPLE = {"used": False, "model": "", "version": ""}
DID = (
    (
        "UF.FEATURE",
        ("account u-yun", "account u-laoli"),
        ("L6", "CLIPS.5.1", MACHINE),
        "平台限制了我的直播功能,我没有刷量。",
        {"feature_lost": "直播"},
        "限期停用部分功能",
    ),
    (
        "UF.VERIFY",
        ("account u-doc", "account u-anan"),
        ("L6", "CLIPS.5.2", PEOPLE),
        "我的医生认证被拒,徽章被拿掉,直播也不能开了。",
        {"step_refused": "证件照被说成模糊", "other_ways": ["service"]},
        "限期停用部分功能",
    ),
    (
        "UF.ALGO",
        ("video v-36", "video v-15"),
        ("L2", "CLIPS.4.4", MACHINE),
        "系统自动误判我的视频,不给推荐。",
        {"treated_how": "同样的视频别人都有推荐"},
        "减少展示，退出推荐和搜索",
    ),
    (
        "UF.MERCHANT",
        ("account u-hao", "account u-lan"),
        ("P4", "CLIPS.7.3", PEOPLE),
        "我的小店被误判扣分,货款被冻结。",
        {"heard_before": False, "livelihood": False},
        "暂时冻结资金",
    ),
)
"""A kind, what it fell on (wrongly, and rightly), how and by which rule of whom, what is said and answered, what a letter calls it."""


def machine_or_people_did(house: House) -> dict[str, tuple[bool, str, str, str, str]]:
    """Clips decides eight times, and each of them complains; return by decision: wrong or right, kind, measure, on what, its name."""
    done: dict[str, tuple[bool, str, str, str, str]] = {}
    for kind, fell_on, (measure, clause, by), _, _, named in DID:
        for wrong, what in zip((True, False), fell_on, strict=True):
            name, (sort, external) = f"hd-{60 + len(done)}", what.split(" ")
            effects = ((measure, sort, external, None),)
            ruled = HostDecision(name, sort, external, clause, "平台写的理由", effects, by)
            with writing(house.clips.home) as book:
                decide(book, ruled, now=house.clock())
            done[name] = wrong, kind, measure, what, named
    house.turn()
    return done


def complain(house: House, done: dict[str, tuple[bool, str, str, str, str]]) -> dict[str, Complainant]:
    """Each whom it fell on asks for a person, over the door for their kind."""
    said = {kind: (text, answers) for kind, _, _, text, answers, _ in DID}
    filed = {
        name: house.files(
            said[kind][0] + CANARY,
            about=f"decision {name}",
            relation="affected",
            kind=kind,
            contact={"account": OWNERS.get(what, what.removeprefix("account "))},
            answers={**said[kind][1], "human_wanted": True},
        )
        for name, (_, kind, _, what, _) in done.items()
    }
    house.turn()
    return filed


OWNERS = {"video v-36": "u-rui", "video v-15": "u-ning"}


def test_feature_badge_recommendation_and_shop_are_each_given_back_where_that_was_wrong_and_explained_where_not(
    house,
):
    done = machine_or_people_did(house)
    filed = complain(house, done)
    assert sorted(case.code for case in house.cases()) == sorted(kind for _, kind, *_ in done.values())
    judged = {}
    for _ in done:
        looks_again(house.jun)
        judged[house.jun.case] = subject_of(house.case(house.jun.case).subject)[2]
        is_judged(house, judged[house.jun.case], wrong=done[judged[house.jun.case]][0])
    assert set(judged.values()) == set(done)
    house.turn()
    assert sorted(house.did()) == sorted(f"lift {it[2]} {it[3]}" for it in done.values() if it[0])
    for name, (wrong, _, measure, what, named) in done.items():
        there = seen_on_clips(house, what).earlier
        assert [one.measure for one in there if one.lifted_at is None].count(measure) == (not wrong), what
        reads_what_came_of_it(filed[name], named=named, wrong=wrong, machine=name in MADE_BY_MACHINE)
    for case, name in judged.items():
        house.jun.case = case
        house.jun.works_through({"error_cause": "见认定", "sisters": "没有同类"})
        if done[name][0]:
            house.jun.puts_down("host_rule", f"{done[name][4]}：规则没有排除这种情形")
        else:
            house.jun.skips("undo_cascade", "维持", seconded=house.zhou)
    house.turn()
    house.all_is_over()
    house.clips_never_heard(CANARY)


MADE_BY_MACHINE = {"hd-60", "hd-61", "hd-64", "hd-65"}


def is_judged(house: House, name: str, *, wrong: bool) -> None:
    said = {"clause": "CLIPS.8.1", "finding": f"{name}：逐点核对了当时的记录。"}
    if wrong:
        house.jun.proposes(
            "granted", "R", host_decision=name, to_complainant="记录里没有您违反规则的事。", **said
        )
    else:
        house.jun.proposes("refused", to_complainant="记录里有三次，逐次列在后面；改了就可以再申请。", **said)


def reads_what_came_of_it(one: Complainant, *, named: str, wrong: bool, machine: bool) -> None:
    """Letters say what was done, by whom, whether it was wrong, and where else to turn."""
    letter = one.reads().text
    assert f"平台当时做的：{named}" in letter, letter
    assert ("的那项处理由自动系统作出" in letter) == machine, letter
    assert "您要求由人来决定" in letter
    assert ("那是我们弄错了，对不起" in letter) == wrong, letter
    if wrong:
        assert "记录里没有您违反规则的事" in letter
        assert "恢复：撤销处置" in letter
    else:
        assert "改了就可以再申请" in letter
        assert "没有撤销" in letter
        assert "人民法院" in letter


# --- somebody lives on it: three days


def test_whoever_lives_on_a_suspended_account_is_answered_in_three_days_and_where_we_are_late_they_hear_so(
    house,
):
    """Clips suspends 瑞瑞 Rui and closes 浩 Hao's account; both live on theirs. One has an answer in time; the other waited too long."""
    for name, measure, account in (("hd-80", "L8", "u-rui"), ("hd-81", "L9", "u-hao")):
        until = written(house.clock() + timedelta(days=30)) if measure == "L8" else None
        effects = ((measure, "account", account, until),)
        ruled = HostDecision(name, "account", account, "CLIPS.5.1", "自动识别：疑似刷量。", effects, MACHINE)
        with writing(house.clips.home) as book:
            decide(book, ruled, now=house.clock())
    house.turn()
    rui = house.holder("u-rui").complains_by(house.holder("u-rui").link_at_the_door(), GONE)
    house.turn()
    suspended = house.only_case()
    looks_again(house.jun)
    gives_it_back(house, "hd-80")
    assert house.did() == ["lift L8 account u-rui"]
    assert seen_on_clips(house, "account u-rui").snapshot.state == "public"
    target = house.clock_of(suspended.id, "decide_target")
    assert (target.state, target.due_at - target.started_at) == (State.MET, timedelta(days=3))
    assert "对不起" in house.holder("u-rui").opens_the_link().text
    ends(house.jun, "误伤：把转发带来的播放当成刷量")
    assert house.is_closed(suspended.id)

    hao = house.holder("u-hao").complains_by(house.holder("u-hao").link_at_the_door(), GONE)
    house.turn()
    closed = next(one for one in house.cases() if one.id != suspended.id)
    assert (closed.code, closed.severity) == ("UF.ACCOUNT", "S2")
    house.later(days=3, hours=1)
    assert "很抱歉" in hao.sees()
    assert "我们没有按时作出决定" in hao.sees()
    assert "负责人已收到提醒" in hao.sees()
    assert str(closed.id) in house.zhou.page_of_the_office("late")
    looks_again(house.jun)
    gives_it_back(house, "hd-81")
    assert seen_on_clips(house, "account u-hao").snapshot.state == "public"
    assert house.clock_of(closed.id, "decide_target").state is State.LATE
    zhou = house.zhou
    assert "Done, but too late" in zhou.sees_in_the_office("late")
    for clock in ("first_human_target", "decide_target"):
        zhou.says_why_late(closed.id, clock, "staffing", "周末只有一个人能看这一类")
    assert str(closed.id) not in zhou.page_of_the_office("late")
    ends(house.jun, "误伤：把转发带来的播放当成刷量")
    assert house.case(closed.id).status is Status.DECIDED, "that we were late is somebody's work, too"
    house.jun.puts_down("haste", "周末要有两个人", of="late")
    house.turn()
    assert house.is_closed(closed.id)
    owners = {task.owner for one in house.cases() for task in one.lessons.tasks}
    assert owners == {"host", "quality"}
    assert rui.asks_the_api()["status"] == hao.asks_the_api()["status"] == "ended"


def gives_it_back(house: House, name: str) -> None:
    house.jun.proposes(
        "granted",
        "R",
        host_decision=name,
        clause="CLIPS.8.1",
        finding="播放来自一次转发，没有刷量。",
        to_complainant="播放来自一次转发，没有刷量。",
    )
    house.turn()


# --- like cases, like results


def decided_alike(house: House, video: str) -> None:
    """One more copied clip is shown to fewer people."""
    house.files(f"这个视频是搬运的,机器号刷量。{CANARY}", about=video)
    house.turn()
    mei = house.mei
    mei.takes_next()
    mei.works_through(SEEN)
    mei.proposes("violation", "L2", **COPIED)
    house.turn()
    mei.works_through({"copies": "没有"})
    mei.skips("report_unlawful", "不违法", seconded=house.zhou)
    house.turn()


SEEN = {"see_in_context": "看完了", "known_before": "", "exceptions": "都不是", "lower_rung": ""}
COPIED = {
    "clause": "CLIPS.4.4",
    "finding": "视频搬自他人。",
    "to_complainant": "确实是搬运，已减少展示。",
    "to_account": "视频搬自他人，已减少展示。",
}


def test_whoever_decides_sees_how_like_cases_were_decided_and_never_whose_they_were(house):
    mei = house.mei
    house.files(f"这个视频是搬运的,机器号刷量。{CANARY}", about="video v-19")
    house.turn()
    mei.takes_next()
    mei.works_through(SEEN)
    first = mei.page("decide/")
    assert "Fewer than three: too few to compare by" in first
    mei.proposes("violation", "L2", **COPIED)
    house.turn()
    mei.works_through({"copies": "没有"})
    mei.skips("report_unlawful", "不违法", seconded=house.zhou)
    for video in ("video v-17", "video v-18"):
        decided_alike(house, video)
    house.files("这个视频是搬运的,机器号刷量。", about="video v-20")
    house.turn()
    mei.takes_next()
    shown = mei.page("decide/")
    assert "Fewer than three" not in shown
    listed = shown[shown.index('id="precedents"') :]
    listed = listed[: listed.index("</div>")]
    assert listed.count("CLIPS.4.4") == 3
    assert listed.count("L2") == 3
    for case in house.cases():
        if case.id != mei.case:
            assert str(case.id) not in shown
    for secret in (CANARY, "v-17", "v-18", "v-19", "u-mia", "u-omar"):
        assert secret not in listed
    house.jun.case = mei.case
    with pytest.raises(
        SaysNo, match="no such page"
    ):  # nobody looks round without a case of their own in hand
        house.jun.page("decide/")
    mei.works_through(SEEN)
    mei.proposes("violation", "L2", **COPIED)
    house.turn()
    mei.works_through({"copies": "没有"})
    mei.skips("report_unlawful", "不违法", seconded=house.zhou)
    house.turn()
    house.all_is_over()


def test_one_rule_that_was_applied_differently_stands_before_whoever_reviews_it(house):
    """One copied clip shown to fewer, one left alone, one removed by the platform: the fourth asks why it, too, was removed."""
    from clips.decisions import HostDecision, decide
    from clips.storage import writing

    def ruled(no: int, video: str) -> None:
        machine = {"used": True, "model": "clips-auto", "version": "2026.9", "score": 0.7}
        effects = (("L4", "video", video, None),)
        fact = HostDecision(f"hd-{no}", "video", video, "CLIPS.4.4", "自动", effects, machine)
        with writing(house.clips.home) as book:
            decide(book, fact, now=house.clock())

    ruled(70, "v-18")
    ruled(71, "v-20")
    decided_alike(house, "video v-19")
    house.files("这个视频是搬运的,机器号刷量。", about="video v-17")
    house.turn()
    house.mei.takes_next()
    house.mei.works_through(SEEN)
    left = {"finding": "是本人重新剪辑。", "to_complainant": "不是搬运，没有处理。"}
    house.mei.proposes("no_violation", clause="CLIPS.4.4", **left)
    house.turn()
    ivy = house.files(
        f"我的视频被误判下架,别人同样的视频都没有处理,我不服,请人工复核恢复。{CANARY}",
        about="decision hd-71",
        relation="affected",
        contact={"account": "u-ivy"},
        kind="UF.INCONSISTENT",
        answers={"same_elsewhere": "https://clips.example/v/v-17\nvideo v-19"},
    )
    house.turn()
    jun = house.jun
    jun.takes_next()
    jun.looks_up()
    assert house.case(jun.case).code == "UF.INCONSISTENT"
    shown = jun.page("decide/")
    card = plain(shown[shown.index('id="precedents"') :].partition("</section>")[0])
    assert "The same rule, and different results" in card
    for way in (
        "1 × No violation found",
        "1 × Violation found · L2",
        "1 × Decided by the platform itself · L4",
    ):
        assert way in card, card
    assert "video v-17 · public; nothing was done to it" in card, card
    assert "We decided: No violation found" in card
    assert "video v-19" in card
    assert "Fewer than three" not in card
    assert CANARY not in card
    jun.works_through(
        {
            "as_it_was": "当时的内容、规则、分数都在",
            "fresh_judgement": "同样的剪辑，不该更重",
            "three_precedents": "v-17 没有处理，v-19 只是少展示",
            "procedure": "没有说明理由",
            "their_side": "逐点看过",
        }
    )
    jun.proposes(
        "granted",
        "R",
        host_decision="hd-71",
        clause="CLIPS.8.1",
        finding="同一条规则下，同样的剪辑没有移除。",
        to_complainant="您说得对：同样的剪辑，别人的没有移除。",
    )
    house.turn()
    assert house.did("lift") == ["lift L4 video v-20"]
    told = ivy.reads().text
    assert "别人的没有移除" in told
    for secret in ("v-17", "v-19", "u-mia", "u-omar"):
        assert secret not in told, "like cases are compared, and whose they were is nobody's business"
    ends(jun, "同一条规则执行得不一样")
    house.all_is_over()


# --- a closed account, and what another decision still forbids


def test_a_closed_account_appeals_by_its_link_and_nothing_comes_back_that_another_decision_forbids(house):
    mei, jun, yan = house.mei, house.jun, house.yan
    lan = house.files(f"这个视频里有人裸露,全是色情内容,请删除。{CANARY}", about="video v-16")
    house.turn()
    mei.takes_next()
    mei.works_through(SEEN)
    mei.proposes(
        "violation",
        "L4",
        "L9",
        clause="CLIPS.2.1",
        finding="视频展示裸露的性行为。",
        to_complainant="已移除。",
        to_account="视频展示裸露的性行为，账号已关闭。",
        why_not_lower="多次发布。",
    )
    jun.takes_to_sign()
    jun.signs()
    house.turn()
    mei.works_through({"copies": "没有"})
    mei.skips("report_unlawful", "不违法", seconded=house.zhou)
    house.turn()
    assert seen_on_clips(house, "account u-qiang").snapshot.state == "closed"

    house.files("视频里公布了我的身份证号和住址,请马上删除。", about="video v-16", relation="affected")
    house.turn()
    first = next(case for case in house.cases() if case.code.startswith("CV."))
    mei.takes_next()
    mei.skips("hide_first", "已经看不到", seconded=house.zhou)
    mei.verifies("V1", "statement")
    mei.works_through({"whose_data": "本人声明", "kinds_not_data": "证件号、住址", "public_interest": "没有"})
    mei.proposes(
        "violation",
        "L4",
        block_L4="on",
        clause="CLIPS.6.1",
        finding="视频公开了他人的证件号和住址。",
        to_complainant="已移除。请留意诈骗电话。",
        to_account="视频公开了他人的证件信息，不予展示。",
    )
    house.turn()

    qiang = house.holder("u-qiang")
    papers = [qiang.opens_the_link(place) for place in range(len(qiang.told()))]
    closed = next(paper for paper in papers if "关闭账号" in paper.text)  # no log-in: the account is closed
    assert "账号已停用也可以申诉" in closed.text
    assert "已收到" in closed.appeal("那是石雕，不是真人。")
    house.turn()
    for hand in (mei, jun):
        with pytest.raises(SaysNo, match="you had a hand in"):
            hand.takes_next()
    looks_again(yan)
    assert yan.case == first.id
    yan.proposes(
        "no_violation",
        ruling="overturned",
        clause="CLIPS.2.1",
        finding="画面是石雕。",
        to_complainant="重新看过，是石雕。",
        to_account="您说得对，那是石雕。账号已经恢复，抱歉。",
    )
    house.turn()
    assert house.did("lift L9") == [], "what two decided one alone does not undo"
    house.signed_by(house.lin)
    assert house.did("lift L9") == ["lift L9 account u-qiang"]
    assert seen_on_clips(house, "account u-qiang").snapshot.state == "public"
    assert house.did("lift L4") == []  # the identity card that it shows is reason enough
    assert seen_on_clips(house, "video v-16").snapshot.state == "removed"
    outcome = qiang.opens_the_link().text
    assert "账号已经恢复" in outcome
    assert CANARY not in outcome
    assert lan.number not in outcome
    undone, _, kept = outcome.partition("仍然有效")
    assert "关闭账号" in undone
    assert "移除内容" not in undone.partition("因此改变的")[2]  # no letter says that it is back
    assert "移除内容" in kept
    yan.works_through({"error_cause": "误伤：模型把石雕当成真人", "sisters": ""})
    mei.works_through({"copies_everywhere": "没有副本", "safety_advice": ""})
    house.turn()
    house.all_is_over()


# --- shut out by the platform itself


def is_shut_out(house: House, no: int, account: str) -> None:
    """Clips' machine closes an account, and Ombud had no part in that."""
    machine = {"used": True, "model": "clips-auto", "version": "2026.9", "score": 0.7}
    effects = (("L9", "account", account, None),)
    ruled = HostDecision(
        f"hd-{no}", "account", account, "CLIPS.5.1", "自动识别：疑似刷量。", effects, machine
    )
    with writing(house.clips.home) as book:
        decide(book, ruled, now=house.clock())


GONE = f"我的账号被关闭了,登录不了,我没有刷量,请人工复核恢复。{CANARY}"


def test_whoever_the_platform_shut_out_complains_by_the_link_at_its_door_and_is_let_in_again(house):
    is_shut_out(house, 71, "u-yun")
    house.turn()
    yun = house.holder("u-yun")
    door = plain(house.clips.page("/login/u-yun", "zh"))
    for said in ("暂时不能登录", "该账号已关闭", "自动识别：疑似刷量", "CLIPS.5.1", "投诉这个决定"):
        assert said in door
    link = yun.link_at_the_door()
    for forged in (
        link.replace("u-yun", "u-bo"),
        link.replace("hd-71", "hd-1"),
        link.replace("UF.ACCOUNT", "AS.TAKEOVER"),
        link.replace("proof=", "proof=A"),
    ):
        assert "这个链接不是平台给的，或者被改过" in yun.is_refused_by(forged)
    thief = yun.opens_the_form(link)  # whoever reads the address before it was used, and is slower
    filed = yun.sends(*yun.opens_the_form(link), text=GONE, topic="AS.TAKEOVER")
    stolen, held = thief
    for said in ({"text": GONE}, {"text": "给我", "way": "confidential", "email": "thief@example.org"}):
        late = stolen.post("/file/", **filled(held, **said))
        assert late.status_code == 409
        assert "一个链接只能用一次" in plain(late.text)
        assert "拿一个新的链接" in plain(late.text)
        assert 'name="once" value=""' in late.text
    assert "一个链接只能用一次" in yun.is_refused_by(link)
    foreign = Browser("zh").post("/file/", **filled(held, text=GONE))
    assert foreign.status_code == 403, "what the form holds says nothing in another browser"
    assert yun.link_at_the_door() != link
    house.turn()
    case = house.only_case()
    assert (case.code, case.severity) == ("UF.ACCOUNT", "S2")
    assert "最迟" in filed.sees(), "number and code are enough"
    assert [told["account"] for told in yun.told()] == ["u-yun"], "the receipt waits at the door, too"
    jun = house.jun
    looks_again(jun)
    jun.proposes(
        "granted",
        "R",
        host_decision="hd-71",
        clause="CLIPS.8.1",
        finding="播放来自一次转发，没有刷量。",
        to_complainant="播放来自一次转发，没有刷量。",
    )
    house.turn()
    assert house.did() == ["lift L9 account u-yun"]
    assert seen_on_clips(house, "account u-yun").snapshot.state == "public"
    said = yun.opens_the_link().text
    for fixed in ("平台当时做的：关闭账号", "的那项处理由自动系统作出", "那是我们弄错了，对不起"):
        assert fixed in said
    assert said.partition("文书编号")[2] in filed.reads().text
    assert "暂时不能登录" not in house.clips.page("/login/u-yun", "zh"), "they are in"
    ends(jun, "误伤：把转发带来的播放当成刷量")
    assert house.only_case().status is Status.CLOSED
    is_shut_out(house, 73, "u-yun")
    fresh = yun.link_at_the_door()
    house.clock.on(hours=2)
    assert "这个链接过期了" in yun.is_refused_by(fresh)
    house.clips_never_heard(CANARY, filed.number, filed.code)


def test_whoever_stays_shut_out_reads_why_asks_once_more_by_the_letter_and_learns_where_to_turn(house):
    is_shut_out(house, 72, "u-bo")
    house.turn()
    bo, jun, yan = house.holder("u-bo"), house.jun, house.yan
    filed = bo.complains_by(bo.link_at_the_door(), GONE)
    house.turn()
    for one, ruling in ((jun, ""), (yan, "upheld")):
        looks_again(one)
        one.proposes(
            "refused",
            clause="CLIPS.8.1",
            finding="两千个新账号在一小时内播放同一条视频，来自同一个网段。",
            to_complainant="两千个新账号在一小时内播放同一条视频。账号仍然关闭。",
            **({"ruling": ruling} if ruling else {}),
        )
        house.turn()
        letter = bo.opens_the_link()  # it waits where Clips does not let them in, and opens without a log-in
        assert "两千个新账号" in letter.text
        assert "打开信件" in house.clips.page("/login/u-bo", "zh")
        if not ruling:
            assert "账号已停用也可以申诉" in letter.text or "我不同意，我要申诉" in letter.text
            assert "已收到" in letter.appeal("那是学校的网，请再看。")
            house.turn()
            with pytest.raises(SaysNo, match="you had a hand in"):
                jun.takes_next()
    for named in ("维持", "人民法院"):
        assert named in letter.text
    assert house.did() == []
    assert seen_on_clips(house, "account u-bo").snapshot.state == "closed"
    for step in ("error_cause", "sisters"):
        yan.does(step, "没有错")
    yan.skips("undo_cascade", "维持", seconded=house.zhou)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    assert "维持" in filed.reads().text, "the same stands on the page of number and code"
