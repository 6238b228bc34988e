"""100 bits, compared in constant time, the same steps for a right, a wrong and a malformed code."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core import receipts
from ombud.core.crockford import ALPHABET
from ombud.core.ids import mint
from ombud.core.receipts import NOBODY, code_for, key_hash, same_code, same_token, token_for

SECRET = b"s" * 32
LAN = mint(1_795_000_000_000, bytes(10), 7)
TAO = mint(1_795_000_000_000, bytes(10), 8)
ROWS = st.builds(mint, st.integers(0, (1 << 48) - 1), st.binary(min_size=10, max_size=10))


def test_a_code_has_a_hundred_bits_and_a_check_character():
    groups = code_for(SECRET, LAN).split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4, 4, 1]
    assert set("".join(groups)) <= set(ALPHABET)


def test_a_code_is_the_same_when_an_answer_is_repeated_and_another_for_another_id_or_secret():
    assert code_for(SECRET, LAN) == code_for(SECRET, LAN)
    assert len({code_for(SECRET, LAN), code_for(SECRET, TAO), code_for(b"t" * 32, LAN)}) == 3


@given(ROWS)
def test_every_bit_of_the_hundred_comes_from_the_keyed_hash(row):
    mac = hmac.digest(SECRET, b"ombud code\0" + row.bytes, "sha256")
    plain = code_for(SECRET, row).replace("-", "")[:-1]
    assert (
        sum(ALPHABET.index(letter) << 5 * at for at, letter in enumerate(reversed(plain)))
        == int.from_bytes(mac) >> 156
    )


@given(ROWS, st.integers(0, 20), st.sampled_from(ALPHABET))
def test_a_code_opens_its_own_id_only_and_forgives_the_way_it_is_typed(row, at, wrong):
    code = code_for(SECRET, row)
    assert same_code(code, SECRET, row)
    assert same_code(code.lower().replace("-", " "), SECRET, row)
    assert same_code(code.replace("0", "O").replace("1", "l"), SECRET, row)
    assert not same_code(code, SECRET, NOBODY)
    plain = code.replace("-", "")
    slipped = plain[:at] + wrong + plain[at + 1 :]
    assert same_code(slipped, SECRET, row) == (slipped == plain)


@pytest.mark.parametrize(
    "given_",
    [
        pytest.param(code_for(SECRET, LAN), id="right"),
        pytest.param(code_for(SECRET, TAO), id="wrong"),
        pytest.param("", id="empty"),
        pytest.param("密码", id="words"),
        pytest.param("\ud800", id="half a character"),
        pytest.param(code_for(SECRET, LAN) + "0", id="one too many"),
        pytest.param(code_for(SECRET, LAN)[:-1], id="one missing"),
        pytest.param(code_for(SECRET, LAN) + " " * 10_000_000, id="endless"),
    ],
)
def test_every_answer_takes_one_comparison_of_equal_length_in_constant_time(given_, monkeypatch):
    compared = []
    real = hmac.compare_digest
    monkeypatch.setattr(
        receipts.hmac, "compare_digest", lambda a, b: compared.append((len(a), len(b))) or real(a, b)
    )
    assert same_code(given_, SECRET, LAN) == (given_ == code_for(SECRET, LAN))
    assert compared == [(21, 21)]


def test_a_key_is_kept_as_a_keyed_hash():
    hashed = key_hash(b"pepper", "ombud_key")
    assert len(hashed) == 32
    assert hashed == key_hash(b"pepper", "ombud_key")
    assert hashed != key_hash(b"salt", "ombud_key")
    assert hashed != key_hash(b"pepper", "ombud_kez")
    assert key_hash(b"pepper", "\ud800") == key_hash(b"pepper", "?")


def test_a_link_serves_one_letter_and_one_purpose(monkeypatch):
    compared = []
    real = hmac.compare_digest
    monkeypatch.setattr(receipts.hmac, "compare_digest", lambda a, b: compared.append(1) or real(a, b))
    token = token_for(SECRET, LAN, "read")
    assert len(token) == 43
    assert same_token(token, SECRET, LAN, "read")
    assert not same_token(token, SECRET, LAN, "appeal")
    assert not same_token(token, SECRET, TAO, "read")
    assert not same_token("\ud800密", SECRET, LAN, "read")
    assert not same_token("", SECRET, LAN, "read")
    assert len(compared) == 5
