import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core.tokens import MOST_LETTERS, MOST_TOKENS, TOKEN_BYTES, normal, tokens, words

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("有人私信我", ["有人", "人私", "私信", "信我"], id="pairs where a script has no spaces"),
        pytest.param("He STOLE my account!", ["he", "stole", "my", "account"], id="words in small letters"),
        pytest.param("视频v1029是假的", ["视频", "v1029", "是假", "假的"], id="both in one sentence"),
        pytest.param("Ｖ１０２９ ﬁne", ["v1029", "fine"], id="width and ligatures"),
        pytest.param("我", ["我"], id="a lone ideogram"),
        pytest.param("a_b-c.d@e", ["a", "b", "c", "d", "e"], id="an address in pieces"),
        pytest.param("カタカナ 한국어", ["カタ", "タカ", "カナ", "한국", "국어"], id="kana and hangul"),
        pytest.param("!?… \n", [], id="nothing to find"),
        pytest.param("x" * 99, ["x" * MOST_LETTERS], id="an endless word is cut"),
    ],
)
def test_a_text_falls_into(text, expected):
    assert list(words(text)) == expected


def test_a_question_matches_by_being_a_subset():
    kept = tokens("有人私信我女儿要照片, she is 12", KEY)
    assert tokens("女儿", KEY) <= kept
    assert tokens("SHE 照片", KEY) <= kept
    assert not tokens("儿子", KEY) <= kept


def test_another_key_leaves_nothing_in_common():
    assert not tokens("私信 account", KEY) & tokens("私信 account", b"l" * 32)


@given(st.text(max_size=300))
def test_tokens_are_short_keyed_and_deaf_to_width_and_case(text):
    found = tokens(text, KEY)
    assert all(len(token) == TOKEN_BYTES for token in found)
    assert found == tokens(normal(text), KEY)
    assert not any(word.encode() in found for word in words(text))


def test_a_flood_of_words_is_capped_at_the_first_ones():
    flood = " ".join(f"w{n}" for n in range(MOST_TOKENS * 2))
    found = tokens(flood, KEY)
    assert len(found) == MOST_TOKENS
    assert tokens("w0", KEY) <= found
    assert not tokens(f"w{MOST_TOKENS * 2 - 1}", KEY) & found
