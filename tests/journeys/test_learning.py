"""A decision that did not stand is learned from: a cause, an owner, a check; a look that sees no decision; and "it is not solved"."""

import re
from uuid import UUID

import pytest

from ombud.core.case import Case, Status
from ombud.core.facts import Closed
from ombud.core.lessons import Task
from tests.journeys.house import House, change_rules, rules_of
from tests.journeys.people import plain
from tests.journeys.staff import Colleague, SaysNo
from tests.journeys.test_fairness import SEEN
from tests.journeys.test_service_question import QUESTION, mei_answers
from tests.journeys.test_service_question import li as li  # noqa: PLC0414 - a fixture
from tests.journeys.test_unfair_treatment import JUDGED, LIFTS, finishes, looks_again, refuses
from tests.journeys.test_unfair_treatment import tao as tao  # noqa: PLC0414 - a fixture

FOUND = "只看了自动系统的分数，没有放大看提示字幕。"
OURS = "视频里一直有提示，原处理由自动系统作出。"
FAULT = {"lapse": "false_positive", "cause": "training", "cause_text": FOUND}


def learning(colleague: Colleague) -> str:
    return plain(colleague._get("/office/learning/").text)


def rules(colleague: Colleague, what: str, case: object, **said: str) -> None:
    colleague._rule(f"learning/{what}/", case=str(case), no="1", **said)


def takes_a_look(colleague: Colleague) -> tuple[str, str]:
    """Ask for a second look; return its address, and the page as it is read."""
    address = colleague._send("/work/looks/").headers["Location"]
    return address, plain(colleague._get(address).text)


def grants(colleague: Colleague, fault: dict[str, str]) -> None:
    colleague.proposes(
        "granted",
        "R",
        host_decision="hd-1",
        ruling="overturned",
        clause="CLIPS.8.1",
        finding=OURS,
        to_complainant="您说得对，是我们错了，对不起，全部恢复。",
        **fault,
    )


def test_what_was_wrong_is_mended_and_checked_and_somebody_judges_the_case_blind(house: House, tao):
    jun, yan, zhou, lin, su = house.jun, house.yan, house.zhou, house.lin, house.su
    looks_again(jun)
    refuses(jun)
    house.turn()
    tao.reads().appeal("字幕一直都在，请再看。")
    house.turn()
    looks_again(yan)
    with pytest.raises(SaysNo, match="what was wrong with it and why"):
        grants(yan, {"lapse": "", "cause": "", "cause_text": ""})
    grants(yan, FAULT)
    house.turn()

    # the cause is somebody's work by a day, and no page says whose decision it was
    case = house.only_case()
    page = learning(zhou)
    for said in ("nobody was trained for it", "training lead", "found once", FOUND, "fell on what was right"):
        assert said in page
    assert re.search(r"UF \S.{0,60}? 1 1 100% \(21–100%\)", page), (
        "one of one, and the interval says how little"
    )
    names = [one.name for one in (jun, yan)]
    assert [name for name in names if re.search(rf"\b{name}\b", page)] == []
    with pytest.raises(SaysNo, match="You may not do this"):
        rules(lin, "done", case.id, text="我来说改了")
    rules(zhou, "done", case.id, text="培训加入字幕一课，全员看过。")
    with pytest.raises(SaysNo, match="second"):
        rules(zhou, "check", case.id, held="held", text="我自己看过了")
    with pytest.raises(SaysNo, match="That it holds is said from"):
        rules(lin, "check", case.id, held="held", text="第二天就说有效")

    # closed, drawn, and given to somebody without a hand in it
    finishes(yan)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    for had in (jun, yan):
        with pytest.raises(SaysNo, match="you had a hand in"):
            takes_a_look(had)
    address, page = takes_a_look(su)
    assert "河豚视频" in page, "what the complainant sent is there"
    for hidden in (OURS, FOUND, "全部恢复", "对不起", "误伤", "overturned", *names):
        assert hidden not in page
    assert su._get(f"/work/case/{case.id}/").headers["Location"] == address
    letters, effects = tao.letters(), house.did()
    su._send(address, outcome="refused", clause="CLIPS.8.1", rung="", text="步骤仍可照做，我会维持。")
    house.turn()
    assert (tao.letters(), house.did()) == (letters, effects), "a blind look does nothing by itself"

    # a lead without a hand in it settles, and the parties are told
    page = learning(zhou)
    assert "步骤仍可照做" in page
    assert "Cosigned" not in page
    for neither in ("", "maybe"):
        with pytest.raises(SaysNo, match="Choose one of the two first"):
            rules(zhou, "settle", case.id, reopens=neither, text="两个人判断不同。")
    rules(zhou, "settle", case.id, reopens="reopen", text="两个人判断不同，再看一次。")
    house.turn()
    assert house.only_case().on_appeal
    assert "再看一次" in tao.reads().text
    for had in (jun, yan, su):
        with pytest.raises(SaysNo, match="you had a hand in"):
            had.takes_next()
    a_third_judges_it_and_what_was_given_back_goes_again(house, tao)

    # a month later another person looks whether the mending holds; what is late calls a lead
    house.later(days=31)
    it_did_not_hold_and_is_work_again(house, case.id)
    assert "to be checked on" in learning(zhou)
    house.later(days=90)
    assert "lead" in house.alarms("learning")
    rules(lin, "check", case.id, held="held", text="三个月里抽查五十件，没有再发生。")
    assert work_of(house, case.id).state == "held", (
        "found twice, thirty days and ninety after it was done anew"
    )
    with pytest.raises(SaysNo, match="cannot be done as things stand"):
        rules(lin, "check", case.id, held="held", text="再看一次")
    assert [name for name in names if re.search(rf"\b{name}\b", learning(zhou))] == []
    house.all_is_over()
    house.is_sound()


