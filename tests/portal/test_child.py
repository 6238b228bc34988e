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


def answered(stage, lang="zh", place="CN"):
    """What we decided, open on the child's phone: the phone and where it lies."""
    case = stage.case(CHILD[lang], locale=Lang(lang), jurisdiction=place)
    stage.decide(case, "L4", signers=1)
    stage.all()
    phone, address = opened(stage, lang)
    called = {"zh": "我们的决定", "en": "What we decided"}[lang]
    letter = re.search(f'value="(L-[^"]+)" aria-label="[^"]*{called}"', phone.get(address).text)[1]
    return phone, phone.post(address, do="letter", letter=letter).headers["Location"]


@pytest.mark.parametrize(
    ("lang", "place", "numbers", "says", "never"),
    [
        pytest.param(
            "zh", "CN", ("12355", "12356", "110"),
            ("谢谢你等我们", "接下来", "要是又发生", "你觉得不对吗？", "我不同意", "想找人说说？", "给大人看的版本", "回到你告诉我们的事"),
            ("您", "投诉", "申诉", "适用的规则"), id="in China",
        ),
        pytest.param(
            "en", "EU", ("116 111", "112"),
            ("Thank you for waiting", "What comes next", "I do not agree", "talk to somebody", "for a grown-up"),
            ("complaint", "appeal", "The rule that applies"), id="in the Union",
        ),
    ],
)  # fmt: skip
def test_a_childs_answer_is_in_its_words_and_says_what_comes_next_and_whom_to_talk_to(  # noqa: PLR0917 - a table
    stage, lang, place, numbers, says, never
):
    phone, where = answered(stage, lang, place)
    read = shown(phone, where)
    for words in (*says, *numbers):
        assert words in read
    kept = re.sub(r"https?://\S+", "", read)
    for words in never:
        assert words not in kept, kept[max(0, kept.index(words) - 40) : kept.index(words) + 40]
    assert re.search(
        r"202[67]", read[read.index("我不同意" if lang == "zh" else "I do not agree") :]
    )  # by when


def test_whoever_the_child_shows_it_to_reads_all_of_it_behind_a_link(stage):
    phone, where = answered(stage)
    whole = shown(phone, f"{where}?for=grown_up")
    for words in ("谢谢您的耐心", "适用的规则", "我不同意，我要申诉", "回到写给孩子的版本"):
        assert words in whole
    assert "谢谢你等我们" not in whole
    assert "给大人看的版本" in shown(phone, f"{where}?for=nobody")


def test_one_tap_says_i_do_not_agree_and_the_next_page_says_who_looks_and_by_when(stage):
    phone, where = answered(stage)
    sent = phone.post(f"{where}/appeal").headers["Location"]
    assert sent == f"{where}/appeal/sent"
    read = shown(phone, sent)
    for words in ("我们知道你不同意了", "另一个人会", "最晚", "2026", "12355"):
        assert words in read
    assert "您" not in read
    assert "申诉" not in read
    again = shown(phone, where)
    assert "请再看一遍" not in again  # it was said; nobody has to say it twice
    assert "另一个人会重新看一遍" in again
    twice = phone.post(f"{where}/appeal", text="他们还在笑").headers["Location"]
    assert "你已经告诉过我们了" in shown(phone, twice)


def test_a_grown_up_who_says_nothing_is_asked_for_a_reason(stage):
    case = stage.case(PARENT, relation=Relation.GUARDIAN)
    stage.decide(case, "L4", signers=1)
    stage.all()
    phone, address = opened(stage)
    letter = re.search(r'value="(L-[^"]+)" aria-label="[^"]*处理决定"', phone.get(address).text)[1]
    where = phone.post(address, do="letter", letter=letter).headers["Location"]
    assert phone.post(f"{where}/appeal").status_code == 422
    page = phone.get(where).text
    assert "disagree-form" not in page
    assert "for=grown_up" not in page


def test_the_way_to_say_why_in_the_childs_own_words_is_a_childs_too(stage):
    phone, where = answered(stage)
    asked = shown(phone, f"{where}/appeal")
    assert "哪里不对？" in asked
    assert "您" not in asked
