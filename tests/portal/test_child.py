"""A child who wrote alone follows it in words of its own, has the numbers at hand, and says with one tap that it goes on."""

import re

import pytest

from ombud.core.receipts import number_of
from ombud.core.vocabulary import Lang, Relation
from ombud.store.ledger import read_complaint
from ombud.store.models import Alarm
from ombud.store.vault import vault
from tests.portal.conftest import Browser

CHILD = {
    "zh": "我今年11岁,同学在视频里嘲笑我。",
    "en": "I am 12 years old and a boy in my class bullies me in a video.",
}
PARENT = "我女儿12岁,被同学在视频里欺负辱骂。"


def opened(stage, lang="zh"):
    """The phone of whoever complained last, with the complaint open on it."""
    phone = Browser(lang)
    received = read_complaint(stage.lan).received
    number = number_of(stage.lan, "C")
    phone.enter(number, vault().code(stage.lan, received.key_version))
    return phone, f"/c/{number}"


def shown(phone, address):
    page = phone.get(address).text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]))


def alarms():
    return list(Alarm.objects.filter(kind="happens_again").values_list("to_role", flat=True))


@pytest.mark.parametrize(
    ("lang", "place", "numbers", "says", "never"),
    [
        pytest.param(
            "zh", "CN", ("12355", "12356", "110"),
            ("有人在认真看", "接下来", "写给你的信", "又发生了吗？"),
            ("您", "投诉", "办理", "受理"), id="in China",
        ),
        pytest.param(
            "en", "EU", ("116 111", "112"),
            ("Somebody is looking at it", "What comes next", "Letters for you", "grown-up"),
            ("complaint", "lead", "submitted"), id="in the Union",
        ),
    ],
)  # fmt: skip
def test_a_childs_page_speaks_to_a_child_and_shows_whom_to_call_where_it_is(  # noqa: PLR0917 - a table
    stage, lang, place, numbers, says, never
):
    stage.case(CHILD[lang], locale=Lang(lang), jurisdiction=place)
    phone, address = opened(stage, lang)
    page = shown(phone, address)
    for number in numbers:
        assert number in page
    for words in says:
        assert words in page
    for words in never:
        assert words not in page, page[max(0, page.index(words) - 40) : page.index(words) + 40]
    assert re.search(r"2026", page)  # a date, not "soon"


def test_a_parents_page_is_a_grown_ups(stage):
    stage.case(PARENT, relation=Relation.GUARDIAN)
    page = shown(*opened(stage))
    assert "办理中" in page
    assert "有人在认真看" not in page
    assert "又发生了？" in page


def test_one_tap_calls_the_lead_on_duty_and_nobody_has_to_write(stage):
    stage.case(CHILD["zh"])
    phone, address = opened(stage)
    assert phone.post(address, do="again").headers["Location"] == f"{address}?done=again"
    assert "值班的大人已经知道了" in phone.get(f"{address}?done=again").text
    assert alarms() == ["lead"]
    assert "你告诉我们又发生了" in shown(phone, address)
    phone.post(address, do="again", again="他换了一个号")
    assert "他换了一个号" in phone.get(address).text


def test_where_nothing_can_happen_to_anybody_again_nobody_is_called(stage):
    stage.case("这个视频里有人裸露,全是色情内容,请删除。")
    phone, address = opened(stage)
    assert "又发生了" not in phone.get(address).text
    assert phone.post(address, do="again").status_code == 422
    assert alarms() == []


def test_the_letter_and_the_way_to_ask_again_are_a_childs_too(stage):
    case = stage.case(CHILD["zh"])
    stage.decide(case, "L4", signers=1)
    stage.all()
    phone, address = opened(stage)
    letter = re.search(r'value="(L-[^"]+)" aria-label="[^"]*我们的决定"', phone.get(address).text)[1]
    where = phone.post(address, do="letter", letter=letter).headers["Location"]
    read = shown(phone, where)
    assert "请再看一遍" in read
    assert "回到你告诉我们的事" in read
    asked = shown(phone, f"{where}/appeal")
    assert "哪里不对？" in asked
    assert "您" not in asked