def a_third_judges_it_and_what_was_given_back_goes_again(house: House, tao) -> None:
    """梅 Mei agrees with the second reader: the host's decision is in force again, he reads why and where he may go, and that grant is learned from."""
    mei = house.mei
    looks_again(mei)
    again = {"lapse": "false_negative", "cause": "haste", "cause_text": "只看了字幕，没有看手上的步骤。"}
    refuses(mei, ruling="overturned", **again)
    house.turn()
    assert sorted(house.did("apply")) == [one.replace("lift", "apply") for one in LIFTS]
    assert not house.is_shown("v-7")
    outcome = tao.reads().text
    for said in ("复核结果：撤销原决定", "步骤可以照做", "这项处理曾经撤销，按现在的结果重新生效", "法院"):
        assert said in outcome, outcome
    assert "结束" not in outcome, "it is in force"
    assert house.only_case().status is Status.DECIDED, "sisters and cause come first"
    mei.works_through({"error_cause": "漏判：没有看手上的步骤", "sisters": "没有同类"})
    mei.skips("undo_cascade", "没有什么要撤销", seconded=house.yan)
    house.turn()
    house.all_is_over()
    first, second = house.only_case().lessons.tasks
    assert (first.owner, second.cause, second.state) == ("training", "haste", "open")
    assert "没有看手上的步骤" in learning(house.zhou)


def work_of(house: House, case: UUID) -> Task:
    """The first that was learned from it."""
    return house.case(case).lessons.tasks[0]


def it_did_not_hold_and_is_work_again(house: House, case: UUID) -> None:
    """Whoever looks finds that it came back: it has a new day, is done anew, and its thirty days begin anew."""
    lin, zhou = house.lin, house.zhou
    rules(lin, "check", case, held="came_back", text="二十件里又有两件没放大看字幕。")
    again = work_of(house, case)
    assert (again.state, again.due_at > house.clock()) == ("open", True)
    page = learning(zhou)
    for said in ("It came back", "又有两件没放大看字幕"):
        assert said in page
    with pytest.raises(SaysNo, match="cannot be done as things stand"):
        rules(lin, "check", case, held="held", text="没有人再改过")
    rules(zhou, "done", case, text="流程里加了必须放大看字幕的一步。")
    with pytest.raises(SaysNo, match="That it holds is said from"):
        rules(lin, "check", case, held="held", text="第二天就说有效")
    house.later(days=31)
    rules(lin, "check", case, held="held", text="二十件里没有再发生。")


