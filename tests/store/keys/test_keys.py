import os
from uuid import UUID

import pytest

from ombud.core.refusals import No, Refused
from ombud.store.keys import (
    KEY_NOISE,
    NONCE_BYTES,
    KeyBroken,
    KeyMissing,
    KeyRing,
    new_person_key,
    rewrap,
    unwrap,
)
from ombud.store.sealing import SealBroken, open_sealed, seal

LAN = UUID(int=1)
TAO = UUID(int=2)
OLD, NEW = bytes(32), b"n" * 32
RING = KeyRing({1: OLD})
TURNED = KeyRing({1: OLD, 2: NEW})


def lan_key(ring=RING):
    return new_person_key(ring, LAN, os.urandom(KEY_NOISE))


def test_a_wrapped_key_opens_for_its_person_and_shows_nothing_of_the_key():
    lan = lan_key()
    assert unwrap(RING, LAN, lan.version, lan.wrapped) == lan.key
    assert len(lan.key) == 32
    assert lan.key not in lan.wrapped


def test_keys_and_masters_are_not_printed():
    lan = lan_key()
    assert repr(lan.key) not in repr(lan)
    assert "nnnn" not in repr(TURNED)


def test_two_people_never_share_a_key():
    assert lan_key().key != lan_key().key


@pytest.mark.parametrize("at", [0, NONCE_BYTES, -1], ids=["the nonce", "the key", "the tag"])
def test_a_changed_wrapped_key_is_told(at):
    lan = lan_key()
    changed = bytearray(lan.wrapped)
    changed[at] ^= 1
    with pytest.raises(KeyBroken):
        unwrap(RING, LAN, lan.version, bytes(changed))


@pytest.mark.parametrize("kept", [1, 7, NONCE_BYTES, -1])
def test_a_cut_wrapped_key_is_told(kept):
    lan = lan_key()
    with pytest.raises(KeyBroken):
        unwrap(RING, LAN, lan.version, lan.wrapped[:kept])


def test_a_wrapped_key_moved_to_another_person_or_version_does_not_open():
    lan = lan_key()
    with pytest.raises(KeyBroken):
        unwrap(RING, TAO, lan.version, lan.wrapped)
    with pytest.raises(KeyBroken):
        unwrap(KeyRing({1: OLD, 2: OLD}), LAN, 2, lan.wrapped)
    with pytest.raises(KeyBroken):
        unwrap(KeyRing({1: NEW}), LAN, 1, lan.wrapped)


def test_the_newest_master_wraps_and_older_ones_still_open():
    lan = lan_key()
    assert lan_key(TURNED).version == 2
    assert unwrap(TURNED, LAN, lan.version, lan.wrapped) == lan.key


def test_rotation_keeps_the_key_and_frees_it_of_the_old_master():
    lan = lan_key()
    sealed = seal(lan.key, "我的故事".encode(), about=LAN.bytes)
    turned = rewrap(TURNED, LAN, lan.version, lan.wrapped, nonce=os.urandom(NONCE_BYTES))
    assert (turned.version, turned.key) == (2, lan.key)
    key = unwrap(KeyRing({2: NEW}), LAN, turned.version, turned.wrapped)
    assert open_sealed(key, sealed.body, about=LAN.bytes).decode() == "我的故事"


def test_a_version_that_left_the_ring_is_told():
    lan = lan_key()
    with pytest.raises(KeyMissing):
        unwrap(KeyRing({2: NEW}), LAN, lan.version, lan.wrapped)
    with pytest.raises(KeyMissing):
        RING.derive("codes", 9)


@pytest.mark.parametrize("wrapped", [None, b""])
def test_an_erased_person_is_refused_not_an_error(wrapped):
    with pytest.raises(Refused) as no:
        unwrap(RING, LAN, 1, wrapped)
    assert no.value.code is No.ERASED


def test_erasing_one_person_makes_all_of_theirs_unreadable_and_nobody_elses():
    lan, tao = lan_key(), new_person_key(RING, TAO, os.urandom(KEY_NOISE))
    texts = [seal(lan.key, b"canary %d" % n, about=b"text %d" % n) for n in range(5)]
    taos = seal(tao.key, b"mine", about=b"text")
    kept = {LAN: None, TAO: tao.wrapped}  # what the database still has after erasure
    with pytest.raises(Refused):
        unwrap(RING, LAN, 1, kept[LAN])
    for other in (tao.key, RING.derive("wrap"), OLD):
        for n, text in enumerate(texts):
            assert b"canary" not in text.body
            with pytest.raises(SealBroken):
                open_sealed(other, text.body, about=b"text %d" % n)
    assert open_sealed(unwrap(RING, TAO, 1, kept[TAO]), taos.body, about=b"text") == b"mine"


def test_keys_for_other_purposes_are_apart_and_follow_their_version():
    found = {TURNED.derive(purpose, version) for purpose in ("codes", "tokens", "wrap") for version in (1, 2)}
    assert len(found | {OLD, NEW}) == 8
    assert TURNED.derive("codes") == TURNED.derive("codes", 2)
    assert TURNED.derive("codes", 1) == RING.derive("codes")


@pytest.mark.parametrize("master", [{}, {1: b"short"}, {1: OLD, 2: b""}], ids=["none", "short", "one empty"])
def test_a_ring_of_bad_masters_is_a_bug_and_loud(master):
    with pytest.raises(ValueError):
        KeyRing(master)


def test_too_little_noise_is_a_bug_and_loud():
    with pytest.raises(ValueError):
        new_person_key(RING, LAN, b"short")
