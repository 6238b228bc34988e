"""A real browser on a small phone: no script, no account, no serious fault for a screen reader."""

import re
from hashlib import sha256
from urllib.parse import urlsplit

import pytest

from ombud.core.receipts import number_of
from ombud.store.ledger import read_complaint
from ombud.store.vault import vault
from tests import browser
from tests.browser import Screen

pytestmark = browser.MARKS
CHILD = "我今年11岁,同学在视频里嘲笑我,还叫大家都来看。"
SMALLEST = ("en-GB", "light", 360)
PHONES = [("zh-CN", "light", 390), ("en-GB", "dark", 1440), SMALLEST] if browser.EVERYWHERE else [SMALLEST]


UNBROKEN = {"rules": ".measures .mono", "letter": ".appeal-way .button span"}
"""What stands on one line, on the smallest phone: the code of a measure, the way to appeal."""
BROKEN = """what => [...document.querySelectorAll(what)].filter(one => {
  const range = document.createRange(); range.selectNodeContents(one)
  return new Set([...range.getClientRects()].map(line => line.top)).size > 1
}).map(one => one.textContent)"""


@pytest.fixture
def chromium(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with browser.chromium() as started:
        yield started


def test_somebody_without_script_files_and_keeps_the_receipt(house, live_server, chromium):
    phone = Screen(chromium, live_server.url, width=390, script=False)
    phone.goes("/")
    page = phone.page
    phone.follows("text=隐私泄露")
    page.fill("#id_text", "视频里有我家的住址。")
    page.check("#id_danger_1")
    phone.follows(".form-foot button[value=next]")
    page.check("#id_relation_0")
    page.check('input[name="topic"][value="PR"]')
    phone.follows(".form-foot button[value=next]")
    page.check('input[name="q_data_kinds"][value="address"]')
    page.fill('input[name="q_since"]', "2026-11-20")
    phone.follows(".form-foot button[value=next]")
    phone.follows(".form-foot button[value=send]")
    assert re.fullmatch(r"C-[0-9A-Z-]+", page.inner_text("#receipt-number"))
    number = page.inner_text("#receipt-number")
    phone.follows(".receipt-foot a")
    assert "我们收到了" in page.inner_text("main")
    assert number in page.inner_text("main")


@pytest.mark.parametrize("phone", PHONES)
def test_axe_finds_no_serious_fault_from_the_first_page_to_the_appeal(stage, live_server, chromium, phone):
    lang, scheme, width = phone
    case = stage.case("这个视频里有人裸露,全是色情内容,请删除。")
    stage.decide(case, "L4")
    stage.all()
    link = urlsplit(stage.host.tells[-1].link)
    screen = Screen(chromium, live_server.url, lang=lang, scheme=scheme, width=width)
    for name, address in {
        "start": "/",
        "child": "/?child=1",
        "file": "/file/?platform=clips&kind=video&id=v-1029",
        "status": "/status/",
        "rules": "/rules/",
        "help": "/help/",
        "trouble": "/nothing-here",
        "letter": f"{link.path}?{link.query}",
        "appeal": f"{link.path}/appeal",
    }.items():
        screen.goes(address)
        screen.is_looked_at(name)
        if name in UNBROKEN:
            screen.page.evaluate(browser.UNFOLD)
            assert screen.page.locator(UNBROKEN[name]).count()
            assert screen.page.evaluate(BROKEN, UNBROKEN[name]) == []
    screen.page.fill("#id_text", "那是医学教学视频。")
    screen.follows("#appeal-form button")
    screen.is_looked_at("sent")
    stage.decide(stage.case(CHILD), "L4", signers=1)
    stage.all()
    number, version = number_of(stage.lan, "C"), read_complaint(stage.lan).received.key_version
    screen.sends("/status/", number=number, code=vault().code(stage.lan, version))
    screen.is_looked_at("childs-page")
    screen.follows(".letters li:first-child button")
    screen.is_looked_at("childs-answer")
    screen.follows(".talk ~ p a")
    screen.is_looked_at("grown-ups-answer")
    screen.page.go_back()
    screen.follows("#disagree-form .button-primary")
    screen.is_looked_at("childs-no")
    assert screen.wrong == []


PICTURE = b"\x89PNG nobody sees this \x00\x01"


def test_a_fingerprint_is_reckoned_on_the_device_and_the_picture_is_sent_to_nobody(
    house, live_server, chromium
):
    phone = Screen(chromium, live_server.url, width=390)
    phone.goes("/file/")
    said = {
        "text": "前男友说要把我的私密照片发出来。",
        "danger": "no",
        "about": "privacy",
        "topic": "PR.NCII",
    }
    phone.sends("/file/", **said, screen="who", go="next")
    page, sent = phone.page, []
    page.on("request", lambda one: sent.append((one.url, one.post_data_buffer or b"")))
    assert page.locator("input[type=file][name]").count() == 0
    chosen = {"name": "she.png", "mimeType": "image/png", "buffer": PICTURE}
    page.set_input_files("[data-prints] input", files=[chosen])
    page.wait_for_function("document.querySelector('[name=q_image_hashes]').value !== ''")
    reckoned = f"sha256:{sha256(PICTURE).hexdigest()}"
    assert page.input_value("[name=q_image_hashes]") == reckoned
    told = [
        url for url, body in sent if body or "/static/" not in url
    ]  # a browser may still fetch the page's own mark
    assert told == [], "choosing it sends nothing"
    phone.is_looked_at("fingerprint")
    phone.follows(".form-foot button[value=next]")
    posted = b"".join(body for _, body in sent)
    assert sha256(PICTURE).hexdigest().encode() in posted
    assert b"nobody sees this" not in posted
    assert b"she.png" not in posted
    assert phone.wrong == []
