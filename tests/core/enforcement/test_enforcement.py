"""What must the host do so that a decision holds?"""

from datetime import timedelta

import pytest

from ombud.core import enforcement, facts
from ombud.core.enforcement import HostEffect
from ombud.core.ids import bucket_of
from ombud.core.refusals import No, Refused
from tests import cast
from tests.cast import SUBJECT, a_case, pack, proposed

DECIDING = (facts.Assigned(agent=cast.MEI, how="next"),)


def _orders(case, *measures, host=(), no=1):
    chosen = tuple(
        one if isinstance(one, facts.Chosen) else facts.Chosen(measure=one, target=SUBJECT)
        for one in measures
    )
    return enforcement.orders_of(case, no=no, chosen=chosen, clause="CLIPS.2.1", pack=pack(), host=host)


def _decided(*measures):
    case = a_case(*DECIDING)
    orders = _orders(case, *measures)
    chosen = tuple(facts.Chosen(measure=one, target=SUBJECT) for one in measures)
    decided = facts.Decided(no=1, outcome="violation", orders=orders)
    return (*DECIDING, proposed(measures=chosen), decided), orders


def test_the_same_facts_make_the_same_key_and_others_another():
    one = {"cause": "decision-1", "measure": "L4", "target": SUBJECT, "do": "apply"}
    key = enforcement.order_key(cast.CASE, **one)
    assert key == enforcement.order_key(cast.CASE, **one)
    others = [
        enforcement.order_key(cast.COMPLAINT, **one),
        *(
            enforcement.order_key(cast.CASE, **{**one, **change})
            for change in (
                {"cause": "decision-2"},
                {"measure": "L5"},
                {"target": cast.ACCOUNT},
                {"do": "lift"},
            )
        ),
    ]
    assert len({key, *others}) == 6
    assert len(key) <= 64


def test_a_key_names_the_bucket_of_its_target():
    key = enforcement.order_key(cast.CASE, cause="c", measure="L4", target=SUBJECT, do="apply")
    assert enforcement.bucket_in(key) == bucket_of(SUBJECT)
    assert enforcement.bucket_in(enforcement.lift_key(key)) == bucket_of(SUBJECT)
    for wrong in ("", "zz" + key[2:], key + "0"):
        with pytest.raises(Refused) as no:
            enforcement.bucket_in(wrong)
        assert no.value.code is No.NOT_FOUND


def test_a_measure_that_is_not_the_hosts_makes_no_order():
    (order,) = _orders(a_case(*DECIDING), "L4", "X.POLICE", "L0")
    assert (order.do, order.measure, order.clause, order.protective) == ("apply", "L4", "CLIPS.2.1", False)


def test_choosing_a_measure_twice_orders_it_once():
    assert len(_orders(a_case(*DECIDING), "L4", "L4")) == 1


def test_restoring_a_host_decision_lifts_each_of_its_effects():
    effects = tuple(HostEffect(host_decision="d-1", measure=one, target=SUBJECT) for one in ("L4", "L5"))
    other = HostEffect(host_decision="d-2", measure="L2", target=SUBJECT)
    whole = facts.Chosen(measure="R", target=SUBJECT, host_decision="d-1")
    orders = _orders(a_case(*DECIDING), whole, host=(*effects, other))
    assert [(one.do, one.measure, one.host_decision) for one in orders] == [
        ("lift", "L4", "d-1"),
        ("lift", "L5", "d-1"),
    ]
    part = facts.Chosen(measure="L5", target=SUBJECT, host_decision="d-1")
    assert [one.measure for one in _orders(a_case(*DECIDING), part, host=effects)] == ["L5"]


def test_the_end_of_a_strike_undoes_what_the_account_bears_and_leaves_hidden_what_was_hidden():
    effects = tuple(
        HostEffect(host_decision="d-1", measure=one, target=target)
        for one, target in (("L4", SUBJECT), ("L5", cast.ACCOUNT), ("L8", cast.ACCOUNT))
    )
    falls = facts.Chosen(measure="R.STRIKE", target=cast.ACCOUNT, host_decision="d-1")
    said = {"no": 1, "chosen": (falls,), "clause": None, "pack": cast.pack()}
    case = a_case()
    made = enforcement.orders_of(case, **said, host=effects)
    assert [(one.do, one.measure, one.target, one.host_decision) for one in made] == [
        ("lift", "L5", cast.ACCOUNT, "d-1"),
        ("lift", "L8", cast.ACCOUNT, "d-1"),
    ]
    assert enforcement.orders_of(case, **said, host=effects, announced=made) == (), "it waits already"
    assert enforcement.orders_of(case, **said, host=effects[:1]) == (), "nothing that the account bears"


def test_a_host_decision_nobody_imported_is_restored_by_name():
    chosen = facts.Chosen(measure="R", target=SUBJECT, host_decision="d-1")
    (order,) = _orders(a_case(*DECIDING), chosen)
    assert (order.do, order.measure, order.host_decision) == ("apply", "R", "d-1")


