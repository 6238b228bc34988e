"""Two sides of a right: a notice that is complete or counts for nothing, an answer, and each law's way back.

青陶 Qing, a potter, says that 瑞瑞 Rui copied her; 瑞瑞 states that he did not. What comes back, and when, is the law's
of the place, by one machine: at once, after fifteen days, between the tenth and the fourteenth business day.
"""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from ombud.core.case import Case, Status
from ombud.core.clocks import State
from ombud.core.receipts import number_of
from tests.journeys.days import CHINA, LONDON, NEW_YORK, begins, on
from tests.journeys.house import House
from tests.journeys.people import Complainant, Holder, Paper, plain
from tests.journeys.staff import PROOF, WHOSE, Colleague, SaysNo
from tests.portal.conftest import Browser

HOME = "青石巷十四号三单元"
COPIED = f"这个视频盗用我的原创作品,侵犯著作权,请删除。我住在{HOME}。"
LISTED = "登记证也请一并发来。"
NAMED_ON_FORM = {"right_holder": "青陶", "work": "碗《歪碗》", "infringing": "https://clips.example/v/v-32"}
WHOLE = NAMED_ON_FORM | {
    "reach_at": f"{HOME}，青陶工作室",
    "first_proof": "登记证 国作登字-2026-F-00000001，已附",
    "truth_statement": True,
    "good_faith": True,
    "signed": "青陶",
}
FIRST = {
    "standing": "登记证与署名一致",
    "complete_notice": "第一条消息和登记证",
    "fair_use": "整段照搬，不是评论或引用",
}
AFTER = {
    "forward_notice": "隐去住址后转送",
    "forward_notice.claim": "对方主张：这段视频整段使用了其登记的作品。",
    "diary_restore": "恢复的日子由系统按法律计算，已核对",
}
SECOND = {
    "as_it_was": "当时的画面和规则都在",
    "fresh_judgement": "先写下了我的看法",
    "three_precedents": "对照了三件",
    "procedure": "条款、告知、语言都对",
    "their_side": "逐点看过双方的材料",
}
SHOP = "店铺的商品侵犯我的商标和专利,请下架。"
MARK = "这个视频未经许可使用我的注册商标,侵犯商标权,请删除。"
FILM = "This upload is our whole film, copied without permission. Copyright infringement, please remove it."
GAME = "This video uses our music without permission, copyright infringement, please remove it."
MINE = "I composed this track myself in 2024 and still have the session files."
OMAR = "Omar Berg, 12 Any Street, Albany NY, omar@example.net; I consent to the jurisdiction of the federal court."
ELLA = "Ella Brandt, 7 Any Street, Albany NY, ella@example.net; I consent to the jurisdiction of the federal court."
RUI = "青陶记得不对：这组碗是我 2024 年拍的，有原始文件。"
WHO = "瑞瑞，景德镇某路二号，rui@craft.example"


def complains(house: House, text: str, *, about: str, kind: str, **said: str) -> Complainant:
    """File as whoever holds a right."""
    contact = {"email": "qing@canary.example"}
    filed = house.files(text, about=about, kind=kind, relation="rights_holder", contact=contact, **said)
    house.turn()
    return filed


def removes(one: Colleague, *, after: bool = True, signed_by: Colleague | None = None, **said: str) -> None:
    """Verify, check that the notice is complete, remove what it is about, and pass it on."""
    one.takes_next()
    one.looks_up()
    one.verifies("V3", "document_seen")
    one.works_through(FIRST)
    decides(one, **said)
    one.house.turn()
    if signed_by is not None:
        one.house.signed_by(signed_by)
    if after:
        one.works_through(AFTER)
        one.house.turn()


def case_of(house: House, code: str) -> Case:
    """The only case of a kind."""
    (one,) = (case for case in house.cases() if case.code == code)
    return one


def decides(one: Colleague, *measures: str, **said: str) -> str:
    """Decide that it infringes; return what the preview showed."""
    return one.proposes(
        "violation",
        *(measures or ("L4",)),
        clause="CLIPS.4.5",
        finding="画面与登记的作品逐帧相同。",
        to_complainant="通知齐全，画面与您的作品相同，已经移除。",
        to_account="有人证明了权利，画面与其作品逐帧相同，已移除。您可以提交不侵权声明。",
        **said,
    )


def rules(one: Colleague, ruling: str, outcome: str, *measures: str) -> None:
    """Rule on what somebody else decided."""
    one.proposes(
        outcome,
        *measures,
        ruling=ruling,
        clause="CLIPS.4.5",
        finding="双方的文件都看过。",
        to_complainant="由另一位同事重新看过，理由如下：以双方的原始文件为准。",
        to_account="由另一位同事重新看过，理由如下：以双方的原始文件为准。",
    )


def test_an_incomplete_notice_is_asked_for_and_nothing_happens_on_it(house):
    qing = complains(house, COPIED, about="video v-32", kind="CV.IP.COPY", answers=NAMED_ON_FORM)
    case = house.only_case()
    assert case.code == "CV.IP.COPY"
    mei = house.mei
    mei.takes_next()
    assert "青陶" in mei.sees(), "what the form says of each thing stands beside it"
    with pytest.raises(SaysNo, match=r"needs evidence|prove"):
        mei.does("standing", "看起来像是她的")
    for bare in ((), ("first_proof",)):
        with pytest.raises(SaysNo, match=r"The notice still lacks: .*first proof"):
            mei.holds_against("" if not bare else "第一条消息", but=bare)
    with pytest.raises(SaysNo, match="Steps are still open"):
        decides(mei)
    ours = house.clock_of(case.id, "decide_target")
    mei.holds_against("第一条消息", but=("reach_at", "first_proof", "truth_statement"), ask=LISTED)
    house.turn()
    asked = qing.reads().text
    for words in (LISTED, "通讯地址和联系方式", "有什么初步证据", "我承诺以上所述", "期限还没有开始"):
        assert words in asked
    assert "权利人的姓名" not in asked, "what is there is not asked for again"
    assert happened(house.case(case.id)).isdisjoint({"valid_notice"})
    assert house.did() == []
    assert house.holder("u-rui").told() == []
    house.later(days=3)
    waits = house.clock_of(case.id, "decide_target")
    assert waits.state is State.PAUSED
    qing.hands_in("registration.txt", "作品登记证书 国作登字-2026-F-00000001")
    qing.writes("登记证已上传。我善意声明以上属实。签名：青陶。")
    house.turn()
    goes_on = house.clock_of(case.id, "decide_target")
    assert goes_on.state is State.RUNNING
    assert timedelta(days=3) < goes_on.due_at - ours.due_at < timedelta(days=3, minutes=2)
    assert mei.takes_next() == case.id
    mei.verifies("V3", "document_seen", documents=True)
    mei.works_through({step: note for step, note in FIRST.items() if step != "complete_notice"})
    with pytest.raises(SaysNo, match="Steps are still open"):
        decides(mei)
    mei.holds_against("第二条消息和所附的登记证")
    assert "valid_notice" in happened(house.case(case.id))
    decides(mei)
    house.turn()
    assert house.did() == ["apply L4 video v-32"]
    mei.works_through(AFTER)
    house.turn()
    assert "通知齐全" in qing.reads().text
    assert house.is_closed(case.id)


def happened(case: Case) -> set[str]:
    """What has happened in a case, for the clocks."""
    return {event for event, _ in case.moved}


