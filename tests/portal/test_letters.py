"""Either side reads its letter and asks for another look; neither learns who the other is (I5, I7)."""

import re
from urllib.parse import urlsplit

import pytest

from tests.portal.conftest import Browser

CANARY = "金丝雀七三一兰的邻居在三单元"


@pytest.fixture
def decided(stage):
    """兰 Lan complained, 梅 Mei removed 涛 Tao's video, both were told."""
    case = stage.case(f"这个视频里有人裸露,全是色情内容,请删除。{CANARY}")
    stage.decide(case, "L4")
    stage.all()
    return case


@pytest.fixture
def her(stage, decided):
    """兰 Lan in her complaint."""
    from ombud.core.receipts import number_of
    from ombud.store.vault import vault

    number = number_of(stage.lan, "C")
    browser = Browser("zh")
    assert browser.enter(number, vault().code(stage.lan, vault().code_version)).status_code == 303
    return browser, number


@pytest.fixture
def link(stage, decided) -> str:
    """The link in 涛 Tao's app."""
    found = re.search(r"https?://\S+", stage.host.tells[-1].link or stage.host.tells[-1].text)[0]
    parts = urlsplit(found)
    return f"{parts.path}?{parts.query}"


def _read(browser: Browser, page: str, template: str = "处理决定") -> str:
    """Open the letter of a kind from the complaint's page; return its address."""
    listed = re.findall(r'name="letter" value="([^"]+)" aria-label="[^"]*: ([^"]+)"', page)
    return next(number for number, title in listed if title == template)


def test_a_complainant_reads_the_decision_without_another_code(her):
    browser, number = her
    page = browser.get(f"/c/{number}").text
    letter = _read(browser, page)
    opened = browser.post(f"/c/{number}", do="letter", letter=letter)
    assert opened.headers["Location"] == f"/l/{letter}"
    paper = browser.get(f"/l/{letter}")
    assert "您反映的视频确实违规" in paper.text
    assert "我要申诉" in paper.text
    assert "&lt;p&gt;" not in paper.text
    assert paper.headers["Cache-Control"] == "no-store"


def test_a_letter_of_somebody_else_is_not_to_be_had_there(her, stage, decided):
    from ombud.store import mailroom

    browser, number = her
    (statement,) = mailroom.of_case(decided)
    assert browser.post(f"/c/{number}", do="letter", letter=statement.number).status_code == 404


def test_an_account_s_link_leaves_the_address_needs_no_account_and_opens_until_nobody_can_appeal(link, stage):
    tao = Browser("zh")
    opened = tao.client.get(link)
    assert opened.status_code == 303
    assert "t=" not in opened.headers["Location"]
    assert opened.headers["Cache-Control"] == "no-store"
    assert "裸露" in tao.client.get(opened.headers["Location"]).text
    stage.later(
        days=120
    )  # a machine that looks ahead has been there; and who reads it today may appeal in spring
    assert "裸露" in Browser("zh").client.get(link, follow=True).text
    stage.later(days=120)
    over = Browser("zh").client.get(link)
    assert over.status_code == 403
    assert "这个链接打不开了" in over.text


def test_looking_at_a_link_without_opening_it_does_not_use_it_up(link):
    assert Browser().client.head(link).status_code == 200
    assert Browser().client.get(link).status_code == 303


def test_the_account_never_learns_who_complained_or_in_which_words(link, stage):
    tao = Browser("zh")
    paper = tao.client.get(link, follow=True)
    for text in (paper.text, tao.client.get(paper.request["PATH_INFO"] + "/appeal").text):
        assert CANARY not in text
        assert "lan@example.org" not in text
        assert stage.lan.hex not in text
        shown = re.sub(r'placeholder="[^"]*"', "", text)
        assert not re.search(r"\bC-[0-9A-Z]{4}-", shown)  # a complaint's number; a random token may hold "C-"


def test_the_account_appeals_and_is_answered_at_once(link, stage, decided):
    from ombud.store.ledger import read_case

    tao = Browser("zh")
    address = tao.client.get(link).headers["Location"]
    sent = tao.post(f"{address}/appeal", text="那是医学教学视频,不是色情。")
    assert sent.headers["Location"] == f"{address}/appeal/sent"
    page = tao.client.get(f"{address}/appeal/sent")
    assert "已收到您的申诉" in page.text
    assert len(read_case(decided).appeals) == 1
    assert "tel:" not in page.text
    assert "tel:12356" in tao.client.get(f"{address}/appeal/sent?danger=1").text
    again = tao.post(f"{address}/appeal", text="再说一次")
    assert again.headers["Location"].startswith(f"{address}/appeal/sent")
    assert len(read_case(decided).appeals) == 1


def test_an_empty_appeal_is_refused_and_a_late_one_explained(link, stage):
    tao = Browser("zh")
    address = tao.client.get(link).headers["Location"]
    empty = tao.post(f"{address}/appeal", text=" ")
    assert empty.status_code == 422
    stage.later(days=400)
    late = tao.post(f"{address}/appeal", text="我才看到这封信")
    assert late.status_code == 422
    assert "我才看到这封信" in late.text


def test_a_wrong_letter_code_and_a_wrong_number_get_the_same_answer(her):
    browser, number = her
    letter = _read(browser, browser.get(f"/c/{number}").text)
    stranger = Browser("zh")
    for wrong in (letter, "L-7K3M-9QF2-TX4V-H", "x"):
        answer = stranger.post("/letter/", number=wrong, code="AAAA")
        assert answer.status_code == 403
        assert "您反映的视频" not in answer.text


def test_nobody_appeals_without_having_opened_the_letter(link):
    address = urlsplit(link).path
    answer = Browser("zh").post(f"{address}/appeal", text="我来申诉")
    assert 'name="code"' in answer.text
    assert "我来申诉" not in answer.text


def test_an_open_letter_of_one_reader_opens_no_other(her, link):
    browser, _number = her
    assert "裸露" not in browser.client.get(urlsplit(link).path).text


def test_a_letter_is_drawn_in_paragraphs_with_links_and_never_as_markup():
    from ombud.interfaces.portal.pages import linked

    drawn = linked("请看：https://ombud.example/l/L-1/appeal。\n\n<script>alert(1)</script> & 再见")
    assert drawn.startswith("<p>请看：<a ")
    assert 'href="https://ombud.example/l/L-1/appeal"' in drawn
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert hasattr(drawn, "__html__")


def test_dates_are_told_by_the_clock_of_the_place_until_the_browser_names_its_own(stage):
    from ombud.core.receipts import number_of
    from ombud.store.vault import vault

    case = stage.case("这个视频里有人裸露,全是色情内容,请删除。", jurisdiction="EU")
    stage.decide(case, "L4")
    stage.all()
    number, browser = number_of(stage.lan, "C"), Browser("zh")
    assert browser.enter(number, vault().code(stage.lan, vault().code_version)).status_code == 303
    page = browser.get(f"/c/{number}").text
    letter = _read(browser, page)
    browser.post(f"/c/{number}", do="letter", letter=letter)
    pages = (page, browser.get(f"/l/{letter}").text, browser.get(f"/l/{letter}/appeal").text)
    for one in pages:
        assert "布鲁塞尔时间" in one
        assert "北京时间" not in one
    browser.client.cookies["zone"] = "Asia%2FTokyo"
    assert "东京时间" in browser.get(f"/c/{number}").text
    assert "布鲁塞尔时间" not in browser.get(f"/c/{number}").text
    browser.client.cookies["zone"] = "../../etc/passwd"
    assert "布鲁塞尔时间" in browser.get(f"/c/{number}").text, "a zone that is none is nobody's"
