"""A rule of the host's was wrong: who may say so, what is ordered, and when it goes on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ombud.core import enforcement, facts, redress
from ombud.core.redress import Rule
from ombud.core.refusals import No, Refused
from tests.cast import ACCOUNT, LETTER, MEI, START, SUBJECT, ZHOU, a_case, packs, proposed, words

RULE = Rule(platform="clips", clause="CLIPS.3.2", model="clips-auto", version="2026.10")
LEAD = frozenset({"lead"})
OVER = facts.Closed(decision=1, appeal_until=START + timedelta(days=184))
BACK = (facts.Chosen(measure="R", target=SUBJECT, host_decision="hd-1"),)
TAKEN = (facts.Assigned(agent=MEI, how="next"), f"agent:{MEI}")


def decided(*more, **said):
    whole = {"outcome": "granted", "measures": BACK, "signers": 0, **said}
    fact = facts.Decided(no=1, outcome=whole["outcome"], orders=())
    return a_case(TAKEN, (proposed(**whole), f"agent:{MEI}"), fact, *more)


def begun(case):
    pause = redress.pause(case, ACCOUNT)
    return facts.RedressBegun(pause=pause, since=START, agent=ZHOU, words=words())


def asks(case, **said):
    whole = {"rule": RULE, "by": ZHOU, "roles": LEAD, "reason": "误判", **said}
    return redress.check(case, whole.pop("rule"), **whole)


@pytest.mark.parametrize(
    ("case", "said", "no"),
    [
        pytest.param(decided(), {"roles": frozenset({"senior"})}, No.SIGNER_ROLE, id="no lead"),
        pytest.param(decided(), {"by": MEI}, No.HAND_IN_IT, id="who decided it"),
        pytest.param(decided(), {"reason": " "}, No.NEEDS_REASON, id="no reason"),
        pytest.param(a_case(TAKEN), {}, No.NOT_IN_THIS_STATE, id="not decided yet"),
        pytest.param(decided(), {"rule": None}, No.NOT_IN_THIS_STATE, id="no decision of the host's"),
        pytest.param(decided(), {"rule": replace(RULE, model="")}, No.NOT_IN_THIS_STATE, id="no machine"),
        pytest.param(decided(outcome="refused", measures=()), {}, No.NOT_DECIDED, id="it stands"),
        pytest.param(decided(measures=()), {}, No.NOT_DECIDED, id="nothing was reversed"),
        pytest.param(decided(begun(decided())), {}, No.ALREADY_DONE, id="begun already"),
    ],
)
def test_who_may_not_begin_and_when(case, said, no):
    with pytest.raises(Refused) as refused:
        asks(case, **said)
    assert refused.value.code is no


def test_a_lead_without_a_hand_in_it_pauses_the_rule_and_lets_it_go_on_once_it_is_mended():
    case = decided()
    assert asks(case) == RULE
    fact = begun(case)
    paused = decided(fact)
    assert (fact.pause.measure, fact.pause.target) == (redress.PAUSE, ACCOUNT)
    assert fact.pause.key in paused.orders
    [found] = redress.check_resumes(paused, roles=LEAD, reason="改好了", now=START)
    order = redress.resumed(found)
    assert (order.do, order.key) == ("lift", enforcement.lift_key(fact.pause.key))
    over = decided(fact, facts.RuleResumed(order=order, words=words()))
    assert redress.stopped_by(over, now=START) == ()
    for it, roles, reason, no in (
        (over, LEAD, "改好了", No.ALREADY_DONE),
        (case, LEAD, "改好了", No.ALREADY_DONE),
        (paused, frozenset({"agent"}), "改好了", No.SIGNER_ROLE),
        (paused, LEAD, "", No.NEEDS_REASON),
    ):
        with pytest.raises(Refused) as refused:
            redress.check_resumes(it, roles=roles, reason=reason, now=START)
        assert refused.value.code is no


def test_it_begins_from_a_case_that_is_closed_as_from_one_that_is_decided():
    assert asks(decided(OVER)) == RULE


def looked_at(*, again):
    return facts.Appealed(
        no=1, decision=1, side="complainant", letter=LETTER, words=words(), complaint=LETTER, again=again
    )


@pytest.mark.parametrize(
    ("case", "is_so"),
    [
        pytest.param(decided(outcome="refused", measures=()), True, id="people judged that it stays"),
        pytest.param(decided(OVER, outcome="refused", measures=()), True, id="and it is over"),
        pytest.param(decided(), False, id="it was given back"),
        pytest.param(a_case(TAKEN), False, id="somebody judges it now"),
        pytest.param(
            decided(looked_at(again=None), outcome="refused", measures=()), False, id="it is on appeal"
        ),
    ],
)
def test_of_whom_people_judged_that_it_stays_somebody_judges_again(case, is_so):
    assert redress.is_to_look_at(case, first=SUBJECT) is is_so


def test_nobody_is_looked_at_twice_because_of_the_same_finding():
    case = decided(looked_at(again=SUBJECT), outcome="refused", measures=())
    assert redress.was_looked_at(case, first=SUBJECT)
    assert not redress.was_looked_at(case, first=ACCOUNT)
    assert not redress.gave_back(a_case())


def test_the_finding_answers_what_went_wrong_and_who_else_was_wronged_and_nothing_else():
    left = [step for step in packs()[0].playbook("UF.CONTENT").steps if step.before == "close"]
    said = {"shown": (LETTER,), "words": words()}
    own = [one.step for one in redress.steps(left, tools=redress.SISTERS, **said)]
    every = list(redress.steps(left, tools=redress.ANSWERED, **said))
    assert own == ["sisters"]
    assert [one.step for one in every] == ["error_cause", "sisters"]
    assert {one.evidence for one in every} == {(LETTER,)}


@pytest.mark.parametrize(
    ("said", "no"),
    [
        pytest.param(
            {"roles": frozenset({"senior", "operator"})}, No.NOT_ALLOWED, id="who answers for no rules"
        ),
        pytest.param({"reason": " "}, No.NEEDS_REASON, id="no reason"),
        pytest.param({"rule": None}, No.NOT_IN_THIS_STATE, id="no decision of the host's"),
        pytest.param({"rule": replace(RULE, model="")}, No.NOT_IN_THIS_STATE, id="no machine"),
    ],
)
def test_who_may_not_stop_a_rule_for_a_time(said, no):
    whole = {"rule": RULE, "roles": LEAD, "reason": "一小时内五起", **said}
    with pytest.raises(Refused) as refused:
        redress.check_stops(a_case(), whole.pop("rule"), **whole)
    assert refused.value.code is no


@pytest.mark.parametrize("role", ["lead", "policy"])
def test_a_rule_is_stopped_before_anything_is_found_and_goes_on_by_itself(role):
    case = a_case()
    assert redress.check_stops(case, RULE, roles=frozenset({role}), reason="一小时内五起") == RULE
    ends = START + timedelta(days=3)
    order = redress.stop(case, ACCOUNT, until=ends)
    assert (order.do, order.measure, order.until) == ("apply", redress.PAUSE, ends)
    held = a_case(facts.RulePaused(order=order, words=words()))
    assert order.key in held.orders
    assert held.prepared == frozenset(), (
        "whoever stops a rule has judged nothing, and may put all right later"
    )
    assert redress.stopped_by(held, now=START) == (order,)
    assert redress.stopped_by(held, now=ends) == ()


def test_a_rule_is_named_by_clause_machine_and_version():
    assert RULE.external == "CLIPS.3.2/clips-auto/2026.10"
    assert len(replace(RULE, version="x" * 400).external) == 256
