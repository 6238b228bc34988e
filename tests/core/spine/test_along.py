"""What of a first case's decision goes along to another, and what never does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import along, facts, kin
from ombud.core.along import Aim, Own
from ombud.core.pack.types import Step
from ombud.core.pack.words import Text
from ombud.core.refusals import No, Refused
from ombud.core.vocabulary import Kinship
from tests.cast import JUN, LAN, LETTER, MEI, START, SUBJECT, a_case, order, pack, words

ACCOUNT, ITEM, THEIRS, ELSE = JUN, LETTER, MEI, LAN
FIRST = Aim(subject=SUBJECT, is_account=False, account=ACCOUNT, host_decision="hd-1")
OTHER = Aim(subject=ITEM, is_account=False, account=THEIRS, host_decision="hd-2")
PERSON = Aim(subject=THEIRS, is_account=True, account=THEIRS)


def chosen(measure, target=SUBJECT, **said):
    return facts.Chosen(measure=measure, target=target, **said)


@pytest.mark.parametrize(
    ("one", "other", "falls_on"),
    [
        pytest.param(chosen("L4"), OTHER, [ITEM], id="what is on the item, on the other's item"),
        pytest.param(
            chosen("L9", ACCOUNT), OTHER, [THEIRS], id="what is on the account, on the other's account"
        ),
        pytest.param(chosen("L9"), OTHER, [ITEM], id="what was aimed at the subject, at the other's"),
        pytest.param(
            chosen("L4", ACCOUNT), OTHER, [THEIRS], id="an item measure aimed at an account stays there"
        ),
        pytest.param(chosen("L9", ACCOUNT), PERSON, [THEIRS], id="an account is its own"),
        pytest.param(chosen("L9", ACCOUNT), replace(OTHER, account=None), [], id="nobody knows the account"),
        pytest.param(chosen("L4"), PERSON, [], id="an account has no item"),
        pytest.param(
            chosen("L9", ELSE), OTHER, [], id="what was aimed at somebody else stays with the first"
        ),
    ],
)
def test_where_a_measure_falls(one, other, falls_on):
    if not falls_on:
        with pytest.raises(Refused) as no:
            along.measures((one,), first=FIRST, other=other, pack=pack())
        assert no.value.code is No.MEASURE_NEEDS_TARGET
        return
    assert [it.target for it in along.measures((one,), first=FIRST, other=other, pack=pack())] == falls_on


@pytest.mark.parametrize(
    ("own", "first", "found"),
    [
        pytest.param(Own(did="转发了一次", measure="L0"), PERSON, [("L0", THEIRS, None)], id="its own, milder"),
        pytest.param(Own(did="点名", measure="L8"), PERSON, [("L8", THEIRS, 7)], id="one with an end ends with the first's"),
        pytest.param(Own(did="评论", measure="L4"), FIRST, [("L4", SUBJECT, None)], id="on the item"),
        pytest.param(Own(did="只是回了一句"), PERSON, [], id="who only answered back has nothing"),
        pytest.param(Own(did="点名", measure="L8"), replace(PERSON, subject=None, account=None), [], id="nothing to fall on"),
    ],
)  # fmt: skip
def test_of_a_crowd_each_is_judged_by_what_it_did_itself(own, first, found):
    until = START + timedelta(days=7)
    several = along.own_measures(own, (chosen("L6", ACCOUNT, until=until),), first=first, pack=pack())
    days = [(it.measure, it.target, (it.until - START).days if it.until else None) for it in several]
    assert days == found


@pytest.mark.parametrize(("measure", "block"), [("L9", True), ("L8", False)])
def test_what_keeps_somebody_out_keeps_whoever_goes_along_out_too(measure, block):
    own = Own(did="同一台手机", measure=measure)
    [it] = along.own_measures(own, (chosen("L9", ACCOUNT, block=True),), first=PERSON, pack=pack())
    assert it.block is block


@pytest.mark.parametrize(
    ("own", "code"),
    [
        pytest.param(Own(did=" ", measure="L0"), No.FACTS_MISSING, id="nobody says what it did"),
        pytest.param(Own(did=""), No.FACTS_MISSING, id="nor why it is spared"),
        pytest.param(Own(did="点名", measure="L99"), No.UNKNOWN_WORD, id="no such measure"),
    ],
)
def test_nobody_is_judged_or_spared_without_a_word_of_what_they_did(own, code):
    with pytest.raises(Refused) as no:
        along.own_measures(own, (), first=PERSON, pack=pack())
    assert no.value.code is code


def test_each_reverses_its_own_decision_of_the_host_keeps_the_end_and_drops_what_finds_nothing():
    until = START + timedelta(days=7)
    both = (chosen("R", host_decision="hd-1"), chosen("L8", ACCOUNT, until=until))
    back, suspended = along.measures(both, first=FIRST, other=OTHER, pack=pack())
    assert (back.host_decision, suspended.until, suspended.host_decision) == ("hd-2", until, None)
    some = along.measures((chosen("L4"), chosen("L9", ACCOUNT)), first=FIRST, other=PERSON, pack=pack())
    assert [it.measure for it in some] == ["L9"]
    assert along.measures((), first=FIRST, other=OTHER, pack=pack()) == ()


def test_a_sum_never_goes_along():
    paid = chosen("L7", ACCOUNT, amount=facts.Sum(minor=5, currency="CNY"))
    with pytest.raises(Refused) as no:
        along.measures((paid,), first=FIRST, other=OTHER, pack=pack())
    assert no.value.code is No.MEASURE_NOT_ALLOWED


def step(name, does="check", **said):
    nothing = Text(zh="", en="")
    return Step(id=name, title=nothing, help=nothing, does=does, **said)


def test_what_was_done_counts_where_it_can_and_the_rest_stays_open():
    done = [
        facts.StepDone(step=name)
        for name in ("seen", "proof", "letter", "day", "words", "notice", "hide", "hide_must")
    ]
    first = a_case(
        (facts.Assigned(agent=MEI, how="next"), f"agent:{MEI}"),
        *done,
        facts.StepSkipped(step="left", words=words()),
    )
    open_there = (
        step("seen", marks=("aware",)),
        step("proof", "verify", skip="never"),
        step("letter", letter="n", skip="never"),
        step("day", dated=True, skip="never"),
        step("words", records="translated", skip="never"),
        step("notice", records="notice"),
        step("hide", "protect", measure="P2"),
        step("hide_must", "protect", measure="P2", skip="never"),
        step("left"),
        step("new", skip="never"),
    )
    wrote = facts.Joined(count=1, digest="ab", severity="S3", first_at=START)
    made = along.steps(first, a_case(wrote), open_there, shown=(ITEM,), words=words())
    assert [(type(it).__name__, it.step) for it in made] == [
        ("StepDone", "seen"),
        ("StepDone", "notice"),
        ("StepSkipped", "hide"),
        ("StepSkipped", "left"),
    ]
    assert (made[0].marks, made[0].evidence, made[0].since) == (("aware",), (ITEM,), START)
    hidden = facts.Protected(order=order("p1", measure="P2", protective=True), words=words(), review_at=START)
    made = along.steps(first, a_case(hidden), open_there, shown=(), words=words())
    assert {"hide", "hide_must"} <= {it.step for it in made if isinstance(it, facts.StepDone)}


def test_what_takes_a_ground_of_law_is_left_out_along_only_on_the_ground_that_the_first_had():
    grounds = {"low_risk": Text("风险低", "low risk")}
    (told,) = (replace(step("told"), grounds=grounds, spares=("persons_told",)),)
    left = facts.StepSkipped(step="told", words=words())
    assert along.steps(a_case(left), a_case(), (told,), shown=(), words=words()) == ()
    excused = replace(left, ground="low_risk", marks=("persons_told",))
    (made,) = along.steps(a_case(excused), a_case(), (told,), shown=(), words=words())
    assert (made.ground, made.marks) == ("low_risk", ("persons_told",))


def test_only_what_the_first_leads_goes_along_and_nobody_has_begun_on():
    other = a_case()
    taken = (facts.Assigned(agent=MEI, how="next"), f"agent:{MEI}")
    first = a_case(taken, kin.leads(other.id, kinship=Kinship.COPY, words=words()))
    assert along.led(first) == (other.id,)
    along.check_takes(first, other, by=MEI)
    for leader, kept, by, no in (
        (a_case(taken), other, MEI, No.NOT_FOUND),
        (first, other, JUN, No.NOT_YOURS),
        (first, a_case(taken), MEI, No.NOT_IN_THIS_STATE),
    ):
        with pytest.raises(Refused) as said:
            along.check_takes(leader, kept, by=by)
        assert said.value.code is no
