"""With number and code, and only with both, somebody follows their own complaint (I7)."""

import re

import pytest

HIS_WORDS = "金丝雀二二零:他在视频里骂我全家"


@pytest.fixture
def filed(lan):
    return lan.file(HIS_WORDS)


def test_number_and_code_open_the_complaint_with_dates_and_own_words(lan, filed):
    number, code = filed
    opened = lan.enter(number, code)
    assert opened.status_code == 303
    assert opened.headers["Location"] == f"/c/{number}"
    page = lan.get(f"/c/{number}")
    assert "我们收到了" in page.text
    assert HIS_WORDS in page.text
    assert "2026年11月30日" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_code_is_in_no_address_and_on_no_page_but_the_receipt(lan, filed):
    number, code = filed
    answer = lan.enter(number, code)
    assert code not in answer.headers["Location"]
    assert code not in lan.get(f"/c/{number}").text
    assert code not in "".join(cookie.value for cookie in lan.client.cookies.values())


def test_small_letters_spaces_and_no_dashes_are_forgiven(lan, filed):
    number, code = filed
    assert lan.enter(number.lower(), code.lower().replace("-", " ")).status_code == 303


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param("right", "AAAAA-AAAAA-AAAAA-AAAAA", id="a wrong code"),
        pytest.param("C-7K3M-9QF2-TX4V-H", "right", id="a number nobody has"),
        pytest.param("nonsense", "right", id="no number at all"),
        pytest.param("right", "", id="no code"),
    ],
)
def test_whatever_is_wrong_gets_the_same_answer(stranger, filed, number, code):
    given = {
        "number": filed[0] if number == "right" else number,
        "code": filed[1] if code == "right" else code,
    }
    answer = stranger().enter(**given)
    assert answer.status_code == 403
    alike = re.sub(r'value="[^"]*"', "", answer.text)
    other = re.sub(r'value="[^"]*"', "", stranger().enter(filed[0], "0").text)
    strip = re.compile(r'data-csrf="[^"]*"')
    assert strip.sub("", alike) == strip.sub("", other)
    assert HIS_WORDS not in answer.text


def test_the_eleventh_wrong_code_is_told_to_wait_and_the_right_one_still_opens(stranger, filed):
    number, code = filed
    guesser = stranger()
    assert [guesser.enter(number, f"{tried}").status_code for tried in range(11)] == [403] * 10 + [429]
    assert stranger().enter(number, code).status_code == 303


def test_without_a_pass_the_page_only_asks_for_the_code(stranger, filed):
    page = stranger().get(f"/c/{filed[0]}")
    assert HIS_WORDS not in page.text
    assert 'name="code"' in page.text


def test_the_pass_for_one_complaint_opens_no_other(lan, wei, filed):
    other, others_code = wei.file("A different matter altogether")
    lan.enter(*filed)
    assert "A different matter" not in lan.get(f"/c/{other}").text
    answer = lan.post(f"/c/{other}", do="write", text="我不是她")
    assert 'name="code"' in answer.text
    wei.enter(other, others_code)
    assert "我不是她" not in wei.get(f"/c/{other}").text


def test_a_forged_pass_opens_nothing(stranger, filed):
    thief = stranger()
    thief.client.cookies["ombud_complaint"] = "eyJudW1iZXIiOiJ4In0:1abc:forged"
    assert HIS_WORDS not in thief.get(f"/c/{filed[0]}").text


def test_a_message_arrives_once_and_an_empty_one_is_refused(lan, filed):
    number, code = filed
    lan.enter(number, code)
    assert lan.post(f"/c/{number}", do="write", text="  ").status_code == 422
    sent = lan.post(f"/c/{number}", do="write", text="他又发了一条")
    assert sent.headers["Location"] == f"/c/{number}?done=wrote"
    page = lan.get(f"/c/{number}", done="wrote")
    assert "已收到您写的内容" in page.text
    assert page.text.count("他又发了一条") == 1


def test_changing_the_language_keeps_a_half_written_message_and_sends_nothing(lan, filed):
    number, code = filed
    lan.enter(number, code)
    page = lan.post(f"/c/{number}?lang=en", do="write", text="写到一半")
    assert page.text.count("写到一半") == 1
    assert "What has happened" in page.text


def test_a_file_that_is_none_is_refused_in_words(lan, filed):
    from django.core.files.uploadedfile import SimpleUploadedFile

    number, code = filed
    lan.enter(number, code)
    page = SimpleUploadedFile("x.svg", b"<svg onload=alert(1)>", "image/svg+xml")
    assert lan.post(f"/c/{number}", do="add", files=[page]).status_code == 422
    assert lan.post(f"/c/{number}", do="add").status_code == 422
    note = SimpleUploadedFile("note.txt", "他的账号是 u-7".encode(), "text/plain")
    assert lan.post(f"/c/{number}", do="add", files=[note]).status_code == 303
    assert "text/plain" in lan.get(f"/c/{number}").text


def test_leaving_closes_the_page(lan, filed):
    number, code = filed
    lan.enter(number, code)
    lan.post(f"/c/{number}", do="leave")
    assert HIS_WORDS not in lan.get(f"/c/{number}").text


def test_another_site_can_do_nothing_in_somebodys_name(lan, filed):
    number, code = filed
    lan.enter(number, code)
    answer = lan.client.post(f"/c/{number}", {"do": "write", "text": "forged"})
    assert answer.status_code == 403
    assert "forged" not in lan.get(f"/c/{number}").text


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        pytest.param({"intimate": "yes", "text": "有人发了我的照片"}, False, id="said on the form"),
        pytest.param({"text": "有人盗用了我的视频"}, True, id="nothing intimate"),
    ],
)
def test_where_pictures_would_do_new_harm_none_is_asked_for_and_it_is_said_why(lan, *, said, asked):
    number, code = lan.file(**said)
    lan.enter(number, code)
    page = lan.get(f"/c/{number}").text
    assert ('name="files"' in page) is asked
    assert ("我们不需要图片" in page) is not asked


def test_words_of_danger_are_answered_by_numbers_to_call_and_a_receipt_where_no_case_hears_them(lan, filed):
    """Nobody has sorted it yet, so that nobody would read them: they are a complaint of their own, at once."""
    number, code = filed
    lan.enter(number, code)
    calm = lan.post(f"/c/{number}", do="write", text="他今天又骂了")
    assert calm.headers["Location"] == f"/c/{number}?done=wrote"
    assert "tel:" not in lan.get(calm.headers["Location"]).text
    sent = lan.post(f"/c/{number}", do="write", text="我撑不下去了,今晚就想死,已经买好药了。")
    assert sent.headers["Location"] == "/file/receipt/"
    page = lan.get("/file/receipt/").text
    assert "tel:12356" in page
    assert number not in page
    lan.enter(number, code)
    assert "tel:12356" in lan.get(f"/c/{number}?done=wrote&danger=1").text
