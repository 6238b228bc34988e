"""Whoever comes back to an account that went back to its owner is seen, and the owner's own evening is nobody's alarm."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.adapters.platform.contract import Change
from ombud.core import facts, grading, watching
from tests.cast import ACCOUNT, COMPLAINT, LETTER, MEI, START, a_case, opened, order, pack, proposed, words

THEN = START + timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "odd"),
    [
        pytest.param(Change("c", THEN, "login"), False, id="the owner logs in on their own telephone"),
        pytest.param(Change("c", THEN, "login", strange=True), True, id="a strange device"),
        pytest.param(Change("c", THEN, "factor"), True, id="another telephone is linked"),
        pytest.param(Change("c", THEN, "payee"), True, id="the money goes elsewhere"),
        pytest.param(Change("c", THEN, "name"), False, id="another name"),
        pytest.param(Change("c", THEN, "factor", order="07ab"), False, id="by an order of ours"),
        pytest.param(Change("c", START, "payee", strange=True), False, id="before it was back"),
    ],
)
def test_what_is_odd_on_a_watched_account_is_told(change, odd) -> None:
    assert watching.odd((change,), since=START) == (("c",) if odd else ())


def test_it_is_told_in_the_order_in_which_it_happened() -> None:
    late = Change("late", THEN, "payee")
    assert watching.odd((late, replace(late, id="early", at=START + timedelta(hours=1))), since=START) == (
        "early",
        "late",
    )


def test_the_house_takes_what_the_pack_names_and_the_kind_allows_and_only_once() -> None:
    shipped, stolen = pack(), a_case(first=opened("AS.TAKEOVER", "S2"))
    lock = order("p1", measure="P5", target=ACCOUNT, protective=True, until=THEN)
    held = facts.Protected(order=lock, words=words(), review_at=THEN)
    assert [one.code for one in watching.at_once(stolen, shipped)] == ["P5"]
    assert watching.at_once(a_case(held, first=opened("AS.TAKEOVER", "S2")), shipped) == ()
    assert watching.at_once(a_case(first=opened("CV.SPAM", "S3")), shipped) == (), (
        "no kind to lock anybody for"
    )
    bare = replace(shipped, measures={"P5": shipped.measures["P5"]})
    assert watching.at_once(stolen, bare) == (), "a pack that watches nothing"


def test_a_case_is_told_once_that_its_account_may_be_taken_again_and_that_makes_it_grave() -> None:
    stolen = a_case(first=opened("AS.LOCKOUT", "S3"))
    told = watching.known(stolen)
    assert told is not None
    knows = a_case(told, first=opened("AS.LOCKOUT", "S3"))
    assert watching.known(knows) is None
    weighed = grading.weigh(knows, pack=pack(), at=THEN)
    assert weighed is not None
    assert (weighed.rules, weighed.severity) == (("taken_again",), "S1")


def test_whose_an_account_is_now_is_whom_it_was_given_to_last() -> None:
    mine, theirs = (
        (proposed(no, outcome="granted", gives_to=one), facts.Decided(no=no, outcome="granted", orders=()))
        for no, one in ((1, COMPLAINT), (2, LETTER))
    )
    taken = facts.Assigned(agent=MEI, how="next")
    again = facts.Appealed(no=1, decision=1, side="account", letter=LETTER, words=words())
    gave = a_case(taken, *mine)
    assert watching.owner(a_case(taken)) is None
    assert watching.owner(gave) == COMPLAINT
    assert watching.owner(a_case(taken, *mine, again, taken, *theirs)) == LETTER


def test_the_host_s_changes_are_kept_and_whose_the_account_is_is_not_forgotten() -> None:
    first = facts.Alarmed(changes=(LETTER,), words=words(), given_to=COMPLAINT)
    case = a_case(first, facts.Alarmed(changes=(ACCOUNT,), words=words()))
    assert (case.alarmed, case.given_to) == ({LETTER, ACCOUNT}, COMPLAINT)
    beside = facts.SetBeside(case=LETTER, kinship="again", how="leads")
    assert a_case(beside).goes_on_in == beside.case
    assert a_case(replace(beside, how="begun")).goes_on_in is None
    assert a_case(replace(beside, kinship="copy")).goes_on_in is None
