import hmac
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.store import sealing
from ombud.store.sealing import SealBroken, matches, open_sealed, seal

KEY = b"k" * 32
ABOUT = b"complaint 1"
STORY = "有人私信我女儿要照片".encode()


@given(st.binary(max_size=5_000), st.binary(max_size=40))
def test_what_is_sealed_opens_again(plain, about):
    sealed = seal(KEY, plain, about=about)
    assert open_sealed(KEY, sealed.body, about=about) == plain
    assert matches(sealed.digest, KEY, sealed.body, about=about)


def test_the_same_text_twice_shows_no_likeness():
    one, other = seal(KEY, STORY, about=ABOUT), seal(KEY, STORY, about=ABOUT)
    assert one.body != other.body
    assert one.digest != other.digest


def test_the_digest_is_salted_and_the_salt_is_only_inside():
    sealed = seal(KEY, STORY, about=ABOUT)
    assert sealed.digest != sha256(STORY).digest()
    assert STORY not in sealed.body
    assert repr(sealed.body) not in repr(sealed)


@pytest.mark.parametrize("at", [0, 12, -20, -1], ids=["nonce", "text", "salt", "tag"])
def test_a_changed_body_is_told(at):
    body = bytearray(seal(KEY, STORY, about=ABOUT).body)
    body[at] ^= 1
    with pytest.raises(SealBroken):
        open_sealed(KEY, bytes(body), about=ABOUT)


@pytest.mark.parametrize("kept", [0, 5, 12, 20, -1])
def test_a_cut_body_is_told(kept):
    with pytest.raises(SealBroken):
        open_sealed(KEY, seal(KEY, STORY, about=ABOUT).body[:kept], about=ABOUT)


def test_a_body_moved_to_another_owner_or_key_is_told():
    body = seal(KEY, STORY, about=ABOUT).body
    with pytest.raises(SealBroken):
        open_sealed(KEY, body, about=b"complaint 2")
    with pytest.raises(SealBroken):
        open_sealed(b"l" * 32, body, about=ABOUT)


def test_a_body_put_in_the_place_of_another_is_told_by_the_facts_digest(monkeypatch):
    compared = []
    real = hmac.compare_digest
    monkeypatch.setattr(sealing.hmac, "compare_digest", lambda a, b: compared.append(1) or real(a, b))
    said, put_in = seal(KEY, STORY, about=ABOUT), seal(KEY, STORY, about=ABOUT)
    assert matches(said.digest, KEY, said.body, about=ABOUT)
    assert not matches(said.digest, KEY, put_in.body, about=ABOUT)
    assert len(compared) == 2


def test_a_wrong_key_length_is_a_bug_and_not_a_broken_seal():
    with pytest.raises(ValueError):
        open_sealed(b"short", seal(KEY, STORY, about=ABOUT).body, about=ABOUT)
