"""What does an order say to the host besides its measure?"""

import pytest

from ombud.core import facts
from ombud.core.besides import RECOVERS, asked, blocks, recovers, refunds, restored
from tests import cast
from tests.cast import SUBJECT, a_case, proposed


@pytest.mark.parametrize(
    ("ordered", "required", "measures", "keeps"),
    [
        pytest.param(["L4", "P3", "R"], ["R"], ["L4", "P3"], [], id="nothing else in force: everything ends"),
        pytest.param(
            ["P3", "L4", "L4"], ["L4"], ["P3"], ["L4"], id="what a decision in force requires stays"
        ),
        pytest.param(["L4"], ["L1", "L4"], [], ["L4"], id="what the host has not heard of is not named"),
    ],
)
def test_a_restoration_names_what_ends_and_what_stays(ordered, required, measures, keeps):
    assert restored(ordered, required) == {"measures": measures, "keeps": keeps}


SUM = facts.Sum(minor=5_990, currency="CNY")


@pytest.mark.parametrize(
    ("outcome", "amount", "about"),
    [
        pytest.param("granted", SUM, SUBJECT, id="given back for what the case is about"),
        pytest.param("granted", None, None, id="no sum, nothing to give back"),
        pytest.param("violation", SUM, None, id="withheld, not given back"),
    ],
)
def test_money_is_given_back_only_where_it_was_granted(outcome, amount, about):
    order = facts.Order(key="k-1", do="apply", measure="L7", target=cast.ACCOUNT, amount=amount)
    case = a_case(
        facts.Assigned(agent=cast.MEI, how="next"),
        proposed(outcome=outcome),
        facts.Decided(no=1, outcome=outcome, orders=(order,)),
    )
    assert refunds(case, "k-1") == about
    assert refunds(case, "k-2") is None


@pytest.mark.parametrize(
    ("gives_to", "measure", "ends"),
    [
        pytest.param(cast.COMPLAINT, "R", RECOVERS, id="an account goes back: whoever was in it is out"),
        pytest.param(None, "R", (), id="a punishment is undone: nobody is signed out"),
        pytest.param(cast.COMPLAINT, "W", (), id="the account is watched"),
    ],
)
def test_an_account_goes_back_empty_of_whoever_was_in_it(gives_to, measure, ends):
    order = facts.Order(key="k-1", do="apply", measure=measure, target=cast.ACCOUNT)
    case = a_case(
        facts.Assigned(agent=cast.MEI, how="next"),
        proposed(outcome="granted", gives_to=gives_to),
        facts.Decided(no=1, outcome="granted", orders=(order,)),
    )
    assert recovers(case, "k-1") == ends
    assert recovers(case, "k-2") == ()


def test_only_an_order_that_was_given_so_keeps_out_copies_for_itself():
    asks, not_ = (
        facts.Order(key=key, do="apply", measure="L4", target=SUBJECT, block=block)
        for key, block in (("k-1", True), ("k-2", False))
    )
    case = a_case(
        facts.Assigned(agent=cast.MEI, how="next"),
        proposed(signers=0),
        facts.Decided(no=1, outcome="violation", orders=(asks, not_)),
    )
    assert [blocks(case, key) for key in ("k-1", "k-2", "k-3")] == [True, False, False]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"territory": ("DE", "FR")}, {"territory": ["DE", "FR"]}, id="where alone it holds"),
        pytest.param({"block": True}, {"block": True}, id="that copies stay out"),
        pytest.param({"words": cast.words()}, {"words": str(cast.words().id)}, id="where its words lie"),
    ],
)
def test_an_order_says_by_itself_where_it_holds_and_what_it_keeps_out(more, said):
    assert asked(facts.Order(key="k-1", do="apply", measure="L3", target=SUBJECT, **more)) == said
