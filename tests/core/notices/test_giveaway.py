"""A name of two signs and a street with its number tell as much as a whole message, and no letter of ours holds either."""

from collections.abc import Iterator

import pytest

from ombud.adapters.golden import read_golden
from ombud.core.notices import giveaways, names_reporter
from ombud.core.pack.types import Pack
from tests.cast import packs

HOME = "青石巷十四号三单元"
COPIED = f"这个视频盗用我的原创作品,侵犯著作权,请删除。我住在{HOME}。"


@pytest.mark.parametrize(
    ("wrote", "said", "given_away"),
    [
        pytest.param(COPIED, f"对方住{HOME}。", True, id="her address, which the audit got through"),
        pytest.param(COPIED, "对方住在青石巷一带。", True, id="her street alone"),
        pytest.param(COPIED, "对方说这个视频是照搬的。", False, id="what happened"),
        pytest.param("我叫王小明，他偷了我的画。", "是王小明说的。", True, id="a name"),
        pytest.param("我叫安宁,请处理", "安宁认为不妥", True, id="a name of two signs"),
        pytest.param("姓名：欧阳青，请尽快", "欧阳青来信", True, id="a name after its word"),
        pytest.param("我叫王小明这个视频是我拍的", "王小明投诉了您。", True, id="a name that other words follow"),
        pytest.param("我叫他删除他不理", "请他删除这一段。", False, id="whom somebody called to do something"),
        pytest.param("我叫了半天也没有人理我们这些用户", "没有人理", False, id="no name at all"),
        pytest.param("My name is Lisa Wong, I own it.", "Lisa Wong of 12 Any St says so.", True, id="a Latin name"),
        pytest.param("My name is Lisa Wong, I own it.", "A claim by Wong is open.", True, id="half of it"),
        pytest.param("I am Grace Will and it is mine", "It will be reviewed with grace.", False, id="words like a name"),
        pytest.param("this is Tom Berg here", "Berg wrote", True, id="who says this is so-and-so"),
        pytest.param("I am American and it is mine", "An American song", False, id="what somebody is"),
        pytest.param("12 Any St is where I film", "They live at 12 Any St.", True, id="a house by its shape"),
        pytest.param("I live at Rose Cottage, Hill End", "near Rose Cottage", True, id="where somebody lives"),
        pytest.param("他每天在南京路120号门口拍我", "南京路120号", True, id="a street by its shape"),
        pytest.param("电话 138-0013-8000", "请打13800138000", True, id="a telephone number written otherwise"),
        pytest.param("卡号 6222 0202 0011 2233 445", "6222020200112233445", True, id="the number of a card"),
        pytest.param("价格是 1 --- --- 2 元", "2 元", False, id="digits far apart"),
        pytest.param("订单 12345 没有发货", "订单 12345 已退款", False, id="a short number"),
        pytest.param("微信号：lily_88，联系我", "可以加 lily_88", True, id="how they are reached elsewhere"),
        pytest.param("写信到 a.b@x.org", "a.b@x.org", True, id="an address for mail"),
        pytest.param("我住在4号楼", "4号楼", True, id="a short address"),
        pytest.param("您的地址、电话和联系方式：景德镇某路二号", "景德镇某路二号的瓷器", True, id="the answer to a question"),
        pytest.param("Your address, which the law has us give: 5 Any Rd; x", "at 5 Any Rd", True, id="the same in English"),
    ],
)  # fmt: skip
def test_short_names_and_addresses_do_not_pass_and_what_happened_does(wrote, said, given_away) -> None:
    assert names_reporter(said, (wrote,)) is given_away