def test_in_chinese_copyright_it_is_back_at_once_and_may_not_be_notified_again(house):
    qing = complains(house, COPIED, about="video v-32", kind="CV.IP.COPY", answers=WHOLE)
    removes(house.mei, after=False)
    assert "歪碗" not in house.clips.page("/v/v-32", "zh")
    nobody_tells_where_she_lives(house)
    house.mei.works_through(AFTER)
    house.turn()
    rui = house.holder("u-rui")
    reasons, notice = rui.opens_the_link(0), rui.opens_the_link(1)
    assert "整段使用了其登记的作品" in notice.text
    for told in (reasons, notice):
        assert HOME not in told.text
        assert "canary.example" not in told.text
    lacking = reasons.states("不", who="不")
    assert "请回答这个问题" in lacking
    half = reasons.states(RUI, who=WHO, but=("no_infringement", "stated_true"))
    assert WHO in half, "what was written is still there"
    house.turn()
    assert house.did() == ["apply L4 video v-32"], "half a statement brings nothing back"
    assert not house.only_case().appeals
    assert "对方的声明" not in qing.letters(), "and binds nobody"
    assert "已收到" in reasons.states(RUI, who=WHO)
    house.turn()
    assert house.did() == ["apply L4 video v-32", "lift L4 video v-32"]
    assert "歪碗" in house.clips.page("/v/v-32", "zh")
    case = house.only_case()
    law = house.clock_of(case.id, "cn_copyright_counter")
    assert (law.state, law.due_at - law.started_at) == (State.MET, timedelta(hours=1))
    passed_on = qing.finds("对方的声明").text
    for words in (RUI, WHO, "我们随即通知平台恢复", "不能再通知我们删除", "人民法院"):
        assert words in passed_on
    for words in ("信息网络传播权保护条例", "现在依法恢复的：您的视频 v-32。已通知平台恢复。"):
        assert words in rui.opens_the_link().text
    judges_upheld_but_it_stays_up(house)
    again = complains(house, COPIED, about="video v-32", kind="CV.IP.COPY")
    (second,) = (one for one in house.cases() if one.id != case.id)
    assert second.code == "CV.IP.COPY"
    assert house.is_closed(case.id), "the first is over before anybody reads the second"
    house.yan.takes_next()
    house.yan.looks_up()
    house.yan.verifies("V3", "document_seen")
    house.yan.works_through(FIRST)
    with pytest.raises(SaysNo, match="By law this came back"):
        decides(house.yan)
    assert house.did().count("apply L4 video v-32") == 1
    assert len(again.letters()) == 1
    house.yan.proposes(
        "no_violation",
        clause="CLIPS.4.5",
        finding="与上一次通知是同一作品、同一段视频，依法已经恢复。",
        to_complainant="这段视频已依法恢复，法律不准许再次通知我们删除。您可以向人民法院起诉。",
    )
    house.turn()
    assert "可以向人民法院起诉" in again.finds("处理决定").text
    assert house.is_shown("v-32")
    house.all_is_over()


def nobody_tells_where_she_lives(house: House) -> None:
    """She wrote where she lives, in her words and in the field for it: neither that nor her name goes out, not even by its street."""
    for told in (f"对方住{HOME}。", "对方住在青石巷一带。", "青陶认为这是她的碗。"):
        with pytest.raises(SaysNo, match="would tell"):
            house.mei.works_through({"forward_notice": "转送", "forward_notice.claim": told})
    house.turn()
    assert len(house.holder("u-rui").told()) == 1, "the reasons, and no letter that says whose notice it was"


def judges_upheld_but_it_stays_up(house: House) -> None:
    """Whoever looks afresh may find that it was copied: the way to hide it again is a court, not us."""
    jun = house.jun
    jun.takes_next()
    jun.looks_up()
    jun.works_through(SECOND)
    with pytest.raises(SaysNo, match="By law this came back"):
        rules(jun, "upheld", "violation", "L4")
    rules(jun, "overturned", "no_violation")
    jun.works_through({"error_cause": "双方都有原始文件，由法院判断", "sisters": ""})
    house.turn()
    assert house.did().count("lift L4 video v-32") == 1


@begins("2026-09-18", "10:00", CHINA)
def test_in_trade_fifteen_days_roll_over_the_holiday_and_a_notary_adds_twenty_working_days(house):
    """2026-09-18 and fifteen days are 3 October, a holiday until the 7th: the 8th; twenty working days more: 4 November.

    The working days are 9 and 10 October (a Saturday that is worked), 12 to 16, 19 to 23, 26 to 30, 2 to 4 November.
    """
    goods = complains(
        house, SHOP, about="video v-22", kind="EC.IP", answers=WHOLE | {"truth_statement": False}
    )
    is_asked_for(house, goods, "truth_statement", "我承诺以上所述")
    removes(house.mei, signed_by=house.zhou)  # a verified shop's
    mark = complains(house, MARK, about="video v-4", kind="CV.IP.TM", answers=WHOLE)
    removes(house.mei)
    answers = [house.holder(account).opens_the_link(0) for account in ("u-shopmei", "u-lan")]
    for one in answers:
        assert "请回答这个问题" in one.states(RUI, who=WHO, but=("no_infringement",))
    house.turn()
    assert not any(case.countered for case in house.cases()), "half a statement is none"
    for one in answers:
        one.states(RUI, who=WHO)
    house.turn()
    sold, named = (case_of(house, code) for code in ("EC.IP", "CV.IP.TM"))
    for case, rule in ((sold, "cn_ecommerce_counter"), (named, "cn_counter_notice")):
        law = house.clock_of(case.id, rule)
        assert law.not_before == on("2026-10-08", "23:59:59", CHINA)
        assert not house.did("lift")
    for one in (goods, mark):
        assert "10月8日" in one.finds("对方的声明").text
    jun = house.jun
    jun.takes_next()
    assert jun.takes_next() == named.id
    jun.puts_off("cn_counter_notice", "对方的公证还没有办完，法律准许把这段时间加上。")
    house.turn()
    later = house.clock_of(named.id, "cn_counter_notice")
    assert (later.not_before, later.extended) == (on("2026-11-04", "23:59:59", CHINA), True)
    assert "11月4日" in house.holder("u-lan").opens_the_link().text
    for case in (named, sold):
        jun.case = case.id
        jun.looks_up()
        jun.works_through(SECOND)
        rules(jun, "upheld", "violation", "L4")
        if case is sold:
            house.turn()
            house.signed_by(house.su)
        jun.works_through({"error_cause": "没有错", "sisters": ""})
    house.turn()
    goes_back_on_its_day(house, sold)
    jun.case = named.id
    jun.enters_suit("权利人寄来受理通知书：(2026)京73民初100号")
    house.clock.at = on("2026-11-05", "00:00", CHINA)
    house.turn()
    assert house.did("lift") == ["lift L4 video v-22"], "one showed a suit, the other did not"
    assert all(house.case(case.id).status is Status.CLOSED for case in (sold, named))
    assert "电子商务法" in goods.finds("依法恢复").text
    assert "依法恢复告知" not in mark.letters()