def test_it_is_not_solved_means_that_another_person_looks(house: House, li):
    mei_answers(house)
    house.turn()
    case = house.only_case()
    assert case.status is Status.CLOSED
    assert "问题解决了吗" in li.sees()
    said = {"do": "rate", "case": str(case.id), "solved": "no", "clear": "yes", "rating": "还是找不到草稿。"}
    assert li.browser.post(f"/c/{li.number}", **said).status_code in (302, 303)
    assert "问题解决了吗" not in li.sees()
    assert "另一位同事会再看一遍" in li.sees()
    assert li.browser.post(f"/c/{li.number}", **said).status_code == 422, "once for each decision"
    house.turn()

    with pytest.raises(SaysNo, match="you had a hand in"):
        takes_a_look(house.mei)
    address, page = takes_a_look(house.jun)
    assert "Read the whole case" in page
    for neither in ("", "no", "reopen"):
        with pytest.raises(SaysNo, match="Choose one of the two first"):
            house.jun._send(address, reopens=neither, text="旧手机里的草稿不会同步。")
    house.turn()
    assert "另一位同事会再看一遍" in li.sees(), "whoever chose nothing has not said no"
    house.jun._send(address, reopens="keep", text="旧手机里的草稿不会同步；请在旧手机上打开草稿箱。")
    house.turn()
    assert "旧手机上打开草稿箱" in li.reads().text
    assert house.only_case().status is Status.CLOSED
    assert house.only_case().appeals == (), "it is no appeal"
    page = learning(house.zhou)
    assert re.search(r"Answered 1 1 0 / 1 · 0% \(0–79%\) 0 / 0 · none yet 1 / 1 · 100%", page)

    # and the blind look at it goes to a third person, who agrees
    with pytest.raises(SaysNo, match="you had a hand in"):
        takes_a_look(house.jun)
    address, page = takes_a_look(house.yan)
    assert "旧手机" not in page
    assert "还是找不到草稿" not in page, "nor what she said of the answer, which tells that there was one"
    li.writes("另外，上个月的会员发票一直开不出来。")
    again = house.yan._get(address)
    assert (again.status_code, plain(again.text) == page) == (200, True), (
        "what she wrote since is not hers to read"
    )
    house.yan._send(address, outcome="answered", clause="", rung="", text="打开草稿箱即可。")
    page = learning(house.zhou)
    assert re.search(r"All 1 1 100% – 1\.00", page)
    assert "The first cases of a new colleague (draws 100%) 1 1 100%" in page
    writes_after_the_end(house, li)
    it_is_not_solved_and_she_was_right(house)
    house.is_sound()


def it_is_not_solved_and_she_was_right(house: House) -> None:
    """宁宁 Ning was told where her drafts are, and there are none: another opens it again, a third answers, and somebody mends why."""
    ning = house.files(QUESTION, contact={"email": "ning@canary.example"})
    house.turn()
    mei = house.mei
    mei.takes_next()  # what 老李 Li wrote of his invoice
    mei.works_through({"really_a_question": "", "known_answer": "发票重开", "answer_tried": "重开成功"})
    mei.proposes("answered", to_complainant="十月的发票已经重开，发到您留的信箱。")
    mei_answers(house)
    case = mei.case
    house.turn()
    assert house.is_closed(case)
    said = {"do": "rate", "case": str(case), "solved": "no", "clear": "no", "rating": "草稿箱是空的。"}
    assert ning.browser.post(f"/c/{ning.number}", **said).status_code in (302, 303)
    house.turn()
    address, page = takes_a_look(house.jun)
    assert str(case) in address
    assert "草稿箱是空的" in page, "what she said with it"
    house.jun._send(address, reopens="yes", text="您说得对，我们答漏了：草稿会过期。")
    house.turn()
    assert house.case(case).on_appeal
    again = ning.reads().text
    for words in ("我们重新处理", "答漏了：草稿会过期", "由一位没有参与过的人员"):
        assert words in again, again
    for had in (house.mei, house.jun):
        with pytest.raises(SaysNo, match="you had a hand in"):
            had.takes_next()
    yan = house.yan
    assert yan.takes_next() == case
    assert "草稿箱是空的" in yan.sees()
    yan.works_through({step: note for step, note in JUDGED.items() if step != "three_precedents"})
    yan.skips("three_precedents", "查过帮助记录，没有类似", seconded=house.zhou)
    yan.proposes(
        "answered",
        ruling="changed",
        to_complainant="草稿七天后会清空；可以从“创作记录”里找回原片。",
        lapse="wrong_selection",
        cause="training",
        cause_text="帮助页没有写草稿七天后会清空。",
    )
    yan.works_through({"error_cause": "漏答", "sisters": ""})
    yan.skips("undo_cascade", "只是答复，平台上没有什么要撤销", seconded=house.zhou)
    house.turn()
    outcome = ning.finds("申诉结果").text
    assert "创作记录" in outcome
    assert house.is_closed(case)
    assert ning.asks_the_api()["status"] == "ended"
    [task] = house.case(case).lessons.tasks
    assert (task.cause, task.owner, task.state) == ("training", "training", "open")
    assert "帮助页没有写草稿七天后会清空" in learning(house.zhou)
    assert house.did() == []