def test_a_protection_has_a_limit_and_a_key_of_its_moment():
    first, second = a_case(), a_case(*DECIDING)
    until = cast.START + timedelta(days=1)
    one = enforcement.protective_order(first, pack().measure("P2"), target=SUBJECT, until=until)
    two = enforcement.protective_order(second, pack().measure("P2"), target=SUBJECT, until=until)
    assert one.protective
    assert one.until == until
    assert one.key != two.key


def test_undoing_a_decision_lifts_what_it_applied_but_for_what_is_chosen_again():
    told, orders = _decided("L4", "L2")
    case = a_case(*told)
    assert enforcement.standing(case) == case.decisions
    back = enforcement.reversals(case, case.decisions[0])
    assert [one.key for one in back] == [enforcement.lift_key(one.key) for one in orders]
    assert {one.do for one in back} == {"lift"}
    kept = facts.Chosen(measure="L4", target=SUBJECT)
    assert [one.measure for one in enforcement.reversals(case, case.decisions[0], keep=(kept,))] == ["L2"]


def test_what_was_undone_is_not_undone_again_and_what_holds_is_not_ordered_again():
    told, _ = _decided("L4")
    case = a_case(*told)
    assert _orders(case, "L4", no=2) == ()
    back = enforcement.reversals(case, case.decisions[0])
    undone = a_case(*told, facts.Reversed(decision=1, orders=back))
    assert enforcement.reversals(undone, undone.decisions[0]) == ()
    assert enforcement.standing(undone) == ()
    assert len(_orders(undone, "L4", no=2)) == 1


def test_what_was_given_back_is_not_taken_by_a_reversal():
    told, _ = _decided("R")
    case = a_case(*told)
    assert enforcement.lifts(case, case.decisions[0].orders) == ()


BY_HOST = tuple(HostEffect(host_decision="d-1", measure=one, target=SUBJECT) for one in ("L4", "L5"))
WHOLE = facts.Chosen(measure="R", target=SUBJECT, host_decision="d-1")


def _granted(*later):
    """A case that gave back what the host had done, and what was decided after it."""
    orders = _orders(a_case(*DECIDING), WHOLE, host=BY_HOST)
    grant = proposed(outcome="granted", measures=(WHOLE,))
    return a_case(*DECIDING, grant, facts.Decided(no=1, outcome="granted", orders=orders), *later)


def _again(case, *keep, host=BY_HOST, no=2):
    return enforcement.taken_back(case, no=no, keep=keep, clause="CLIPS.8.1", host=host, now=cast.START)


def test_a_grant_that_is_overturned_puts_the_hosts_own_decision_in_force_again():
    back = _again(_granted())
    assert [(one.do, one.measure, one.host_decision) for one in back] == [
        ("apply", "L4", "d-1"),
        ("apply", "L5", "d-1"),
    ]
    assert back == _again(_granted())


@pytest.mark.parametrize(
    ("keep", "host", "left"),
    [
        pytest.param((WHOLE,), BY_HOST, [], id="given back again"),
        pytest.param(
            (facts.Chosen(measure="L5", target=SUBJECT, host_decision="d-1"),), BY_HOST, ["L4"], id="in part"
        ),
        pytest.param((facts.Chosen(measure="L4", target=SUBJECT),), BY_HOST, ["L5"], id="chosen anew"),
        pytest.param(
            (),
            (
                HostEffect(host_decision="d-1", measure="L4", target=SUBJECT, until=cast.START),
                HostEffect(
                    host_decision="d-1", measure="L5", target=SUBJECT, until=cast.START + timedelta(days=1)
                ),
            ),
            ["L5"],
            id="ended by now",
        ),
        pytest.param((), (HostEffect(host_decision="d-2", measure="L4", target=SUBJECT),), [], id="not ours"),
    ],
)
def test_the_hosts_decision_stays_reversed_where_another_rule_says_so(keep, host, left):
    assert [one.measure for one in _again(_granted(), *keep, host=host)] == left


def test_what_was_put_in_force_again_is_not_put_so_twice_and_falls_with_the_decision_that_did_it():
    appeal = facts.Appealed(no=1, decision=1, side="complainant", letter=cast.LETTER, words=cast.words())
    taken = _again(_granted())
    case = _granted(
        appeal,
        facts.Assigned(agent=cast.JUN, how="next"),
        proposed(no=2, agent=cast.JUN, outcome="refused", measures=(), ruling="overturned"),
        facts.Decided(no=2, outcome="refused", orders=taken),
    )
    assert enforcement.given_back(case) == ()
    assert _again(case, no=3) == ()
    lifted = enforcement.reversals(case, case.decisions[1])
    assert [(one.do, one.measure) for one in lifted] == [("lift", "L4"), ("lift", "L5")]


def test_a_decision_restored_by_name_is_put_in_force_again_by_what_was_imported_since():
    orders = _orders(a_case(*DECIDING), WHOLE)
    assert [one.measure for one in orders] == ["R"]
    grant = proposed(outcome="granted", measures=(WHOLE,))
    case = a_case(*DECIDING, grant, facts.Decided(no=1, outcome="granted", orders=orders))
    assert [one.measure for one in _again(case)] == ["L4", "L5"]
