"""A plain question: answered by a person, without finding, clause or order; and open to a second look."""

import pytest

from ombud.core.case import Status
from tests.journeys.house import House
from tests.journeys.staff import SaysNo

CANARY = "金丝雀己六我孙子教我拍的"
ANSWER = "打开“我”页，点作品栏左边的草稿箱即可。换过手机的话，旧手机里的草稿不会跟过来。"


@pytest.fixture
def li(house: House):
    """老李 Li cannot find his drafts."""
    filed = house.files_by_form(
        f"请问草稿箱在哪里？想找上周没发出去的视频。{CANARY}",
        way="confidential",
        email="li@canary.example",
    )
    house.turn()
    return filed


def mei_answers(house: House) -> None:
    mei = house.mei
    mei.takes_next()
    mei.works_through({"really_a_question": "", "known_answer": "帮助页 12", "answer_tried": ""})
    mei.proposes("answered", to_complainant=ANSWER)


def test_receipt_answer_and_the_end_without_touching_the_host(house, li):
    case = house.only_case()
    assert case.code.startswith("SV.")
    assert case.subject is None
    assert len(li.letters()) == 1
    assert house.mails().count("To: li@canary.example") == 1
    mei_answers(house)
    house.turn()
    case = house.only_case()
    assert case.status is Status.CLOSED
    decision = case.decision
    assert decision is not None
    assert (decision.orders, decision.proposal.clause, decision.proposal.findings) == ((), None, ())
    assert len(li.letters()) == 2
    paper = li.reads().text
    assert "草稿箱即可" in paper
    assert "违规" not in paper
    assert li.asks_the_api()["status"] == "ended"
    assert house.did() == []
    assert house.clips.log()["tells"] == []
    assert house.mails().count("To: li@canary.example") == 2
    for secret in (CANARY, "草稿", li.number):
        assert secret not in house.mails()


def test_no_measure_hides_in_an_answer_and_no_answer_without_words(house, li):
    mei = house.mei
    mei.takes_next()
    with pytest.raises(SaysNo, match="Steps are still open"):
        mei.proposes("answered", to_complainant=ANSWER)
    with pytest.raises(SaysNo, match="cannot be skipped"):
        mei.skips("really_a_question", "一看就是")
    for step in ("really_a_question", "known_answer", "answer_tried"):
        mei.does(step)
    with pytest.raises(SaysNo, match="Say what the measure is aimed at: L4"):
        mei.proposes("answered", "L4", to_complainant=ANSWER)
    with pytest.raises(SaysNo, match="cannot end like that"):
        mei.proposes("violation", to_complainant=ANSWER)
    with pytest.raises(SaysNo, match="reasons for each side"):
        mei.proposes("answered")
    house.turn()
    assert house.only_case().status is Status.IN_HAND
    assert len(li.letters()) == 1


def test_two_people_with_the_same_question_each_get_an_answer_of_their_own(house, li):
    wu = house.files_by_form("请问草稿箱在哪里？")
    house.turn()
    assert len(house.cases()) == 2
    mei_answers(house)
    house.turn()
    assert len(li.letters()) + len(wu.letters()) == 3


def test_the_complainant_asks_again_and_somebody_else_answers(house, li):
    mei_answers(house)
    house.turn()
    said = li.reads().appeal("我没有换过手机，里面是空的。")
    assert "已收到" in said
    house.turn()
    case = house.only_case()
    assert case.on_appeal
    assert li.asks_the_api()["status"] != "ended"
    with pytest.raises(SaysNo, match="you had a hand in"):
        house.mei.takes_next()
    jun = house.jun
    assert jun.takes_next() == case.id
    assert "里面是空的" in jun.sees()
    jun.does("as_it_was", "原答复在")
    jun.does("fresh_judgement", "答复漏了草稿为空的情况")
    jun.skips("three_precedents", "查过帮助记录，没有类似", seconded=house.zhou)
    jun.does("procedure", "答复及时")
    jun.does("their_side")
    jun.proposes(
        "answered", ruling="changed", to_complainant="草稿七天后会清空；可以从“创作记录”里找回原片。"
    )
    jun.does("error_cause", "漏答")
    jun.does("sisters")
    jun.skips("undo_cascade", "只是答复，平台上没有什么要撤销", seconded=house.zhou)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    assert "创作记录" in li.reads().text
    assert house.did() == []


def test_danger_that_hides_in_a_question_is_no_question(house):
    house.files_by_form("怎么注销账号？我不想活了，今晚就结束。")
    house.turn()
    case = house.only_case()
    assert not case.code.startswith("SV.")
    assert case.severity == "S0"


def test_a_question_that_was_sorted_as_something_graver_is_put_right_by_a_person(house):
    wu = house.files_by_form("请问换了手机号之后，怎么修改账号绑定的手机号？")
    house.turn()
    case = house.only_case()
    assert case.code.startswith("AS.")
    mei = house.mei
    mei.takes_next()
    with pytest.raises(SaysNo, match="no such step"):
        mei.does("really_a_question")
    with pytest.raises(SaysNo, match="reason"):
        mei.recodes("SV.SIGNUP", " ")
    mei.recodes("SV.SIGNUP", "只是想知道在哪里改")
    assert house.case(case.id).status is Status.QUEUED  # it waits in the right lane now
    mei_answers(house)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    assert "草稿箱即可" in wu.reads().text


@pytest.fixture
def bouncing(monkeypatch):
    """Mail boxes at dead.example take nothing; whatever else is sent goes on as ever."""
    from ombud.adapters.mail.folder import FolderPost
    from ombud.adapters.sending import Undeliverable

    sends = FolderPost.send

    def send(post, mail):
        return (
            Undeliverable(mail.key, "no_such_box") if mail.to.endswith("@dead.example") else sends(post, mail)
        )

    monkeypatch.setattr(FolderPost, "send", send)


QUESTION = "请问草稿箱在哪里？想找上周没发出去的视频。"


def test_a_letter_that_bounces_goes_another_way_or_is_somebodys_task_and_stands_on_the_page(house, bouncing):
    """Whoever gave a telephone, too, gets word there; of whoever gave only a dead mail box a lead is told, and they read it here."""
    both = house.files(QUESTION, contact={"email": "li@dead.example", "phone": "13800000001"})
    house.turn()
    assert house.text_messages().count("13800000001") == 1
    mei_answers(house)
    house.turn()
    assert house.only_case().status is Status.CLOSED
    assert house.text_messages().count("13800000001") == 2
    assert "没能把来信提醒送到" not in both.sees()
    assert house.alarms("letter_dead") == []

    first = house.only_case().id
    only = house.files(f"{QUESTION}换了手机也没有。", contact={"email": "sun@dead.example"})
    house.turn()
    mei_answers(house)
    house.turn()
    (case,) = (one for one in house.cases() if one.id != first)
    assert case.status is Status.DECIDED, "nobody has told them"
    assert house.alarms("letter_dead") == ["lead"]
    assert "no_such_box" in house.zhou.sees_in_the_office("orders")
    assert "没能把来信提醒送到" in only.sees()
    assert "草稿箱即可" in only.reads().text
    assert "没能把来信提醒送到" in only.sees(), "the receipt was not read"
    house.turn()
    assert house.case(case.id).status is Status.CLOSED, "whoever read it has it"
    assert house.mails() == ""
