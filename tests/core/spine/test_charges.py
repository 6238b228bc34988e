"""What goes back of what was charged: as the host's list of payments has it, whole, once, and no other sum."""

import pytest

from ombud.core import charges
from ombud.core.facts import Sum
from ombud.core.refusals import No, Refused


def paid(name, minor, *, at, currency="CNY", returned=False):
    amount = {"minor": minor, "currency": currency}
    return {"id": name, "at": at, "what": "会员", "amount": amount, "returned": returned}


SNAPSHOT = {
    "payments": [
        paid("c-1", 3000, at="2026-10-02", returned=True),
        paid("c-2", 3000, at="2026-11-02"),
        paid("c-3", 4500, at="2026-11-20"),
        paid("c-4", 999, at="2026-11-21", currency="EUR"),
    ]
}
LIST = charges.listed(SNAPSHOT)


def cny(minor):
    return Sum(minor=minor, currency="CNY")


def test_the_list_is_the_hosts_newest_first():
    assert [one.name for one in LIST] == ["c-4", "c-3", "c-2", "c-1"]
    assert (LIST[1].sum, LIST[1].what, LIST[3].returned) == (cny(4500), "会员", True)
    assert charges.listed({}) == ()
    bare = {"payments": [{"id": 7, "amount": {"minor": 1, "currency": "CNY"}}]}
    assert charges.listed(bare) == (charges.Charge(name="7", at="", what="", sum=cny(1), returned=False),)


@pytest.mark.parametrize("minor", [3000, 4500, 7500], ids=["one", "another", "both together"])
def test_what_was_charged_goes_back_in_full(minor):
    charges.check_back(cny(minor), LIST)


@pytest.mark.parametrize(
    ("asked", "before", "why"),
    [
        pytest.param(cny(3001), 0, "other_sum", id="a cent more"),
        pytest.param(cny(1500), 0, "other_sum", id="half of it"),
        pytest.param(cny(10500), 0, "other_sum", id="with what went back already"),
        pytest.param(cny(999), 0, "other_sum", id="what was charged in another currency"),
        pytest.param(
            cny(7500), 3001, "other_sum", id="more than was charged, with what other cases gave back"
        ),
    ],
)
def test_another_sum_is_refused_and_what_can_go_back_is_named(asked, before, why):
    with pytest.raises(Refused) as no:
        charges.check_back(asked, LIST, before=before)
    assert (no.value.code, no.value.facts["why"]) == (No.BAD_AMOUNT, why)
    assert no.value.facts["charged"] == "c-4 EUR 9.99; c-3 CNY 45.00; c-2 CNY 30.00"


@pytest.mark.parametrize(
    ("minor", "before"), [(1, 0), (7500, 0), (7500, 3000)], ids=["a part", "all of it", "and before"]
)
def test_of_an_order_a_part_may_go_back(minor, before):
    charges.check_within(cny(minor), LIST, before=before)


@pytest.mark.parametrize(
    ("asked", "several", "before", "why"),
    [
        pytest.param(cny(75000), LIST, 0, "over_paid", id="ten times as much"),
        pytest.param(cny(7501), LIST, 0, "over_paid", id="with what went back already"),
        pytest.param(cny(7500), LIST, 3001, "over_paid", id="with what another case gave back"),
        pytest.param(
            Sum(minor=1, currency="USD"), LIST, 0, "over_paid", id="in a currency that nobody paid in"
        ),
        pytest.param(cny(1), (), 0, "unpaid", id="of an order that nobody asked the host about"),
    ],
)
def test_never_more_of_an_order_goes_back_than_was_paid(asked, several, before, why):
    with pytest.raises(Refused) as no:
        charges.check_within(asked, several, before=before)
    assert (no.value.code, no.value.facts["why"]) == (No.BAD_AMOUNT, why)


def test_where_nobody_knows_what_was_charged_nothing_goes_back():
    with pytest.raises(Refused) as no:
        charges.check_back(cny(1), ())
    assert no.value.facts["why"] == "unlisted"
    assert charges.said(one for one in LIST if one.returned) == "–"


HOST = {
    "decisions": [
        {"id": "d-1", "account": "u-1", "clause": "5.1", "effects": [{"measure": "L7", "amount": {"minor": 500, "currency": "CNY"}}]},
        {"id": "d-2", "account": "u-1", "effects": [{"measure": "L5"}, {"measure": "L7", "amount": {"minor": 700, "currency": "CNY"}}]},
        {"id": "d-3", "account": "u-2", "effects": [{"measure": "L7", "amount": {"minor": 900, "currency": "CNY"}}]},
    ]
}  # fmt: skip


def test_what_the_host_took_by_decisions_of_its_own_is_listed_but_for_those_that_fall_and_for_others():
    whole = charges.withheld(HOST, account="u-1")
    assert [(one.name, one.sum.minor, one.what) for one in whole] == [("d-1", 500, "5.1"), ("d-2", 700, "")]
    assert [one.name for one in charges.withheld(HOST, account="u-1", falls={"d-2"})] == ["d-1"]
    assert charges.withheld({}, account="u-1") == ()
    charges.check_within(cny(1200), whole)
    with pytest.raises(Refused) as no:
        charges.check_within(cny(1201), whole, unknown="unheld", over="over_held")
    assert (no.value.facts["why"], no.value.facts["paid"]) == ("over_held", "d-1 CNY 5.00; d-2 CNY 7.00")
