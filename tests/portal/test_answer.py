"""涛 Tao is asked for his side before anything is decided: he opens the link, reads, answers, and never learns who asked."""

import re

import pytest

from ombud.core import facts
from ombud.core.vocabulary import Relation
from ombud.store import texts
from ombud.store.ledger import read_case
from ombud.usecases.ask_account import ask_account
from tests import cast
from tests.portal.conftest import Browser

CANARY = "蓝鲸七号证人"
CLAIM = "有人认为这段音乐不是您写的"


@pytest.fixture
def case(stage):
    made = stage.case(
        f"这个视频盗用我的原创作品,侵犯著作权。{CANARY}", kind="CV.IP", relation=Relation.RIGHTS_HOLDER
    )
    ask_account(made, text=CLAIM, by=cast.MEI, mint=stage.mint, now=stage.now)
    stage.tell()
    return made


@pytest.fixture
def tao(stage, case):
    """He opens the one-time link that the host handed him; return his browser and where the letter lies."""
    browser = Browser("zh")
    return browser, browser.client.get(stage.host.tells[-1].link).headers["Location"]


def test_he_reads_answers_and_what_he_says_lies_in_the_case(stage, case, tao):
    browser, address = tao
    letter = browser.get(address).text
    assert CLAIM in letter
    assert f'href="{address}/answer"' in letter
    empty = browser.post(f"{address}/answer", text=" ")
    assert (empty.status_code, "请说明情况" in empty.text) == (422, True)
    sent = browser.post(f"{address}/answer", text="音乐是我自己写的。")
    assert sent.headers["Location"] == f"{address}/answer?sent=1"
    assert "已收到您的说明" in browser.get(f"{address}/answer", sent=1).text
    (words,) = read_case(case).account_said
    assert texts.read(case, words.id) == "音乐是我自己写的。"
    again = browser.post(f"{address}/answer", text="再说一次")
    assert (again.status_code, "再说一次" in again.text) == (422, True)
    assert f'href="{address}/answer"' not in browser.get(address).text
    assert "已经回复过" in browser.get(f"{address}/answer").text


def test_no_page_of_his_tells_who_asked(stage, tao):
    browser, address = tao
    for page in (address, f"{address}/answer"):
        shown = re.sub(r'placeholder="[^"]*"', "", browser.get(page).text)
        for told in (CANARY, "lan@example.org", stage.lan.hex, "盗用我的原创"):
            assert told not in shown
        assert not re.search(r"\bC-[0-9A-Z]{4}-", shown)


def test_nobody_answers_without_having_opened_the_letter(case, tao):
    _, address = tao
    asked = Browser("zh").post(f"{address}/answer", text="是我")
    assert CLAIM not in asked.text
    assert isinstance(read_case(case).waiting_for, facts.Asked)
