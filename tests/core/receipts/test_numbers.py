import contextlib
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombud.core.crockford import ALPHABET
from ombud.core.ids import bucket_of, mint
from ombud.core.receipts import Number, number_of, parse_number
from ombud.core.refusals import No, Refused

pytestmark = pytest.mark.no_cover
ROWS = st.builds(
    mint, st.integers(0, (1 << 48) - 1), st.binary(min_size=10, max_size=10), st.integers(0, 255)
)
PREFIXES = st.sampled_from("CLK")
LAN = mint(1_795_000_000_000, bytes.fromhex("0123456789abcdef0123"), 0x5E)


def is_refused(text):
    try:
        parse_number(text)
    except Refused as no:
        return no.code is No.BAD_NUMBER
    return False


@given(ROWS, PREFIXES)
def test_a_printed_number_is_read_back_with_its_bucket(row, prefix):
    printed = number_of(row, prefix)
    assert parse_number(printed) == Number(prefix, bucket_of(row), printed)


def test_the_shape_is_the_one_on_the_receipt():
    assert number_of(LAN, "C") == "C-BSB7-H6NW-VVR1-M"
    assert number_of(LAN, "L")[:-1] == "L-BSB7-H6NW-VVR1-"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("c-bsb7-h6nw-vvr1-m", id="small letters"),
        pytest.param("CBSB7H6NWVVR1M", id="no dashes"),
        pytest.param("  C BSB7 H6NW VVR1 M\n", id="spaces"),
        pytest.param("C-BSB7-H6NW-VVRI-M", id="I for 1"),
        pytest.param("C-BSB7-H6NW-VVRl-M", id="l for 1"),
        pytest.param("Ｃ－ＢＳＢ７－Ｈ６ＮＷ－ＶＶＲ１－Ｍ", id="full width"),
        pytest.param("C—BSB7—H6NW—VVR1—M", id="long dashes"),
        pytest.param("\u200bC\u00a0BSB7\u3000H6NW.VVR1_M", id="invisible and odd separators"),
    ],
)
def test_a_number_typed_by_a_frightened_person_is_understood(typed):
    assert parse_number(typed) == parse_number(number_of(LAN, "C"))


def test_a_letter_is_an_L_although_an_l_is_a_one():
    assert parse_number(number_of(LAN, "L").lower()).prefix == "L"


def test_an_o_is_a_zero():
    row = mint(0, bytes(10), 0)
    assert parse_number(number_of(row, "K").replace("0", "O")).text == number_of(row, "K")


@given(ROWS, PREFIXES, st.integers(0, 12), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(row, prefix, at, wrong):
    body = number_of(row, prefix).replace("-", "")[1:]
    slipped = body[:at] + wrong + body[at + 1 :]
    assert is_refused(prefix + slipped) == (slipped != body)


@settings(max_examples=25)
@given(ROWS, PREFIXES)
def test_every_swap_of_two_characters_is_noticed_also_of_distant_ones(row, prefix):
    body = number_of(row, prefix).replace("-", "")[1:]
    for one, other in combinations(range(13), 2):
        swapped = list(body)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert is_refused(prefix + "".join(swapped)) == ("".join(swapped) != body)


@given(ROWS)
def test_a_wrong_kind_is_noticed(row):
    bodies = {prefix: number_of(row, prefix)[1:] for prefix in "CLK"}
    assert all(is_refused(other + bodies[prefix]) for prefix in "CLK" for other in "CLK" if other != prefix)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("-", id="a dash"),
        pytest.param("X-BSB7-H6NW-VVR1-M", id="no such kind"),
        pytest.param("C-BSB7-H6NW-VVR1", id="cut"),
        pytest.param("C-BSB7-H6NW-VVR1-M0", id="too long"),
        pytest.param("C-BSB7-H6NW-VVRU-M", id="a letter never printed"),
        pytest.param("C-BSB7-H6NW-VVR1-M" + " " * 50_000, id="endless"),
        pytest.param("投诉", id="words"),
        pytest.param("C-BSB7-H6NW-VVR٤-M", id="a digit of another script"),
    ],
)
def test_what_is_no_number_is_refused_without_repeating_it(typed):
    with pytest.raises(Refused) as no:
        parse_number(typed)
    assert no.value.code is No.BAD_NUMBER
    assert no.value.facts == {}


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text):
    read = None
    with contextlib.suppress(Refused):
        read = parse_number(text)
    assert read is None or [len(group) for group in read.text.split("-")] == [1, 4, 4, 4, 1]