@begins("2026-09-18", "10:00", CHINA)
def test_in_trade_the_fifteen_days_begin_when_the_statement_arrived_and_not_when_it_was_made(house):
    """Stated on 18 September; the mail is down until the 25th: fifteen days from then are 10 October, a Saturday that is worked."""
    goods = complains(house, SHOP, about="video v-22", kind="EC.IP", answers=WHOLE)
    nothing_is_published_yet()
    removes(house.mei, signed_by=house.zhou)
    case = house.only_case()
    post = house.post / "mail"
    post.rename(house.post / "down")
    house.holder("u-shopmei").opens_the_link(0).states(RUI, who=WHO)
    house.turn()
    assert house.clock_of(case.id, "cn_ecommerce_counter") is None, "nobody has it: no time of theirs runs"
    house.clock.at = on("2026-09-25", "09:00", CHINA)
    (house.post / "down").rename(post)
    house.turn()
    law = house.clock_of(case.id, "cn_ecommerce_counter")
    assert law.started_at >= on("2026-09-25", "09:00", CHINA), "from when it arrived"
    assert law.not_before == on("2026-10-10", "23:59:59", CHINA)
    jun = house.jun
    assert jun.takes_next() == case.id
    jun.looks_up()
    jun.works_through(SECOND)
    rules(jun, "upheld", "violation", "L4")
    house.turn()
    house.signed_by(house.su)
    jun.works_through({"error_cause": "没有错", "sisters": ""})
    for day, time in (("2026-10-09", "00:00"), ("2026-10-10", "23:58")):
        house.clock.at = on(day, time, CHINA)
        house.turn()
        assert house.did("lift") == [], "not fifteen days after it was made, but after it arrived"
    house.clock.at = on("2026-10-11", "00:00", CHINA)
    house.turn()
    assert house.did("lift") == ["lift L4 video v-22"]
    assert house.is_shown("v-22")
    assert "您投诉的内容现在恢复，已通知平台恢复：电子商务法" in goods.finds("依法恢复").text
    assert house.is_closed(case.id)
    the_public_reads_what_came_of_it(goods)


def the_public_reads_what_came_of_it(goods: Complainant) -> None:
    """电子商务法 44: notice, statement and outcome are published with their days; nobody's name, words, contact or number is."""
    pages = [Browser(lang).get("/rules/published/?place=CN").text for lang in ("zh", "en")]
    for page, several in zip(
        (plain(page) for page in pages),
        (
            (
                "内容编号: v-22",
                "收到通知: 2026年9月18日",
                "收到不侵权声明: 2026年9月18日",
                "申诉后维持 · 采取了措施",
                "恢复: 2026年10月11日",
            ),
            (
                "Item: v-22",
                "Notice: 18 September 2026",
                "Statement that nothing is infringed: 18 September 2026",
                "Upheld on appeal",
                "Given back: 11 October 2026",
            ),
        ),
        strict=True,
    ):
        for said in several:
            assert said in page, page
    (one,) = Browser("en").get("/rules/published.json?place=CN").json()["cases"]
    assert (one["kind"], one["item"], one["outcome"], one["back_at"]) == (
        "EC.IP",
        "v-22",
        "upheld",
        "2026-10-11",
    )
    for secret in ("青陶", HOME, "瑞瑞", "rui@craft", "u-shopmei", RUI, SHOP, goods.number, "canary"):
        assert secret not in str(pages) + str(one)


def nothing_is_published_yet() -> None:
    """A notice that nobody has decided on is spread by nobody."""
    assert Browser("en").get("/rules/published.json?place=CN").json()["cases"] == []


def is_asked_for(house: House, one: Complainant, name: str, words: str) -> None:
    """A notice that lacks one thing is held up, and its writer is told which; then they send it."""
    mei = house.mei
    mei.takes_next()
    mei.verifies("V3", "document_seen")
    with pytest.raises(SaysNo, match="The notice still lacks"):
        mei.holds_against("第一条消息", but=(name,))
    mei.holds_against("第一条消息", but=(name,), ask="还差一项。")
    house.turn()
    assert words in one.reads().text
    assert "valid_notice" not in happened(house.case(mei.case))
    one.writes("补上：" + words)
    house.turn()


def goes_back_on_its_day(house: House, case: Case) -> None:
    """Not a moment before the last day is over, and by itself on the first of the next."""
    house.clock.at = on("2026-10-08", "23:58", CHINA)
    house.turn()
    assert house.did("lift") == []
    assert house.case(case.id).status is Status.DECIDED
    house.clock.at = on("2026-10-09", "00:00", CHINA)
    house.turn()
    assert house.did("lift") == ["lift L4 video v-22"]
    house.zhou.case = case.id
    said = house.zhou.sees().partition("What is learned from this")[2][:300]
    assert "Nobody found our decision wrong: no cause is owed" in said, said
    assert house.case(case.id).lessons.tasks == ()
    assert "电子商务法 第四十三条" in house.holder("u-shopmei").opens_the_link().text
    assert "丑橘" in house.clips.page("/v/v-22", "zh")


@begins("2026-11-20", "10:00", NEW_YORK)
def test_in_america_it_is_back_between_the_tenth_and_the_fourteenth_business_day_unless_a_suit_is_shown(
    house,
):
    """Friday 20 November and ten business days: Monday 7 December; fourteen: Friday 11. Thanksgiving, the 26th, counts for none.

    What was stated on Monday the 23rd: Tuesday 8 December, and Monday 14.
    """
    us = {"kind": "CV.IP.COPY", "where": "US", "locale": "en"}
    film = complains(house, FILM, about="video v-11", answers=WHOLE | {"authorised": False}, **us)
    is_asked_for(house, film, "authorised", "under penalty of perjury, I am the owner")
    removes(house.mei)
    game = complains(house, GAME, about="video v-19", answers=WHOLE | {"authorised": True}, **us)
    removes(house.mei)
    lane = house.mei.case
    cello = complains(house, GAME, about="video v-33", answers=WHOLE | {"authorised": True}, **us)
    removes(house.mei)
    answers = [house.holder(account, "en").opens_the_link(0) for account in ("u-dealz", "u-omar")]
    for one in answers:
        half = one.states(MINE, who=OMAR, but=("to_court",))
        assert "This one needs an answer" in half
        assert "jurisdiction of the federal district court" in half
    house.turn()
    assert not any(case.countered for case in house.cases()), "half a statement is none"
    for one in answers:
        assert "We have your appeal" in one.states(MINE, who=OMAR)
    house.turn()
    stated = [case.id for case in house.cases() if case.countered]
    assert len(stated) == len(answers)
    for case in stated:
        comes_back_between(house, case, "2026-12-07", "2026-12-11")
    passed_on = film.finds("What the other side states")
    assert MINE in passed_on.text
    assert "7 December 2026, 23:59 (New York time)" in passed_on.text, (
        "by the clock of whoever holds the right"
    )
    house.later(days=3)
    assert "We have your appeal" in house.holder("u-ella", "en").opens_the_link(0).states(MINE, who=ELLA)
    house.turn()
    comes_back_between(house, house.mei.case, "2026-12-08", "2026-12-14")
    house.later(days=2)
    assert "We have it" in passed_on.shows_suit("Northlight v. Doe, S.D.N.Y. 26-cv-01234, filed 24 November.")
    for _ in range(3):
        house.jun.takes_next()
        house.jun.looks_up()
        house.jun.works_through(SECOND)
        rules(house.jun, "upheld", "violation", "L4")
        house.jun.works_through({"error_cause": "none", "sisters": ""})
    it_is_back_within_the_time_of_the_law(house, lane, game)
    assert BY_LAW not in film.letters()
    the_host_is_later_than_the_fourteenth_day(house, cello)
    assert "FULL MOVIE" not in house.clips.page("/v/v-11")
    house.all_is_over()


BY_LAW = "It goes back by law"


