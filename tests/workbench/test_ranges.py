"""Which bytes does `Range` ask for? (RFC 9110, section 14)"""

import pytest

from ombud.wire.ranges import part_of


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        pytest.param("bytes=0-", range(10), id="from the beginning, as a player asks first"),
        pytest.param("bytes=3-5", range(3, 6), id="both ends count"),
        pytest.param("bytes=7-", range(7, 10), id="from one on"),
        pytest.param("bytes=-3", range(7, 10), id="the last three"),
        pytest.param("bytes=-99", range(10), id="more of the end than there is"),
        pytest.param("bytes=9-99", range(9, 10), id="beyond the end"),
        pytest.param(" Bytes= 3-5 ", range(3, 6), id="another case, and blanks"),
    ],
)
def test_one_range_is_a_part(asked, part):
    assert part_of(asked, size=10) == part
    assert part


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_what_begins_after_the_end_is_nothing(asked):
    part = part_of(asked, size=10)
    assert part is not None
    assert not part


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("", id="nothing"),
        pytest.param("bytes=0-1,4-5", id="several"),
        pytest.param("items=0-1", id="another unit"),
        pytest.param("bytes=5-3", id="backwards"),
        pytest.param("bytes=-", id="no end at all"),
        pytest.param("bytes=a-b", id="letters"),
        pytest.param("bytes=٣-٤", id="digits of another script"),
        pytest.param(f"bytes={'9' * 19}-", id="more digits than any file"),
    ],
)
def test_everything_else_is_the_whole(asked):
    assert part_of(asked, size=10) is None


def test_an_empty_file_has_no_parts():
    assert part_of("bytes=0-", size=0) is None