def writes_after_the_end(house: House, li) -> None:
    """What she sends then is read by a day; what is another matter goes on as a complaint of its own, with words and file."""
    li.hands_in("发票.txt", "客服聊天记录")
    page = li.sees()
    assert "您在办结之后发来的内容会有一位同事读，并写信告诉您结果。" in page
    assert page.count("前会有一位同事读") == 1, "one day for all of it"
    house.turn()
    address, page = takes_a_look(house.jun)
    assert "上个月的会员发票一直开不出来" in page
    assert "text/plain" in page
    case = address.split("/")[3]
    assert "more came after the end; to be read by" in plain(house.zhou._get(f"/work/case/{case}/").text)
    upto = re.search(r'name="upto" value="(\d+)"', house.jun._get(address).text)[1]
    li.writes("是十月的那一张。")
    with pytest.raises(SaysNo, match="look again before you act"):
        house.jun._send(address, leads="matter", upto=upto, text="这是另一件事。")
    upto = re.search(r'name="upto" value="(\d+)"', house.jun._get(address).text)[1]
    house.jun._send(address, leads="matter", upto=upto, text="这是另一件事，另立一件。")
    house.turn()
    page = li.sees()
    assert "另立一件" in li.finds("另一件事").text
    [number] = re.findall(r"此事在投诉 (\S+) 中继续办理", page)
    other = next(one for one in house.cases() if str(one.id) != case)
    assert number in plain(house.zhou._get(f"/work/case/{other.id}/").text)
    assert "十月的那一张" in plain(house.zhou._get(f"/work/case/{other.id}/").text)


# ---- some of all that is closed, as the rules say


TWO_PERCENT = 200
"""Of ten thousand."""


def draws_half(house: House) -> None:
    """He who answers for the rules proposes that every second closed case is drawn, a lead signs it: both in the office."""
    plainly = rules_of("CN")
    strata = plainly["learning"]["strata"]
    assert strata["f_rest"]["share"] == TWO_PERCENT, "the rules that ship"
    del strata["c_starter"]
    strata["f_rest"]["share"] = 5000
    plainly |= {"version": "half", "versions": {**plainly["versions"], "learning": 9}}
    page = change_rules(house, "CN", plainly, why="先多抽一些 / Draw more for a while")
    assert "f_rest.share" in page, "whoever signs reads what changes"


def are_closed(house: House, several: range) -> None:
    """Copied clips, as somebody says; 梅 Mei finds that none is."""
    for no in several:
        house.files(f"这个视频是搬运的,机器号刷量。{COPY}", about=f"video v-{no}")
    house.turn()
    for _ in several:
        house.mei.takes_next()
        house.mei.works_through(SEEN)
        left = {"finding": OWN_CUT, "to_complainant": "不是搬运，没有处理。"}
        house.mei.proposes("no_violation", clause="CLIPS.4.4", **left)
    house.turn()
    house.all_is_over()


COPY = "第十二秒有别人的水印"
OWN_CUT = "是本人重新剪辑，水印是合作方授权的。"


def closed_as(case: Case) -> Closed:
    """How a case's book says that it was closed."""
    from ombud.store.ledger import read_lines

    return next(line.fact for line in read_lines(case.id) if isinstance(line.fact, Closed))