def comes_back_between(house: House, case: UUID, tenth: str, fourteenth: str) -> None:
    """Not before the tenth business day is over, and by the end of the fourteenth."""
    law = house.clock_of(case, "us_dmca_restore")
    assert (law.not_before, law.due_at) == (
        on(tenth, "23:59:59", NEW_YORK),
        on(fourteenth, "23:59:59", NEW_YORK),
    )


def it_is_back_within_the_time_of_the_law(house: House, case: UUID, game: Complainant) -> None:
    """Hidden until the tenth business day is over, and seen by everybody on the next; both sides read it, and it is over."""
    house.clock.at = on("2026-12-07", "23:58", NEW_YORK)
    house.turn()
    assert house.did("lift") == []
    assert not house.is_shown("v-19")
    house.clock.at = on("2026-12-08", "00:00", NEW_YORK)
    house.turn()
    assert house.did("lift") == ["lift L4 video v-19"]
    assert house.is_shown("v-19")
    run = house.clock_of(case, "us_dmca_restore")
    assert run.state is State.MET
    assert run.not_before < run.stopped_at < on("2026-12-08", "00:01", NEW_YORK)
    both_read_that_it_goes_back(game, house.holder("u-omar", "en"))
    assert house.is_closed(case)


def both_read_that_it_goes_back(notified: Complainant, stated: Holder) -> None:
    """The letters go out with the order: they say what the platform was told, and nothing that it has not done yet."""
    for letter in (notified.finds(BY_LAW).text, stated.opens_the_link().text):
        for said in ("goes back now", "he platform was told to put it back", "17 USC 512"):
            assert said in letter, letter
        assert "is back" not in letter
    assert "by law what you complained about goes back" in notified.finds(BY_LAW).text, "it is not theirs"


def the_host_is_later_than_the_fourteenth_day(house: House, cello: Complainant) -> None:
    """It was ordered on the first day on which the law lets it; the platform is down until the last is over: the law's time was missed, and somebody says why."""
    (case,) = (one.id for one in house.cases() if one.status is not Status.CLOSED)
    house.clips.switch(act="500", seconds=3600)
    house.clock.at = on("2026-12-09", "00:00", NEW_YORK)
    house.turn()
    both_read_that_it_goes_back(cello, house.holder("u-ella", "en"))
    assert not house.is_shown("v-33")
    late = cello.finds("What the other side states").shows_suit("Filed yesterday, S.D.N.Y. 26-cv-09999.")
    assert "the time for it is over" in late, (
        "it was ordered back already: a court can hide it again, and we cannot"
    )
    assert house.clock_of(case, "us_dmca_restore").stopped_at is None, "ordered is not restored"
    zhou, jun, law = house.zhou, house.jun, "restored between the 10th and the 14th business day by law"
    jun.case = case
    house.clock.at = on("2026-12-14", "23:58", NEW_YORK)
    house.turn()
    assert law not in zhou.sees_in_the_office("late")
    house.clock.at = on("2026-12-15", "00:01", NEW_YORK)
    house.turn()
    shown = zhou.sees_in_the_office("late")
    assert law in shown[: shown.index("15 December 2026, 12:59")], "in the list of what is late, by whose law"
    mine = jun.sees()
    for said in ("1 minute late: Judge the appeal (by law)", "17 USC 512", "The host has not confirmed"):
        assert said in mine, "red on the page of the case, with the law, and why"
    assert house.alarms("clock"), "and a lead is called"
    house.clips.switch(act="ok")
    house.later(hours=6)
    assert house.did("lift") == ["lift L4 video v-19", "lift L4 video v-33"]
    assert house.is_shown("v-33")
    mine = jun.sees()
    assert "A time was missed and nobody said why : Judge the appeal" in mine
    assert "The host has not confirmed" not in mine
    run = house.clock_of(case, "us_dmca_restore")
    assert (run.state, house.case(case).status) == (State.LATE, Status.DECIDED)
    zhou.says_why_late(
        case, "us_dmca_restore", "host", "The platform took no orders from the 9th to the 15th."
    )
    house.turn()
    assert house.case(case).status is Status.DECIDED, "what lets it happen again is not said yet"
    jun.puts_down("tool", "Nobody is called when the platform takes no orders for a day.", of="late")
    house.turn()
    assert house.is_closed(case)
    assert law not in zhou.sees_in_the_office("late")


SLANDER = "This video says that I stole from the charity I worked for. It is false and it is defamation."
CLAIM = "It is said that your video calls somebody a thief, and that this is untrue. What do you rest it on?"
RECORD = "The court found it in 2024; I read the judgment aloud in the video and link to it."


def puts_it_to_the_poster(house: House, about: str) -> tuple[UUID, Complainant]:
    """Sort facts from opinions, and ask whoever posted it."""
    case, lisa = sorts_it_out(house, about)
    house.mei.hears(CLAIM)
    house.turn()
    return case, lisa


def sorts_it_out(house: House, about: str) -> tuple[UUID, Complainant]:
    """Sort facts from opinions, and hold her notice against what the law lists."""
    lisa = house.files(
        SLANDER,
        about=about,
        kind="DF.PERSON",
        relation="affected",
        where="UK",
        locale="en",
        contact={"email": "lisa@canary.example"},
    )
    house.turn()
    assert lisa.letters() == ["Receipt"]
    case = house.mei.takes_next()
    house.mei.works_through(
        {
            "fact_or_opinion": "'stole' is a fact",
            "proof_of_untruth": "a letter of the charity",
            "complete_notice": "her first message and her letter",
        }
    )
    return case, lisa


@begins("2026-12-24", "12:00", LONDON)
def test_in_britain_a_poster_has_two_working_days_less_the_holidays_then_five_days_to_answer(house):
    """Passed on within 48 hours that count: from Christmas Eve noon to Wednesday 30 December noon, for 25 to 28 are days off.

    Whoever does not answer has it removed: the case waits six days, and 24 working hours are left, to the 31st.
    """
    answered, lisa = puts_it_to_the_poster(house, "video v-19")
    silent, other = puts_it_to_the_poster(house, "video v-28")
    law = house.clock_of(answered, "uk_defamation")
    assert law.state is State.MET
    noon = on("2026-12-30", "12:00", LONDON)
    assert noon - timedelta(seconds=1) <= law.due_at < noon + timedelta(seconds=2)
    for account in ("u-omar", "u-zoe"):
        (told,) = house.holder(account, "en").told()
        assert "canary" not in told["text"]
    omar = house.holder("u-omar", "en").opens_the_link()
    assert CLAIM in omar.text
    assert "lisa" not in omar.text.casefold()
    house.later(days=4)
    half = omar.answers(RECORD, poster_removal="stays", poster_passed="withheld")
    assert "We have what you said" not in half
    for lacking in ("Your full name", "Your postal address"):
        assert f"This one needs an answer: {lacking}" in half
    assert RECORD in half, "what was written is kept"
    who = {"poster_name": "Omar Reed", "poster_address": "1 Mill Lane, York"}
    whole = omar.answers(RECORD, poster_removal="stays", poster_passed="agreed", **who)
    assert "We have what you said" in whole
    house.turn()
    told_by = house.clock_of(answered, "uk_defamation_stands")
    assert (told_by.state, told_by.due_at - told_by.started_at > timedelta(hours=47)) == (State.MET, True)
    paper = lisa.finds("Name and address of whoever posted it").text
    for said in ("Omar Reed", "1 Mill Lane, York", "do not publish it"):
        assert said in paper, "he agreed that she has them"
    assert "Name and address of whoever posted it" not in other.letters(), "and nobody else"
    house.clips_never_heard("Omar Reed")
    mei = house.mei
    assert mei.takes_next() == answered
    page = mei.sees()
    for said in (
        RECORD,
        "No, I do not consent",
        "Omar Reed",
        "your name and address? Either answer will do: Yes",
    ):
        assert said in page, "each consent is one of its own"
    assert "First to end: " in page
    mei.works_through({"public_interest": "a judgment, read aloud: it stays"})
    with pytest.raises(SaysNo, match="would tell the other side who complained"):
        mei.proposes(
            "no_violation",
            clause="CLIPS.2.5",
            finding="What is said stands in a judgment.",
            to_complainant="Omar Reed rests it on a judgment of 2024.",
        )  # she has his name from the house's letter, and from nobody's hand
    mei.proposes(
        "no_violation",
        clause="CLIPS.2.5",
        finding="What is said stands in a judgment.",
        to_complainant="The poster rests it on a judgment of 2024, which says what the video says. It stays up.",
    )
    mei.does("contact_log", "nobody asked for a favour")
    house.clock.at = house.case(silent).waiting_for.until
    house.turn()
    waited = house.clock_of(silent, "uk_defamation_removal")
    assert (waited.started_at.date().isoformat(), waited.state) == ("2026-12-30", State.RUNNING)
    assert waited.due_at - waited.started_at == timedelta(days=1)
    assert mei.takes_next() == silent
    mei.looks_up()
    mei.works_through({"public_interest": "none seen"})
    mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.2.5",
        finding="A theft is alleged as a fact; the charity denies it; whoever posted it does not answer.",
        to_complainant="Nobody answered for it in the time that the law gives. It was removed.",
        to_account="You did not answer for the claim in the time that the law gives. It was removed; you can appeal.",
    )
    house.turn()
    assert house.did() == ["apply L4 video v-28"]
    assert house.clock_of(silent, "uk_defamation_removal").state is State.MET
    mei.does("contact_log", "nobody asked for a favour")
    house.turn()
    assert "Nobody answered for it" in other.finds("The decision").text
    assert "you can appeal" in house.holder("u-zoe", "en").opens_the_link().text
    house.all_is_over()


