"""Whose payments go back, how often, and out of what?"""

from dataclasses import replace
from uuid import uuid5

import pytest

from ombud.core import facts, refunding
from ombud.core.besides import refunds
from ombud.core.playbooks import check_packet
from ombud.core.records import record
from ombud.core.refunding import Back, Payment
from ombud.core.refusals import No, Refused
from tests.cast import ACCOUNT, CASE, MEI, SUBJECT, a_case, pack, proposed

HELD = facts.Sum(minor=861_000, currency="CNY")
ONE, TWO = uuid5(CASE, "o-1"), uuid5(CASE, "o-2")


def cny(minor: int) -> facts.Sum:
    return facts.Sum(minor=minor, currency="CNY")


def decided(**more):
    proposal = proposed(**{"outcome": "violation", "signers": 1, "level": "A2"} | more)
    signed = (facts.Cosigned(no=1, agent=MEI),) if proposal.signers else ()
    ruled = facts.Decided(no=1, outcome=proposal.outcome, orders=())
    return a_case(facts.Assigned(agent=MEI, how="next"), proposal, *signed, ruled)


def given(case, *several: Back, held: facts.Sum = HELD) -> facts.MoneyReturned:
    return refunding.give_back(case, several, account=ACCOUNT, held=held, pack=pack())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", (), id="none"),
        pytest.param("o-1 5,000.00", (Payment(name="o-1", sum=cny(500_000)),), id="one"),
        pytest.param(
            "o-1 50\n\no-2 7.5 EUR；o-3 1",
            (
                Payment(name="o-1", sum=cny(5000)),
                Payment(name="o-2", sum=facts.Sum(minor=750, currency="EUR")),
                Payment(name="o-3", sum=cny(100)),
            ),
            id="several, one in another currency",
        ),
    ],
)
def test_payments_are_read_a_line_each(text, found):
    assert refunding.read(text, currency="CNY") == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("o-1", "payment", id="no sum"),
        pytest.param("o-1 a lot", "payment", id="no number"),
        pytest.param("o-1 5\no-1 6", "twice", id="one said twice"),
        pytest.param("o-1 5 XXX", "currency", id="a currency that nobody pays in"),
    ],
)
def test_what_is_no_payment_is_refused(text, why):
    with pytest.raises(Refused) as no:
        refunding.read(text, currency="CNY")
    assert (no.value.code, no.value.facts["why"]) == (No.BAD_AMOUNT, why)


def test_what_is_held_is_what_the_host_said_and_unknown_until_it_did():
    said = {"account": {"money": {"balance": 8610.0}}}
    assert refunding.held_of(said, currency="CNY") == HELD
    assert refunding.held_of({"account": {"money": {"balance": None}}}, currency="JPY").minor == 0
    for nothing in ({}, {"account": None}, {"account": {}}):
        with pytest.raises(Refused) as no:
            refunding.held_of(nothing, currency="CNY")
        assert no.value.facts["why"] == "unknown"
    refunding.check_nothing(replace(HELD, minor=0))
    with pytest.raises(Refused) as no:
        refunding.check_nothing(HELD)
    assert no.value.facts == {"why": "kept", "held": "CNY 8,610.00"}


def test_each_payment_has_an_order_of_its_own_that_names_it_and_one_key_in_whichever_case():
    case = decided()
    fact = given(case, Back(subject=ONE, sum=cny(500_000)), Back(subject=TWO, sum=cny(300_000)))
    assert [(one.measure, one.target, one.amount, one.refunds) for one in fact.orders] == [
        ("L7", ACCOUNT, cny(500_000), ONE),
        ("L7", ACCOUNT, cny(300_000), TWO),
    ]
    assert (fact.decision, fact.held) == (1, HELD)
    other = given(replace(case, id=uuid5(CASE, "another")), Back(subject=ONE, sum=cny(1)))
    assert other.orders[0].key == fact.orders[0].key != fact.orders[1].key
    paid = replace(case, decisions=(replace(case.decisions[0], orders=fact.orders),))
    assert [refunds(paid, one.key) for one in fact.orders] == [ONE, TWO]
    assert refunds(paid, "another") is None


@pytest.mark.parametrize(
    ("case", "sums", "why"),
    [
        pytest.param(
            a_case(facts.Assigned(agent=MEI, how="next")), (5,), "undecided", id="before any decision"
        ),
        pytest.param(decided(outcome="no_violation"), (5,), "undecided", id="where nothing was found"),
        pytest.param(decided(), (861_001,), "more", id="more than is held"),
        pytest.param(decided(), (500_000, 361_001), "more", id="more than is held, together"),
        pytest.param(
            decided(signers=0, level="A0"), (100_001,), "signed", id="a large sum that one decided about"
        ),
    ],
)
def test_nothing_goes_back_that_nobody_may_give(case, sums, why):
    back = [Back(subject=uuid5(CASE, str(no)), sum=cny(minor)) for no, minor in enumerate(sums)]
    with pytest.raises(Refused) as no:
        given(case, *back)
    assert (no.value.code, no.value.facts["why"]) == (No.BAD_AMOUNT, why)


def test_what_is_held_in_one_currency_goes_back_in_that():
    with pytest.raises(Refused) as no:
        given(decided(), Back(subject=SUBJECT, sum=facts.Sum(minor=1, currency="EUR")))
    assert no.value.facts == {"why": "currency", "known": ["CNY"]}


def test_a_step_that_gives_money_back_records_no_call():
    step = pack().playbooks["fraud"].step("remaining_money")
    assert step.records == refunding.PAYMENTS
    assert record(step, {}) is None


@pytest.mark.parametrize(
    ("written", "kept"), [(True, False), (False, True)], ids=["a packet", "the form that was handed in"]
)
def test_nothing_is_handed_over_by_a_bare_note(written, kept):
    step = pack().playbooks["fraud"].step("referral")
    check_packet(step, written=written, kept=kept)
    with pytest.raises(Refused) as no:
        check_packet(step, written=False, kept=False)
    assert (no.value.code, no.value.facts["why"]) == (No.STEP_NEEDS_EVIDENCE, "packet")
    check_packet(
        replace(step, to="cn_police"), written=False, kept=False
    )  # an authority that gives a receipt
