"""How much moves is written down to the last cent, and a large sum takes two."""

import pytest

from ombud.core import amounts
from ombud.core.facts import Sum
from ombud.core.pack.approvals import ApprovalFacts, level
from ombud.core.refusals import No, Refused
from tests.cast import pack


@pytest.mark.parametrize(
    ("text", "currency", "minor", "said"),
    [
        pytest.param("1200", "CNY", 120000, "CNY 1,200.00", id="whole"),
        pytest.param(" 1,200.5 ", "CNY", 120050, "CNY 1,200.50", id="one digit, and how it is grouped"),
        pytest.param("0.01", "EUR", 1, "EUR 0.01", id="the least"),
        pytest.param("1000000.10", "INR", 100000010, "INR 1,000,000.10", id="ungrouped"),
        pytest.param("12000", "JPY", 12000, "JPY 12,000", id="a currency without cents"),
    ],
)
def test_a_sum_is_read_and_said_to_the_last_cent(text, currency, minor, said):
    found = amounts.read(text, currency)
    assert found == Sum(minor=minor, currency=currency)
    assert amounts.say(found) == said


def test_nothing_written_is_no_sum_whatever_the_currency():
    assert amounts.read("  ", "") is None


@pytest.mark.parametrize(
    ("text", "currency", "why"),
    [
        pytest.param("一千二", "CNY", None, id="words"),
        pytest.param("1.200,50", "EUR", None, id="grouped by points"),
        pytest.param("12,00", "EUR", None, id="a comma for a point"),
        pytest.param("-5", "CNY", None, id="less than nothing"),
        pytest.param("1e9", "CNY", None, id="as computers write it"),
        pytest.param("１２", "CNY", None, id="other digits"),
        pytest.param("1.005", "CNY", "digits", id="a part of a cent"),
        pytest.param("1.5", "JPY", "digits", id="cents that there are not"),
        pytest.param("0", "CNY", "size", id="nothing"),
        pytest.param("1" * 40, "CNY", "size", id="a slip of the finger"),
        pytest.param("5", "XXX", "currency", id="no currency"),
        pytest.param("5", "", "currency", id="no currency chosen"),
    ],
)
def test_what_is_no_sum_is_refused_and_said_why(text, currency, why):
    with pytest.raises(Refused) as refused:
        amounts.read(text, currency)
    assert (refused.value.code, refused.value.facts.get("why")) == (No.BAD_AMOUNT, why)


def test_every_place_begins_with_a_currency_that_can_be_written():
    assert set(amounts.USUAL.values()) <= amounts.DIGITS.keys()


@pytest.mark.parametrize(("place", "currency"), amounts.USUAL.items())
def test_every_place_that_ships_says_what_a_large_sum_is_in_its_own_currency(place, currency):
    least = pack(place).approvals["money_large"].amount_over[currency]
    known = [ApprovalFacts(amount=minor, currency=currency) for minor in (least, least + 1)]
    asked = [level(pack(place), category="LV", measures=("L7",), facts=one) for one in known]
    assert asked == ["A1", "A2"]


@pytest.mark.parametrize(
    ("minor", "currency", "needed"),
    [
        pytest.param(0, "", "A1", id="earnings are stopped, and no sum moves"),
        pytest.param(100_000, "CNY", "A1", id="as much as one may"),
        pytest.param(100_001, "CNY", "A2", id="a cent more"),
        pytest.param(15_001, "EUR", "A2", id="by each currency its own"),
        pytest.param(1, "SGD", "A2", id="a currency that the rules know no limit for"),
        pytest.param(2, "CNY EUR", "A2", id="two currencies at once"),
    ],
)
def test_a_large_sum_takes_two(minor, currency, needed):
    known = ApprovalFacts(amount=minor, currency=currency)
    assert level(pack(), category="EC.REFUND", measures=("L7",), facts=known) == needed
    assert level(pack(), category="EC.REFUND", measures=("L1",), facts=known) == "A0"


def test_a_place_lets_less_pass_than_others(lay):
    lower = {"approvals": {"money_large": {"amount_over": {"CNY": 50_000}}}}
    known = ApprovalFacts(amount=50_001, currency="CNY")
    assert level(lay(**lower), category="EC", measures=("L7",), facts=known) == "A2"
    assert level(pack(), category="EC", measures=("L7",), facts=known) == "A1"
    with pytest.raises(Refused, match="loosens amount_over"):
        lay(approvals={"money_large": {"amount_over": {"CNY": 100_001}}})
    with pytest.raises(Refused, match="loosens amount_over"):
        lay(approvals={"money_large": {"amount_over": {"CNY": 100_000, "JPY": 9}}})