STAYS = {"poster_removal": "stays", "poster_name": "Zoe Lin", "poster_address": "9 Mill Lane, Leeds"}


def takes_down_in_britain(house: House, why: str) -> None:
    """Remove it, and do what is left."""
    house.mei.looks_up()
    house.mei.does("public_interest", "none seen")
    house.mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.2.5",
        finding="A theft is alleged as a fact; the charity denies it in writing.",
        to_complainant=f"It was removed. {why}",
        to_account=f"It was removed. {why} You can appeal.",
    )
    house.turn()
    house.mei.does("contact_log", "nobody asked for a favour")
    house.turn()


@begins("2026-11-23", "10:00", LONDON)
def test_in_britain_who_keeps_their_name_to_themselves_is_not_named_and_a_third_posting_is_not_put_to_them(
    house,
):
    """Zoe stands by the first and keeps her name; lets the second go; the third, the same words again, she is not asked about."""
    mei, zoe = house.mei, house.holder("u-zoe", "en")
    first, lisa = puts_it_to_the_poster(house, "video v-28")
    answered = zoe.opens_the_link()
    half = answered.answers(RECORD, poster_removal="stays")
    assert "This one needs an answer" in half, "whether it may be passed on is asked, too"
    assert "We have what you said" in answered.answers(RECORD, **STAYS, poster_passed="withheld")
    house.turn()
    stands = house.clock_of(first, "uk_defamation_stands")
    assert (stands.state, stands.due_at - stands.started_at) == (State.RUNNING, timedelta(hours=48))
    assert mei.takes_next() == first
    mei.tells_how_far(
        "She was asked and stands by it.", "We decide.", until=on("2026-11-26", "12:00", LONDON).date()
    )
    house.turn()
    assert house.clock_of(first, "uk_defamation_stands").state is State.MET, "told in time, by whom not"
    takes_down_in_britain(house, "The poster stands by it, and shows nothing for it.")
    for paper in (lisa.reads(place).text for place in range(len(lisa.letters()))):
        for hidden in ("Zoe", "Mill Lane", "zoe.lin"):
            assert hidden not in paper
    assert "Name and address of whoever posted it" not in lisa.letters()
    assert "Zoe" not in lisa.sees()

    second, _ = puts_it_to_the_poster(house, "video v-35")
    yields = zoe.opens_the_link()
    assert "We have what you said" in yields.answers("It may go.", poster_removal="yields")
    house.turn()
    law = house.clock_of(second, "uk_defamation_yielded")
    assert (law.state, law.due_at - law.started_at) == (State.RUNNING, timedelta(hours=48))
    assert mei.takes_next() == second
    takes_down_in_britain(house, "The poster is content that it goes.")
    assert house.clock_of(second, "uk_defamation_yielded").state is State.MET

    told = len(zoe.told())
    third, again = sorts_it_out(house, "video v-42")
    with pytest.raises(SaysNo, match="takes the numbers of two cases"):
        mei.works_through({"posted_again": "", **said_again(first, first)})
    mei.works_through({"posted_again": "", **said_again(first, second)})
    law = house.clock_of(third, "uk_defamation_repeated")
    assert (law.state, law.due_at - law.started_at) == (State.RUNNING, timedelta(hours=48))
    with pytest.raises(SaysNo, match="lead"):
        mei.skips("hear_author", "已经移除过两次")
    house.zhou.case = third
    house.zhou.skips("hear_author", "Removed twice before and posted again: the law has her not asked.")
    takes_down_in_britain(house, "The same was removed twice before.")
    assert house.clock_of(third, "uk_defamation_repeated").state is State.MET
    assert len(zoe.told()) == told + 1, "the reasons alone: nobody asked her"
    assert "twice before" in zoe.opens_the_link().text
    assert "It was removed" in again.reads().text
    assert house.did() == [f"apply L4 video {one}" for one in ("v-28", "v-35", "v-42")]
    assert all(house.is_closed(one) for one in (first, second, third))
    assert "We have your appeal" in zoe.opens_the_link().appeal("It is a new video, and I cut that sentence.")
    house.turn()
    assert house.case(third).on_appeal, "who was not asked is heard on appeal, by somebody else"
    is_refused_without_asking_whoever_posted_it(house)


def is_refused_without_asking_whoever_posted_it(house: House) -> None:
    """Whoever decides and answers within the law's time has nothing left to pass on: no clock runs on until it is missed."""
    case, lisa = sorts_it_out(house, "video v-19")
    house.mei.works_through({"public_interest": "a review of a shop; nobody is named"})
    house.zhou.case = case
    house.zhou.skips("hear_author", "It says nothing of her: there is nothing to put to the poster.")
    house.mei.proposes(
        "no_violation",
        clause="CLIPS.2.5",
        finding="The video names nobody and alleges nothing.",
        to_complainant="We watched all of it. It says nothing about you, so it stays up.",
    )
    house.mei.does("contact_log", "nobody asked for a favour")
    house.turn()
    law = house.clock_of(case, "uk_defamation")
    assert (law.state, law.breached_at) == (State.MET, None)
    assert "says nothing about you" in lisa.finds("The decision").text
    house.later(days=6)
    assert house.clock_of(case, "uk_defamation").state is State.MET
    assert house.is_closed(case)
    assert house.alarms("breached") == []
    house.is_sound()


