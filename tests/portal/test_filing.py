"""Anybody can complain: without log-in, without script, and without losing a word."""

import pytest

from tests.portal.conftest import CODE, KEY, NUMBER


def test_a_link_from_the_platform_names_the_subject_and_asks_what_happened(lan):
    page = lan.get("/file/", platform="clips", kind="video", id="v-1029")
    assert page.status_code == 200
    assert "clips 上的视频：v-1029" in page.text
    assert 'name="text"' in page.text


def test_three_short_screens_lead_to_a_receipt(lan):
    first = lan.get("/file/", platform="clips", kind="video", id="v-1029")
    said = {"key": KEY.search(first.text)[1], "platform": "clips", "kind": "video", "id": "v-1029"}
    said |= {"text": "视频里有我的住址。", "danger": "no"}
    second = lan.post("/file/", **said, screen="what", go="next")
    assert second.status_code == 200
    assert 'name="relation"' in second.text
    said |= {"relation": "affected", "about": "privacy"}
    third = lan.post("/file/", **said, screen="who", go="next")
    assert 'name="way"' in third.text
    assert "视频里有我的住址。" in third.text
    sent = lan.post("/file/", **said, screen="reach", go="send", way="anonymous")
    assert sent.status_code == 303
    receipt = lan.get("/file/receipt/")
    assert NUMBER.search(receipt.text)[1].startswith("C-")
    assert CODE.search(receipt.text)
    assert "2026年11月30日" in receipt.text


def test_danger_skips_what_can_wait_and_shows_where_to_call(lan):
    page = lan.post("/file/", text="她说今晚要跳楼", danger="yes", screen="what", go="next")
    assert 'name="way"' in page.text
    assert 'name="relation"  ' not in page.text
    assert 'href="tel:120"' in page.text
    assert "第 2 步，共 2 步" in page.text


def test_danger_is_promised_an_answer_within_the_hour(lan):
    lan.send(text="她说今晚要跳楼", danger="yes")
    receipt = lan.get("/file/receipt/").text
    assert "收到了，我们现在就看。" in receipt
    assert "2026年11月23日 10:00" in receipt


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param({"text": "  "}, "请写一写发生了什么", id="nothing written"),
        pytest.param({"text": "长" * 20_001}, "最多 20000 字", id="too long"),
        pytest.param(
            {"text": "有人骂我", "way": "confidential"}, "请留邮箱或手机号", id="in confidence, unreachable"
        ),
        pytest.param(
            {"text": "有人骂我", "way": "confidential", "email": "lan@"},
            "请填写完整的邮箱地址",
            id="half an address",
        ),
        pytest.param(
            {"text": "有人骂我", "way": "confidential", "phone": "call me"}, "请填写手机号", id="no number"
        ),
        pytest.param(
            {"text": "有人骂我", "website": "http://spam"}, "请再按一次提交", id="a machine filled the trap"
        ),
    ],
)
def test_what_is_wrong_is_said_and_everything_written_stays(lan, said, words):
    answer = lan.send(**said)
    assert answer.status_code == 422
    assert words in answer.text
    assert said["text"].strip() in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_sending_twice_gives_the_same_receipt(lan):
    key = KEY.search(lan.get("/file/").text)[1]
    numbers = []
    for _ in range(2):
        lan.post("/file/", key=key, text="账号被盗了", danger="no", way="anonymous")
        numbers.append(NUMBER.search(lan.get("/file/receipt/").text)[1])
    assert numbers[0] == numbers[1]
    assert "还是同一个编号" in lan.get("/file/receipt/").text


def test_going_back_and_sending_other_words_is_asked_about_and_keeps_them(lan):
    key = KEY.search(lan.get("/file/").text)[1]
    lan.post("/file/", key=key, text="账号被盗了", danger="no", way="anonymous")
    answer = lan.post("/file/", key=key, text="另一件事", danger="no", way="anonymous")
    assert answer.status_code == 409
    assert "已经提交过一次" in answer.text
    assert "另一件事" in answer.text
    assert KEY.search(answer.text)[1] != key


def test_changing_the_language_keeps_the_form_and_files_nothing(lan):
    answer = lan.post("/file/?lang=en", text="写到一半", danger="no", screen="what")
    assert answer.status_code == 200
    assert "写到一半" in answer.text
    assert "What happened?" in answer.text
    assert "ombud_receipt" not in lan.client.cookies


def test_a_form_open_too_long_keeps_its_text_and_files_nothing(stranger):
    wei = stranger("en")
    answer = wei.client.post("/file/", {"text": "A long story"}, headers=wei.headers)
    assert answer.status_code == 403
    assert "A long story" in answer.text
    assert "Everything you wrote is still here" in answer.text


def test_no_form_asks_for_papers_birth_or_script(lan):
    for screen in ("what", "who", "reach"):
        page = lan.post("/file/", text="有人骂我", danger="no", screen=screen, lang_only="1", go="next").text
        assert 'name="id_card"' not in page
        assert 'name="birth' not in page
        assert "<script>" not in page
        assert "onclick" not in page


def test_intimate_matters_get_no_upload_and_are_told_why(lan):
    page = lan.post(
        "/file/", text="前男友威胁发我的照片", danger="no", intimate="on", screen="who", go="next"
    ).text
    assert 'type="file"' not in page
    assert "这里不收图片" in page


def test_an_adult_bystander_may_upload_and_is_told_what_never_to(lan):
    page = lan.post("/file/", text="假货", danger="no", screen="who", go="next").text
    assert 'type="file"' in page
    assert "请不要上传" in page


def test_a_file_comes_along_and_a_bad_one_stops_nothing(lan, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    png = (
        b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (1).to_bytes(4) * 2 + b"\x08\x02\x00\x00\x00\x90wS\xde"
    )
    files = [
        SimpleUploadedFile("a.png", png, "image/png"),
        SimpleUploadedFile("b.html", b"<html><script>", "text/html"),
    ]
    sent = lan.send(text="主播卖假货，不发货", about="other_service", files=files)
    assert sent.status_code == 303
    receipt = lan.get("/file/receipt/").text
    assert "收到 1 个文件" in receipt
    assert "有文件没有收下" in receipt


def test_the_receipt_is_a_text_file_too_and_is_put_away_on_request(lan):
    number, code = lan.file()
    answer = lan.get("/file/receipt.txt")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="ombud-{number}.txt"'
    assert code in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    lan.post("/file/receipt/", go="clear")
    gone = lan.get("/file/receipt/")
    assert gone.status_code == 410
    assert code not in gone.text


def test_a_receipt_shows_only_in_the_browser_that_filed(lan, stranger):
    lan.file()
    assert stranger().get("/file/receipt/").status_code == 410


def test_what_was_said_is_what_is_kept(lan, wei):
    from ombud.store.ledger import read_complaint
    from ombud.usecases.find_complaint import find_complaint

    number, code = wei.file(
        "My daughter is being asked for pictures",
        relation="guardian",
        way="confidential",
        email="wei@example.org",
        place="EU",
        platform="clips",
        kind="account",
        id="u-7",
    )
    received = read_complaint(find_complaint(number, code=code)).received
    assert (received.relation, received.locale, received.jurisdiction) == ("guardian", "en", "EU")
    assert (received.anonymous, received.reachable, received.subject_kind) == (False, True, "account")
    assert received.channel == "portal"


def test_a_link_cannot_choose_the_key_that_would_give_its_maker_the_code(lan):
    page = lan.get(
        "/file/", key="known-to-a-stranger", text="有人骂我", platform="clips", kind="video", id="v-1"
    )
    assert KEY.search(page.text)[1] != "known-to-a-stranger"