def test_of_what_is_closed_the_key_draws_the_share_in_the_rules_and_a_second_reader_sees_no_decision(house):
    draws_half(house)
    drawn: set[UUID] = set()
    for several in (range(1, 6), range(8, 13), range(15, 20), range(22, 27), range(29, 34)):
        are_closed(house, several)
        said = {one.id: closed_as(one) for one in house.cases()}
        drawn = {one.id for one in house.cases() if one.lessons.looks}
        if 1 < len(drawn) < len(said):
            break
    shares = {fact.share for fact in said.values()}
    assert 5000 in shares
    assert shares <= {5000, 1500}, "what many have seen is graver, and has a share of its own"
    assert drawn == {case for case, fact in said.items() if fact.drawn < fact.share}, "only the key draws"
    assert 1 < len(drawn) < len(said)
    assert f"All {len(drawn)} 0 –" in learning(house.zhou)
    assert "The rest (draws 50%)" in learning(house.zhou)
    with pytest.raises(SaysNo, match="you had a hand in"):
        takes_a_look(house.mei)

    agrees, differs = one_agrees_and_one_does_not(house)
    assert {agrees, differs} <= drawn
    assert house.case(agrees).lessons.looks[0].state == "agreed"
    page = learning(house.zhou)
    assert f"All {len(drawn)} 2 50%" in page
    assert "Cases that two judge differently" in page
    assert "水印是另一位作者的店名" in page
    assert [
        one.name for one in (house.mei, house.jun, house.yan) if re.search(rf"\b{one.name}\b", page)
    ] == []
    what_two_see_differently_is_decided_anew(house, differs)


def one_agrees_and_one_does_not(house: House) -> tuple[UUID, UUID]:
    """Two others are given one each, see neither what was decided nor by whom, and say how they would; nothing comes of it by itself."""
    letters = len(house.clips.log()["tells"])
    said = {"clause": "CLIPS.4.4", "rung": ""}
    opinions = (
        (house.jun, {**said, "outcome": "no_violation", "text": "画面是重新剪过的。"}),
        (house.yan, {**said, "outcome": "violation", "rung": "L2", "text": "水印是另一位作者的店名。"}),
    )
    seen = []
    for who, opinion in opinions:
        address, page = takes_a_look(who)
        assert COPY in page, "what was sent is there"
        for hidden in (OWN_CUT, "没有处理", "梅", "Mei", "画面是重新剪过的"):
            assert hidden not in page
        assert page.count("No violation found") == 1, "as one of the answers, and nowhere as what was found"
        seen.append(UUID(address.split("/")[3]))
        assert who._get(f"/work/case/{seen[-1]}/").headers["Location"] == address
        who._send(address, **opinion)
    house.turn()
    assert (house.did(), len(house.clips.log()["tells"])) == ([], letters)
    house.all_is_over()
    return seen[0], seen[1]


def what_two_see_differently_is_decided_anew(house: House, case: UUID) -> None:
    """A lead opens it again, a third person decides, and what was wrong is somebody's work by a day."""
    rules(house.zhou, "settle", case, reopens="reopen", text="两个人判断不同，由第三个人再看一次。")
    house.turn()
    assert house.case(case).on_appeal
    for had in (house.mei, house.yan):
        with pytest.raises(SaysNo, match="you had a hand in"):
            had.takes_next()
    su = house.su
    looks_again(su)
    assert su.case == case
    su.proposes(
        "violation",
        "L2",
        ruling="overturned",
        clause="CLIPS.4.4",
        finding="水印是另一位作者的店名。",
        to_complainant="您说得对，是搬运，已减少展示。",
        to_account="视频搬自他人，已减少展示。",
        lapse="false_negative",
        cause="training",
        cause_text="没放大看水印。",
    )
    house.turn()
    su.works_through({"error_cause": "漏判：没放大看水印", "sisters": "没有同类"})
    su.skips("undo_cascade", "原先没有做什么，没有可撤销的", seconded=house.zhou)
    su.works_through({"copies": "没有别的"})
    su.skips("report_unlawful", "不涉及违法", seconded=house.zhou)
    house.turn()
    house.all_is_over()
    [task] = house.case(case).lessons.tasks
    assert (task.owner, task.state) == ("training", "open")
    house.zhou.case = case
    card = house.zhou.sees().partition("What is learned from this")[2]
    for said in ("nobody was trained for it", "training lead", f"{task.due_at:%Y}"):
        assert said in card[:400], card[:400]