def said_again(*cases: UUID) -> dict[str, str]:
    """The two earlier cases, and in what it is the same."""
    one, other = (number_of(case, "K") for case in cases)
    return {
        "posted_again.earlier_case": one,
        "posted_again.earlier_case_too": other,
        "posted_again.how_same": "the same sentence, with other music",
    }


SLUR = "这个视频说我在学校偷过钱,是捏造的,侵害我的名誉,请删除。"
FACE = "这个视频没有经过我同意,用我的照片做广告,侵犯肖像权,请删除。"
PUT = "有人主张：视频里关于其本人的这一段没有依据，也没有经过同意。您的依据是什么？"
NAMED = {
    "DF.PERSON": {
        "fact_or_opinion": "“偷过钱”是事实陈述",
        "proof_of_untruth": "学校出具的证明，初步证据",
        "complete_notice": "第一条消息和所附的证明",
        "public_interest": "不涉公共事务，当事人是普通人",
    },
    "PR.PORTRAIT": {
        "whose_likeness": "同一账号两年前的照片",
        "complete_notice": "链接、位置、可识别、未同意、身份和联系方式都在",
        "permitted_use": "商业广告，不是新闻，没有同意过",
    },
}
LATER = {"contact_log": "无人打招呼", "copies_of_likeness": "没有别处", "diary_restore": "按法律计算，已核对"}


def hides_for_a_person(house: House) -> None:
    """Pass the claim on, hear nothing for 48 hours, and hide it on first proof and a true identity."""
    mei = house.mei
    case = house.case(mei.takes_next())
    mei.looks_up()
    mei.verifies("V3", "document_seen")
    mei.works_through(NAMED[case.code])
    mei.proposes(
        "violation",
        "L4",
        clause=CLAUSES[case.code],
        finding="有初步证据，发布者没有说明依据。",
        to_complainant="您的通知有初步证据，发布者没有说明，已经移除。",
        to_account="有人给出了初步证据和真实身份，您没有说明依据，已移除。您可以提交不侵权声明。",
    )
    mei.works_through({step: note for step, note in LATER.items() if f'value="{step}"' in mei.page()})
    house.turn()


CLAUSES = {"DF.PERSON": "CLIPS.2.5", "PR.PORTRAIT": "CLIPS.6.1"}


def puts_to_both(house: House, cases: tuple[Case, ...]) -> None:
    """Pass on what is claimed, without a name; nobody answers for 48 hours."""
    for _ in cases:
        house.mei.takes_next()
        house.mei.hears(PUT)
    house.turn()
    for account in ("u-rui", "u-lan"):
        asked = house.holder(account).opens_the_link()
        assert PUT in asked.text
        assert "canary" not in asked.text
    house.later(hours=49)


def upholds(house: House, face: Case, cases: tuple[Case, ...]) -> None:
    """Somebody else finds the same; of one the notary is not done yet."""
    jun = house.jun
    for _ in cases:
        jun.takes_next()
        jun.looks_up()
        jun.works_through(SECOND)
        if jun.case == face.id:
            jun.puts_off("cn_personality_counter", "对方的公证还没有办完，这段时间不计入。")
            with pytest.raises(SaysNo, match="done already"):
                jun.puts_off("cn_personality_counter", "公证还没有办完，再加二十天。")  # twenty days at most
        jun.proposes(
            "violation",
            "L4",
            ruling="upheld",
            clause=CLAUSES[house.case(jun.case).code],
            finding="双方的材料都看过。",
            to_complainant="由另一位同事重新看过：维持。是否恢复，按法律规定的期限。",
            to_account="由另一位同事重新看过：维持。期限内对方没有投诉或起诉，法律要求恢复。",
        )
        jun.works_through({"error_cause": "没有错", "sisters": ""})
    house.turn()


@begins("2026-01-31", "10:00", CHINA)
def test_for_a_name_or_a_face_it_is_back_after_a_reasonable_time_unless_a_suit_is_shown(house):
    """民法典 1195, 1196: the claim is passed on, 48 hours without an answer, hidden on 2 February; the statement arrives that day.

    Fifteen days: 17 February, in the Spring Festival (15 to 23): rolled to the 24th. With a notary twenty working days more:
    25 to 28 February (the 28th is a Saturday that is worked), 2 to 6, 9 to 13, 16 to 20 and 23 March.
    """
    said = {"relation": "affected", "contact": {"email": "lan@canary.example"}}
    lan = house.files(SLUR, about="video v-32", kind="DF.PERSON", **said)
    kai = house.files(FACE, about="video v-4", kind="PR.PORTRAIT", **said)
    house.turn()
    both = tuple(case_of(house, code) for code in CLAUSES)
    face = both[1]
    puts_to_both(house, both)
    for _ in both:
        hides_for_a_person(house)
    assert sorted(house.did()) == ["apply L4 video v-32", "apply L4 video v-4"]
    for account in ("u-rui", "u-lan"):
        house.holder(account).states(RUI, who=WHO)
    house.turn()
    for case in both:
        law = house.clock_of(case.id, "cn_personality_counter")
        assert law.not_before == on("2026-02-24", "23:59:59", CHINA)
        assert law.due_at == on("2026-02-25", "23:59:59", CHINA), "three days more end in the holiday, too"
    for one in (lan, kai):
        passed_on = one.finds("对方的声明").text
        assert all(words in passed_on for words in (RUI, WHO, "2月24日", "人民法院"))
    upholds(house, face, both)
    later = house.clock_of(face.id, "cn_personality_counter")
    assert (later.not_before, later.extended) == (on("2026-03-23", "23:59:59", CHINA), True)
    house.clock.at = on("2026-02-24", "23:58", CHINA)
    house.turn()
    assert house.did("lift") == []
    house.clock.at = on("2026-02-25", "00:00", CHINA)
    house.turn()
    assert house.did("lift") == ["lift L4 video v-32"], "nobody sued in a reasonable time"
    assert "民法典" in house.holder("u-rui").opens_the_link().text
    assert "民法典" in lan.finds("依法恢复").text
    house.clock.at = on("2026-03-10", "10:00", CHINA)
    kai.finds("对方的声明").shows_suit("杭州互联网法院 (2026)浙0192民初88号 受理通知书")
    house.clock.at = on("2026-03-24", "00:00", CHINA)
    house.turn()
    assert house.did("lift") == ["lift L4 video v-32"], "who sued keeps it hidden"
    assert "依法恢复告知" not in kai.letters()
    assert all(house.case(case.id).status is Status.CLOSED for case in both)


