"""Somebody calls: 梅 Mei asks what the pack asks, files for them, and reads out number and code."""

import re
from html import unescape

import pytest

from ombud.core.vocabulary import Side
from ombud.store import texts
from ombud.store.ledger import read_complaint, read_lines
from ombud.store.models import Complaint
from tests.cast import MEI, pack
from tests.workbench.scene import at

KEY = re.compile(r'name="key" value="([^"]+)"')
SAID = {"text": "我孩子充了三千块。", "spoken": "zh", "place": "CN", "relation": "guardian", "danger": "no"}
TIPS = {**SAID, "kind": "LV.MINOR", "q_payer_account": "adult", "q_age_band": "from_8", "q_amount": "3000 元"}


@pytest.fixture
def desk(floor):
    floor.hire(MEI)
    return at(MEI, "zh")


def post(desk, **said):
    key = KEY.search(desk.get("/work/phone/").text)[1]
    return desk.post("/work/phone/", {"key": key, "go": "file", **said})


def test_the_page_has_the_questions_of_the_kind_words_to_say_and_what_is_never_asked(desk):
    page = post(desk, **TIPS, go="ask").text
    assert set(re.findall(r'name="q_(\w+)"', page)) == {
        *("payer_account", "age_band", "payment_period", "amount", "account_user", "how_known")
    }
    assert "用谁的账号付的款？" in page
    assert "提供家里的录像" in page
    assert "您不用说名字，也不用证件" in page
    assert "3000 元" in page
    assert not Complaint.objects.exists()


def test_the_caller_is_asked_in_their_own_language_and_a_child_in_a_childs_words(desk):
    english = post(desk, **{**TIPS, "spoken": "en"}, go="ask").text
    assert "Whose account was used to pay?" in english
    assert "You need not give your name" in english
    assert "是哪一类" in english
    child = post(desk, **TIPS, child="on", go="ask").text
    assert "是用谁的账号付的？" in child
    assert "不许告诉别人" in child


def test_a_field_that_is_no_text_of_the_note_is_left_alone(desk):
    assert post(desk, **TIPS, answers="x", go="ask").status_code == 200


def test_it_is_filed_once_by_the_colleague_and_number_and_code_are_read_out(desk):
    key = KEY.search(desk.get("/work/phone/").text)[1]
    first, again = (
        desk.post("/work/phone/", {"key": key, "go": "file", **TIPS, "phone": "+86 138 0000 0000"})
        for _ in range(2)
    )
    assert first.status_code == again.status_code == 200
    number = re.search(r'id="receipt-number">([^<]+)<', first.text)[1]
    code = re.search(r'id="receipt-code">([^<]+)<', first.text)[1]
    assert number in again.text
    assert code in again.text
    assert first.headers["Cache-Control"] == "no-store"
    row = Complaint.objects.get()
    kept = read_complaint(row.id)
    assert (row.number, kept.received.channel, kept.received.kind) == (number, "phone", "LV.MINOR")
    assert (kept.received.reachable, kept.received.anonymous) == (True, False)
    assert read_lines(row.id)[0].by == f"agent:{MEI}"
    words = texts.read(row.id, kept.received.words.id)
    assert '"answers":{"age_band":"from_8","amount":"3000 元","payer_account":"adult"}' in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"text": " "}, "请写下发生了什么", id="nothing written"),
        pytest.param({"text": "长" * 20_001}, "最多 20000 字", id="too long"),
        pytest.param({"phone": "call me"}, "请填写电话号码", id="no number"),
        pytest.param({"q_payer_account": "moon"}, "请从给出的选项里选一个", id="no such option"),
        pytest.param({"q_payer_account": ""}, "请回答这个问题", id="what the form insists on"),
        pytest.param(
            {"kind": "LV.MOON", "q_payer_account": ""}, "只能使用规定的取值", id="a kind of no pack"
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written_is_lost(desk, more, words):
    page = post(desk, **{**TIPS, **more})
    assert page.status_code == 422
    assert words in page.text
    assert {**TIPS, **more}["text"].strip() in page.text
    assert not Complaint.objects.exists()


def test_danger_waits_for_no_answer_and_shows_whom_to_call(desk):
    said = {**TIPS, "q_payer_account": "", "danger": "yes"}
    assert "请来电人先打这些电话" in post(desk, **said, go="ask").text
    filed = post(desk, **said)
    assert filed.status_code == 200
    assert 'href="tel:120"' in filed.text
    assert Complaint.objects.get().urgent


def test_only_who_works_on_cases_may_file_for_a_caller(floor):
    floor.hire(MEI, "auditor")
    assert at(MEI).get("/work/phone/").status_code == 403


def test_whoever_gets_the_case_reads_question_and_answer_in_words(floor):
    floor.hire(MEI)
    case = floor.file(
        "收到的不是我买的", answers={"hurt": False, "data_kinds": ["phone", "chat"], "wanted": "退款"}
    )
    floor.give(case, MEI)
    page = at(MEI, "zh").get(f"/work/case/{case}/").text
    assert "有人因此受伤或生病吗？" in page
    assert "电话、聊天记录" in page
    assert "退款" in page
    assert "data_kinds" not in page


NOTICE = {**SAID, "text": "他们把我的照片当头像。", "kind": "CV.IP", "relation": "rights_holder"}


def test_a_notice_names_what_it_lacks_and_keeps_the_text_and_is_filed_as_it_is_once_they_say_the_rest_comes_later(
    desk,
):
    held = [one.id for one in pack().elements_for("CV.IP", side=Side.COMPLAINANT)]
    assert len(held) > 2
    lacks = post(desk, **NOTICE, **{f"q_{held[0]}": "yes"})
    assert lacks.status_code == 422
    assert NOTICE["text"] in lacks.text
    for one in held[1:]:
        assert f"请回答这个问题：{pack().questions[one].say('zh')}" in unescape(lacks.text)
    assert not Complaint.objects.exists()
    assert "没有这些，先这样提交" not in post(desk, **{**NOTICE, "relation": "bystander"}, go="ask").text
    assert post(desk, **NOTICE, later="on").status_code == 200
    assert read_complaint(Complaint.objects.get().id).received.kind == "CV.IP"
