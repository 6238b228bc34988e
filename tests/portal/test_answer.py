"""涛 Tao is asked for his side: he opens the link, reads, answers, and never learns who asked; 兰 Lan answers hers alike."""

import re

import pytest

from ombud.core import facts
from ombud.core.vocabulary import Relation
from ombud.store import mailroom, texts
from ombud.store.ledger import read_case
from ombud.store.vault import vault
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
    """He opens the link that the host handed him; return his browser and where the letter lies."""
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


NAME = "涛,某市某路一号"


@pytest.fixture
def removed(stage):
    """兰 Lan proved her right to what 涛 Tao offers, it was removed, and he opened the letter that says so."""
    made = stage.case("这个视频盗用我的原创作品,侵犯著作权。", kind="CV.IP", relation=Relation.RIGHTS_HOLDER)
    lane = read_case(made).lane
    stage.write(made, facts.Recoded(code="EC.IP", lane=lane, words=stage.words(made, "goods")))
    stage.write(made, facts.Verified(complaint=stage.lan, level="V3", method="registration"))
    stage.decide(made, "L4", clause="CLIPS.4.5")
    stage.all()
    browser = Browser("zh")
    return made, browser, browser.client.get(stage.host.tells[-1].link).headers["Location"]


def test_he_states_that_he_infringes_nothing_and_she_says_from_her_letter_where_she_sued(stage, removed):
    case, browser, address = removed
    form = browser.get(f"{address}/appeal").text
    assert "您的姓名或名称" in form
    half = {"q_stated_name": NAME, "q_stated_true": "yes", "q_no_infringement": "不"}
    empty = browser.post(f"{address}/appeal", text=" ", **half)
    assert (empty.status_code, NAME in empty.text) == (422, True)
    lacking = browser.post(f"{address}/appeal", text="商品是我设计的。", **half)
    assert lacking.status_code == 422
    for kept in (NAME, "商品是我设计的。", 'id="q_stated_items-error"', 'id="q_no_infringement-error"'):
        assert kept in lacking.text
    assert 'id="q_stated_name-error"' not in lacking.text
    assert not read_case(case).appeals
    whole = half | {
        "q_stated_reach": "某市某路一号 tao@example.org",
        "q_stated_items": "店里的碗 https://clips.example/v/v-1",
        "q_no_infringement": "图样是我 2024 年画的，附原始文件。",
    }
    assert browser.post(f"{address}/appeal", text="商品是我设计的。", **whole).status_code == 303
    assert read_case(case).countered
    stage.tell()
    letter = next(one for one in mailroom.of_complaint(stage.lan) if one.template == "forwarded_counter")
    hers = Browser("zh")
    hers.post(f"/l/{letter.number}", code=vault().code(letter.id, vault().code_version))
    page = f"/l/{letter.number}"
    assert f'href="{page}/suit"' in hers.get(page).text
    assert "您在哪里投诉或起诉了" in hers.get(f"{page}/suit").text
    sent = hers.post(f"{page}/suit", text="某某互联网法院")
    assert sent.headers["Location"] == f"{page}/suit?sent=1"
    assert "内容暂不恢复" in hers.get(f"{page}/suit", sent=1).text
    (suit,) = read_case(case).suits
    assert texts.read(case, suit.words.id) == "某某互联网法院"
    assert f'href="{page}/suit"' not in hers.get(page).text