def test_whoever_infringes_again_and_again_loses_more_than_the_item_and_at_last_the_account(house):
    """In China the third time suspends it by our own rule; in America the fourth closes it by the law's: each is told and appealed."""
    mei, lan = house.mei, house.holder("u-lan")
    for video in ("video v-4", "video v-5"):
        proves_it_again(house, COPIED, about=video, where="US")
        decides(mei, "L4", "L5", why_not_lower="同一账号整段照搬。")
        house.turn()
        mei.works_through(AFTER)
        house.turn()
    suspended = proves_it_again(house, f"这个账号{COPIED[3:]}", about="account u-lan")
    until = (house.clock() + timedelta(days=30)).date()
    shown = decides(mei, "L8", "L5", why_not_lower="两次警告之后又照搬。", until_L8=until.isoformat())
    for words in (
        "2 strikes are in force",
        "With this decision there are 3",
        "suggests L8",
        "1 more signature",
    ):
        assert words in shown
    assert "strikes for copyright" not in shown, "no law of China counts them apart"
    assert shown.count("Respect intellectual property since") == 2
    house.turn()
    assert house.did("apply L8") == [], "two must sign"
    with pytest.raises(SaysNo, match="proposed by you; somebody else must sign"):
        mei.takes_to_sign()
    house.signed_by(house.jun)
    assert house.did("apply L8") == ["apply L8 account u-lan"]
    reasons = lan.opens_the_link()
    assert "12月23日" in reasons.text
    is_upheld_for(house, suspended, reasons, "L8", until_L8=until.isoformat())

    closed = proves_it_again(house, f"这个账号{COPIED[3:]}", about="account u-lan", where="US")
    shown = decides(mei, "L9", why_not_lower="停用之后又照搬：法律要求有并执行关闭屡犯者账号的规则。")
    for words in ("3 strikes for copyright are in force", "From 3 on the rule for repetition suggests L9"):
        assert words in shown
    house.turn()
    assert house.did("apply L9") == [], "nor does one close an account"
    house.signed_by(house.jun)
    assert house.did("apply L9") == ["apply L9 account u-lan"]
    reasons = lan.opens_the_link()
    for words in ("关闭账号", "逐帧相同", "申诉"):
        assert words in reasons.text
    assert "青陶" not in reasons.text
    is_upheld_for(house, closed, reasons, "L9")
    assert house.did("lift L9") == []
    house.all_is_over()


def proves_it_again(house: House, text: str, **said: str) -> UUID:
    """A right holder complains once more, and proves it."""
    complains(house, text, kind="CV.IP.COPY", **said)
    case = house.mei.takes_next()
    house.mei.looks_up()
    house.mei.verifies("V3", "document_seen")
    house.mei.works_through(FIRST)
    return case


def is_upheld_for(house: House, case: UUID, reasons: Paper, measure: str, **until: str) -> None:
    """Whoever has the account appeals from the letter; somebody without a hand in it looks, another signs, and both are told."""
    house.mei.case = case
    page = house.mei.page()
    left = {step: note for step, note in AFTER.items() if f'value="{step.partition(".")[0]}"' in page}
    house.mei.works_through(left)
    house.turn()
    lan, yan = house.holder("u-lan"), house.yan
    said = reasons.appeal("那几段是我自己拍的。")
    assert "已收到" in said, said
    house.turn()
    assert yan.takes_next() == case
    yan.looks_up()
    yan.works_through(SECOND)
    yan.proposes(
        "violation",
        measure,
        ruling="upheld",
        clause="CLIPS.4.5",
        finding="双方的文件都看过。",
        to_complainant="由另一位同事重新看过，理由如下：以双方的原始文件为准。",
        to_account="由另一位同事重新看过，理由如下：以双方的原始文件为准。",
        why_not_lower="更轻的两次都没有用。",
        **until,
    )
    house.turn()
    house.signed_by(house.lin)
    yan.works_through({"error_cause": "没有错", "sisters": ""})
    house.turn()
    assert "以双方的原始文件为准" in lan.opens_the_link().text
    assert house.is_closed(case)


DANGER = "直播的弹幕里有个人说刚刚吞了一整瓶安眠药"
NOT_HIS = "这个视频盗用我的原创作品,侵犯著作权,请删除,我是权利人。"


def test_who_notifies_in_bad_faith_is_warned_before_a_date_is_set_and_a_danger_is_read_all_the_same(house):
    """Three notices come to nothing; two had somebody's video removed, who states that nothing is infringed, and is right.

    Whoever overturns that finds the notice unfounded: a warning the first time, a suspension the second, which is appealed.
    """
    answers = ("noted", "noted", "warned", "noted", "suspended")
    letters = []
    for number, answer in enumerate(answers):
        video = f"v-{(32, 36, 4, 22, 5)[number]}"
        if answer in {"warned", "suspended"}:
            bad = had_it_removed(house, video, answer, until=house.clock() + timedelta(days=20))
            letters.append(bad.letters()[0])
            continue
        bad = complains(house, NOT_HIS, about=f"video {video}", kind="CV.IP.COPY")
        bad.opens_the_links_in_the_mail()
        one = house.mei
        one.takes_next()
        one.verifies("V1", "reply_from_contact")
        one.works_through({"standing": "同一张与作品无关的截图，登记号不存在", "fair_use": "无从判断"})
        one.skips("complete_notice", "始终补不齐：登记号不存在", seconded=house.zhou)
        if number in (0, 3):
            with pytest.raises(SaysNo, match="too early"):
                dismisses(one, bad, "suspended", until=house.clock() + timedelta(days=30))
        dismisses(one, bad, answer, until=house.clock() + timedelta(days=20))
        house.turn()
        letters.append(bad.letters()[0])
    assert letters == ["处理决定", "处理决定", "处理决定，以及一次警告", "处理决定", "处理决定，以及暂停受理"]
    assert house.did() == [f"{do} L4 video {video}" for video in ("v-4", "v-5") for do in ("apply", "lift")]
    assert "12月13日" in bad.reads().text
    register = house.zhou.sees_in_the_office("suspended")
    assert bad.number in register
    assert "qing@canary" not in register
    objects_and_is_heard(house, bad)
    later = complains(house, NOT_HIS, about="video v-8", kind="CV.IP.COPY")
    with pytest.raises(SaysNo, match="Nothing is waiting that you may take"):
        house.mei.takes_next()
    assert "12月13日" in later.sees(), "it waits until that day, and says so"
    danger = house.files(DANGER, about="video v-31", contact={"email": "qing@canary.example"})
    house.turn()
    assert len(danger.letters()) >= 1
    assert {
        case.severity for case in house.cases() if case.subject is not None and case.code.startswith("SH.")
    } == {"S0"}
    house.later(days=21)
    begun = [case for case in house.cases() if case.code == "CV.IP.COPY" and not case.decisions]
    assert [(case.status, case.members) for case in begun] == [(Status.QUEUED, 1)], (
        "what waited comes back, once"
    )
    assert "暂停已经结束，您的投诉开始处理" in later.sees()
    assert bad.number not in house.zhou.sees_in_the_office("suspended"), "over on its day"
    turned_down = [case for case in house.cases() if case.code == "CV.IP.COPY" and case.decisions]
    assert [case.status for case in turned_down] == [Status.CLOSED] * 5, (
        "nothing is passed on, and no clock waits"
    )


def had_it_removed(house: House, video: str, answer: str, *, until: datetime) -> Complainant:
    """A forged certificate has it removed; it comes back once it is answered, and another finds out what the paper was."""
    bad = complains(house, COPIED, about=f"video {video}", kind="CV.IP.COPY", answers=WHOLE)
    bad.opens_the_links_in_the_mail()
    removes(house.mei)
    lan, jun = house.holder("u-lan"), house.jun
    lan.opens_the_link(-2).states(RUI, who=WHO)
    house.turn()
    assert house.is_shown(video)
    back = lan.opens_the_link().text
    for said in ("这不表示谁对谁错", "向通知人索赔"):
        assert said in back, back
    assert "没有根据" not in bad.letters()[0], "that it came back by law accuses nobody"
    jun.takes_next()
    jun.looks_up()
    jun.works_through(SECOND)
    with pytest.raises(SaysNo, match="Nobody is worse off for an appeal"):
        dismisses(
            jun,
            bad,
            answer,
            until=until,
            outcome="violation",
            ruling="upheld",
            measures=("L0",),
            to_account="没有改变。",
        )
    dismisses(jun, bad, answer, until=until, ruling="overturned", to_account="登记证是伪造的，处理撤销。")
    house.turn()
    if answer == "suspended":
        assert len(bad.letters()) == 3, "two decide that"
        house.signed_by(house.su)
    jun.works_through({"error_cause": "登记号没有去登记机构查", "sisters": ""})
    house.turn()
    assert house.is_closed(jun.case)
    told = lan.opens_the_link().text
    for said in ("登记证是伪造的", "索赔", "侵权责任"):
        assert said in told, told
    return bad