@pytest.mark.parametrize(
    ("names", "said", "given_away"),
    [
        pytest.param(("青陶",), "青陶说是她的。", True, id="a name given on the form"),
        pytest.param(("Li",), "Li complained.", True, id="one of two letters"),
        pytest.param(("Li",), "The Lithium video is listed.", False, id="in the middle of a word"),
        pytest.param(("x",), "x marks it", False, id="one sign"),
        pytest.param(("青",), "青色的碗", False, id="one Chinese sign"),
    ],
)  # fmt: skip
def test_a_name_that_was_given_at_the_door_does_not_pass_at_any_length(names, said, given_away) -> None:
    assert names_reporter(said, (), names=names) is given_away
    assert names_reporter(said, (), contacts=names) is given_away


@pytest.mark.parametrize(
    ("name", "said", "given_away"),
    [
        pytest.param("王晓明", "晓明主张，这段视频是其作品。", True, id="a given name alone"),
        pytest.param("欧阳青山", "青山说是她的。", True, id="after a name of two signs"),
        pytest.param("欧阳青", "欧阳先生", False, id="a family name, which many have"),
        pytest.param("王平安", "祝您平安。", False, id="a given name that is a word"),
        pytest.param("青石巷十", "巷十年未修", False, id="no name of a person"),
        pytest.param("Lisa Brownfield", "Lisa says that this is untrue.", True, id="a first name"),
        pytest.param("Lisa Brownfield", "Ms Brownfield says so.", True, id="a last name"),
        pytest.param("Lisa Brownfield", "Elisabeth says so.", False, id="in the middle of a word"),
        pytest.param("Mark May", "You may answer. Mark what you rest it on. May we ask?", False, id="words"),
        pytest.param("Mark May", "It is said by Mark that this is untrue.", True, id="a word that is a name here"),
        pytest.param("The Blue Band", "The video is listed.", False, id="a band"),
        pytest.param("Northlight Pictures Ltd", "Pictures of it are listed.", False, id="a firm"),
    ],
)  # fmt: skip
def test_what_somebody_is_called_alone_does_not_pass_and_words_that_names_are_made_of_do(
    name, said, given_away
) -> None:
    assert names_reporter(said, (), names=(name,)) is given_away


CHINESE = "王晓明 李建国 张伟强 刘文静 陈思远 杨丽华 赵志强 黄平安 周国庆 吴文明 徐明白 孙安全"
LATIN = "Lisa Brownfield, Mark May, Will Young, Grace Law, Omar Reed, April Day, Bill Price, Rose Case"


def test_no_part_of_a_common_name_stands_in_anything_that_ships_or_in_a_golden_case() -> None:
    shipped = {text for pack in packs() for text in written(pack)} | {
        one.report.text for one in read_golden()
    }
    names = (*CHINESE.split(), *LATIN.split(", "))
    assert {text for text in shipped if names_reporter(text, (), names=names)} == set()


def test_what_anybody_can_read_on_the_item_gives_nobody_away() -> None:
    said = "王小明的频道"
    assert names_reporter(said, ("我叫王小明，",))
    assert not names_reporter(said, ("我叫王小明，",), public=("王小明的日常",))


def written(pack: Pack) -> Iterator[str]:
    """Every sentence that ships for a letter, what agents are told to write by example, and the published rules."""
    for letter in pack.letters.values():
        yield from (letter.title.zh, letter.title.en, letter.body.zh, letter.body.en)
    for phrases in pack.phrases.values():
        yield from (phrases.instead.zh, phrases.instead.en)
    for book in pack.playbooks.values():
        for step in book.steps:
            yield from (
                step.help.zh,
                step.help.en,
                *((step.example.zh, step.example.en) if step.example else ()),
            )
    for clause in pack.clauses.values():
        yield from (clause.title.zh, clause.title.en, clause.text.zh, clause.text.en)


def test_nobody_in_the_golden_cases_and_nothing_that_ships_is_taken_for_a_name_or_an_address() -> None:
    wrote = tuple(one.report.text for one in read_golden())
    assert len(wrote) > 300
    assert sorted({one for text in wrote for one in giveaways(text)}) == []
    shipped = {text for pack in packs() for text in written(pack)}
    assert len(shipped) > 500
    found = {text: giveaways(text) for text in shipped}
    assert {text: told for text, told in found.items() if told} == {}
