"""Texts that tell of the same thing are near, others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core import near

ZH = (
    "这个视频偷拍了我在健身房的照片并且公开了我的手机号,请尽快删除,我已经举报了三次都没有人处理,家里人也收到了骚扰电话"
    * 2
)
EN = (
    "This channel keeps reposting my music video without my permission and earns money with it, please take it down "
    * 2
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(ZH, ZH + "!!!", id="more exclamation marks"),
        pytest.param(EN, EN.upper(), id="shouting"),
        pytest.param("ＡＢＣ１２３ " + EN, "abc123 " + EN, id="full-width letters"),
    ],
)
def test_what_changes_nothing_is_alike(one, other):
    assert near.alike(near.fingerprint(one), near.fingerprint(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(ZH, EN, id="another language"),
        pytest.param(
            ZH,
            "主播诱导我十二岁的儿子打赏了一万多元,要求全额退款,平台客服一直说在核实,没有任何结果" * 2,
            id="另一件事",
        ),
    ],
)
def test_another_matter_is_not_alike(one, other):
    assert near.distance(near.fingerprint(one), near.fingerprint(other)) > 10


@pytest.mark.parametrize("text", ["", "怎么还不处理", "!!!", "please help me"])
def test_a_text_that_says_too_little_has_no_fingerprint(text):
    assert near.fingerprint(text) is None


def test_a_fingerprint_is_the_same_forever():
    assert near.fingerprint("我的账号被盗了,请帮我找回") == 10011245072500232533


def test_tokens_are_pairs_of_characters_and_words_alone_and_in_pairs():
    assert near.tokens("偷拍我 in The Gym") == {"偷拍", "拍我", "in", "the", "gym", "in the", "the gym"}


bits = st.integers(0, 2**64 - 1)


@given(one=bits, flips=st.lists(st.integers(0, 63), max_size=near.NEAR))
def test_neighbours_share_a_band_so_an_index_over_bands_misses_none(one, flips):
    other = one
    for place in flips:
        other ^= 1 << place
    assert near.alike(one, other)
    assert set(enumerate(near.bands(one))) & set(enumerate(near.bands(other)))


@given(one=bits)
def test_bands_are_the_whole_fingerprint(one):
    assert sum(band << 16 * place for place, band in enumerate(near.bands(one))) == one


@given(st.text(max_size=300))
def test_any_text_has_64_bits_or_none(text):
    found = near.fingerprint(text)
    assert found is None or 0 <= found < 2**64


@given(st.lists(st.binary(min_size=8, max_size=8), min_size=1, max_size=40))
def test_counting_columns_equals_counting_bits_one_by_one(rows):
    slow = 0
    for place in range(64):
        ones = sum(int.from_bytes(row, "little") >> place & 1 for row in rows)
        slow |= (ones * 2 > len(rows)) << place
    assert near._majority(b"".join(rows), len(rows)) == slow