def objects_and_is_heard(house: House, bad: Complainant) -> None:
    """The suspension is appealed from its letter; somebody without a hand in it looks, and it stands."""
    assert "已收到" in bad.reads().appeal("登记证是代理人给我的，我不知道是假的。")
    house.turn()
    yan = house.yan
    case = yan.takes_next()
    yan.looks_up()
    yan.works_through(SECOND)
    rules(yan, "upheld", "no_violation")
    house.turn()
    if house.case(case).status is Status.COSIGNING:
        house.signed_by(house.zhou)
    if house.case(case).status is Status.DECIDED:
        yan.works_through({"error_cause": "没有错", "sisters": ""})
    house.turn()
    assert house.is_closed(case)
    assert "以双方的原始文件为准" in bad.reads().text
    assert bad.number in house.zhou.sees_in_the_office("suspended"), "it stands"


def dismisses(
    one: Colleague,
    bad: Complainant,
    answer: str,
    *,
    until: datetime,
    clause: str = "CLIPS.4.5",
    why: str = "登记号不存在，五次都是同一张截图。",
    outcome: str = "no_violation",
    measures: tuple[str, ...] = (),
    **said: str,
) -> None:
    """Find the notice manifestly unfounded, with what follows."""
    form = one.page("decide/")
    dated = {"unfounded_until": until.date().isoformat()} if answer == "suspended" else {}
    one.proposes(
        outcome,
        *measures,
        clause=clause,
        finding="登记号在登记机构查不到。",
        to_complainant="登记号不存在，没有任何证据，我们没有处置。",
        unfounded=WHOSE.findall(form[form.index('name="unfounded"') :])[0],
        unfounded_why=why,
        unfounded_proof=PROOF.findall(form)[:1],
        unfounded_answer=answer,
        **dated,
        **said,
    )


JUNK = "This video is spam, copied by the hundred. Remove it."
AGAIN = "You removed nothing again! Copied spam, remove it."
JUNK_SEEN = {"see_in_context": "all of it", "known_before": "", "exceptions": "none", "lower_rung": ""}
SAME_PICTURE = "The same picture each time, and it shows another video."


def test_who_reports_everything_is_warned_then_suspended_and_another_lifts_it_and_hears_what_waited(house):
    """An ordinary reporter, by form and by account (DSA 23(2)): a danger gets through meanwhile; what waited is decided, and was right this time."""
    videos = ("v-11", "v-12", "v-15", "v-17", "v-19")
    for video, answer in zip(videos, ("noted", "noted", "warned", "noted", "suspended"), strict=True):
        bad = reports(house, JUNK, f"video {video}", by_form=video == "v-11")
        is_found_unfounded(house, bad, answer)
    assert house.did() == [], "nothing came of any of them"
    told = bad.reads()
    for said in ("December 2026", SAME_PICTURE):
        assert said in told.text, told.text
    later = reports(house, AGAIN, "video v-28")
    with pytest.raises(SaysNo, match="Nothing is waiting that you may take"):
        house.mei.takes_next()
    assert "December 2026" in later.sees()
    a_danger_gets_through(house)
    assert "We have your appeal" in told.appeal(
        "My phone sent the old picture each time. I did look at each video."
    )
    house.turn()
    for had in (house.mei, house.jun):
        with pytest.raises(SaysNo, match="you had a hand in"):
            had.takes_next()
    yan = house.yan
    yan.takes_next()
    yan.looks_up()
    yan.works_through(SECOND)
    yan.proposes(
        "no_violation",
        ruling="changed",
        clause="CLIPS.4.4",
        finding="The picture is attached by the app; each report names its own video.",
        to_complainant="The video stays. That your notice was unfounded does not: it was an honest mistake, and nothing is suspended.",
        lapse="wrong_selection",
        cause="haste",
        cause_text="Nobody asked why the picture was the same.",
    )
    house.turn()
    if house.case(yan.case).status is Status.COSIGNING:
        house.signed_by(house.zhou)
    yan.works_through({"error_cause": "nobody asked", "sisters": ""})
    yan.skips("undo_cascade", "nothing was done on the platform", seconded=house.zhou)
    house.turn()
    assert house.is_closed(yan.case)
    outcome = bad.reads().text
    assert "nothing is suspended" in outcome, outcome
    assert bad.number not in house.zhou.sees_in_the_office("suspended")
    house.turn()
    assert "6 December" not in later.sees()
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.works_through(JUNK_SEEN)
    mei.proposes(
        "violation",
        "L4",
        clause="CLIPS.4.4",
        finding="Copied, as two hundred others are.",
        to_complainant="You were right: it is copied, and it is not shown any more.",
        to_account="It is another's work, posted by the hundred.",
    )
    house.turn()
    mei.does("copies", "none")
    mei.skips("report_unlawful", "a rule of ours alone", seconded=house.zhou)
    house.turn()
    assert "You were right" in later.reads().text
    assert not house.is_shown("v-28")
    house.all_is_over()


def reports(
    house: House, text: str, about: str, *, by_form: bool = False, kind: str = "CV.SPAM"
) -> Complainant:
    """Report as the same person: by the form or by the API, reached at one address."""
    if by_form:
        filed = house.files_by_form(
            text, about=about, lang="en", way="confidential", email="gus@canary.example", kind=kind
        )
    else:
        contact = {"email": "gus@canary.example"}
        filed = house.files(text, about=about, kind=kind, where="EU", locale="en", contact=contact)
    house.turn()
    filed.opens_the_links_in_the_mail()
    return filed


def is_found_unfounded(house: House, bad: Complainant, answer: str) -> None:
    """Dismissed, and found unfounded by a person; two decide on a suspension."""
    mei = house.mei
    mei.takes_next()
    mei.looks_up()
    mei.works_through(JUNK_SEEN)
    dismisses(
        mei, bad, answer, until=house.clock() + timedelta(days=14), clause="CLIPS.4.4", why=SAME_PICTURE
    )
    house.turn()
    if answer == "suspended":
        assert len(bad.letters()) == 1, "two decide that"
        house.signed_by(house.jun)
    assert house.is_closed(mei.case)
    assert SAME_PICTURE in bad.reads().text


def a_danger_gets_through(house: House) -> None:
    """Children copy a challenge: read at once whoever reports it, removed, and the reporter hears so."""
    danger = reports(house, "Children choke each other in this challenge.", "video v-15", kind="CV.DANGER")
    yan = house.yan
    yan.takes_next()
    assert (house.case(yan.case).code, house.case(yan.case).severity) == ("CV.DANGER", "S2")
    yan.looks_up()
    yan.works_through(JUNK_SEEN)
    yan.proposes(
        "violation",
        "L4",
        clause="CLIPS.3.2",
        finding="Children choke each other, and say how.",
        to_complainant="You were right: it is dangerous, and it is not shown any more.",
        to_account="The video shows a dangerous challenge that children copy.",
    )
    house.turn()
    yan.does("copies", "none")
    yan.skips("report_unlawful", "a rule of ours alone", seconded=house.zhou)
    house.turn()
    assert house.did() == ["apply L4 video v-15"]
    assert "You were right" in danger.reads().text
    assert house.is_closed(yan.case)
