"""A silence that an authority ordered ends on a day, and goes on only by another one that it named."""

from datetime import timedelta

import pytest

from ombud.core import facts, silencing
from ombud.core.pack.promises import ORDERED
from ombud.core.playbooks import step_of, until_when
from ombud.core.refusals import No, Refused
from tests.cast import LIN, MEI, START, a_case, opened, pack, proposed, words

DAY = timedelta(days=1)
NOW = START + DAY
ENDS = START + 30 * DAY
TAKEN = facts.Assigned(agent=MEI, how="next")


def held(ground=ORDERED, side="account", **said):
    return facts.Withheld(side=side, ground=ground, approver=LIN, review_at=START + 3 * DAY, **said)


def asked(*several):
    return a_case(TAKEN, *several, first=opened("GR.DATA", "S2"))


def noted(case, said):
    return until_when(case, step_of(case, "secrecy_end", pack=pack()), said, now=NOW)


@pytest.mark.parametrize(
    ("several", "said", "until"),
    [
        pytest.param((held(),), ENDS, ENDS, id="ordered until a day"),
        pytest.param((), None, None, id="nothing was ordered"),
        pytest.param((held("child_safety"),), None, None, id="held back for another reason"),
        pytest.param((held(side="complainant"),), None, None, id="the other side is told"),
    ],
)
def test_the_step_takes_the_day_on_which_the_silence_ends(several, said, until):
    assert noted(asked(*several), said) == until


@pytest.mark.parametrize(
    "said", [pytest.param(None, id="no day"), pytest.param(START, id="a day that is over")]
)
def test_what_was_ordered_has_a_day_that_is_to_come(said):
    with pytest.raises(Refused) as no:
        noted(asked(held()), said)
    assert (no.value.code, no.value.facts["field"]) == (No.BAD_TIME, "silent_until")


def test_no_other_step_asks_for_it():
    case = asked(held())
    assert until_when(case, step_of(case, "scope", pack=pack()), ENDS, now=NOW) is None


def test_the_book_knows_the_day_and_the_one_to_which_it_was_renewed():
    step = facts.StepDone(step="secrecy_end", until=ENDS)
    assert asked(held()).silent_until is None
    assert asked(held(), step).silent_until == ENDS
    renewed = asked(held(), step, held(until=ENDS + 90 * DAY))
    assert (renewed.silent_until, len(renewed.withheld)) == (ENDS + 90 * DAY, 1)
    assert asked(held(), step, held(words=words())).silent_until == ENDS


@pytest.mark.parametrize(
    ("ends", "due"),
    [
        pytest.param(None, NOW + 3 * DAY, id="no day is known"),
        pytest.param(ENDS, NOW + 3 * DAY, id="it ends later"),
        pytest.param(NOW + DAY, NOW + DAY, id="it ends before"),
        pytest.param(START, NOW + 3 * DAY, id="it is over"),
    ],
)
def test_it_is_looked_at_again_on_the_day_on_which_it_ends_at_the_latest(ends, due):
    assert pack().grounds[ORDERED].next_look(ends=ends, now=NOW) == due


# --- under which law


def begins(case, code="MN.SEX.GROOM", place="CN"):
    return [one.ground for one in silencing.begins(case, code, law=pack(place), now=NOW)]


QUESTION = opened("SV.QUESTION", "S4")
FOR_A_CHILD = held("child_safety")


@pytest.mark.parametrize(
    ("case", "place", "grounds"),
    [
        pytest.param(a_case(first=QUESTION), "CN", ["child_safety"], id="a kind that begins so"),
        pytest.param(a_case(first=QUESTION), "EU", [], id="the law there has no such ground"),
        pytest.param(a_case(FOR_A_CHILD, first=QUESTION), "CN", [], id="it is silent already"),
        pytest.param(
            a_case(TAKEN, proposed(), facts.Decided(no=1, outcome="violation", orders=())),
            "CN",
            [],
            id="decided",
        ),
    ],
)
def test_an_account_is_told_nothing_where_its_kind_begins_so_and_the_law_has_the_ground(case, place, grounds):
    assert begins(case, place=place) == grounds


@pytest.mark.parametrize(
    ("several", "place", "ends"),
    [
        pytest.param((FOR_A_CHILD,), "EU", True, id="where the account is nobody's safety is a ground"),
        pytest.param((FOR_A_CHILD,), "CN", False, id="where it is one"),
        pytest.param((held(),), "EU", False, id="an authority's request is one everywhere"),
        pytest.param((held("child_safety", side="complainant"),), "EU", False, id="the other side"),
        pytest.param((), "EU", False, id="nothing is held back"),
    ],
)
def test_a_silence_ends_by_the_law_where_the_account_is(several, place, ends):
    case = a_case(*several, first=QUESTION)
    assert [one.why for one in silencing.ends(case, law=pack(place))] == (["law"] if ends else [])
