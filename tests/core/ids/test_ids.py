from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ombud.core.ids import BUCKETS, NOISE, bucket_by, bucket_of, drawn_from, mint, moment_of

MOMENTS = st.integers(0, (1 << 48) - 1)
NOISES = st.binary(min_size=NOISE, max_size=NOISE)


@given(MOMENTS, NOISES, st.none() | st.integers(0, BUCKETS - 1))
def test_an_id_is_a_uuid_7_that_tells_its_moment_and_its_bucket(ms, noise, bucket):
    row = mint(ms, noise, bucket)
    assert isinstance(row, UUID)
    assert row.version == 7
    assert row.variant == "specified in RFC 4122"
    assert moment_of(row) == ms
    assert bucket_of(row) == (noise[-1] if bucket is None else bucket)


@given(MOMENTS, NOISES, NOISES)
def test_a_later_id_sorts_behind_an_earlier_one(ms, one, other):
    assert mint(ms, one) < mint((ms + 1) % (1 << 48), other) or ms == (1 << 48) - 1


def test_all_66_bits_of_chance_are_kept():
    one = mint(0, b"\xff" * NOISE, 0).int
    none = mint(0, b"\x00" * NOISE, 0).int
    assert (one ^ none).bit_count() == 66


def test_what_is_found_by_a_digest_lives_in_the_bucket_of_its_first_byte():
    assert bucket_by(b"\xa7\x00\x01") == 0xA7


@pytest.mark.parametrize(
    ("ms", "noise", "bucket"),
    [
        pytest.param(0, b"short", None, id="too little chance"),
        pytest.param(-1, bytes(NOISE), None, id="before 1970"),
        pytest.param(1 << 48, bytes(NOISE), None, id="beyond 48 bits"),
        pytest.param(0, bytes(NOISE), 256, id="no such bucket"),
        pytest.param(0, bytes(NOISE), -1, id="a negative bucket"),
    ],
)
def test_an_impossible_id_is_a_bug_and_loud(ms, noise, bucket):
    with pytest.raises(ValueError):
        mint(ms, noise, bucket)


@given(st.binary(min_size=16, max_size=32), st.integers(0, BUCKETS - 1))
def test_a_digest_always_gives_the_same_id_in_the_bucket_that_is_asked_for(digest, bucket):
    row = drawn_from(digest, bucket)
    assert row == drawn_from(digest, bucket)
    assert (row.version, bucket_of(row)) == (8, bucket)
    assert bucket_of(drawn_from(digest)) == digest[15]
